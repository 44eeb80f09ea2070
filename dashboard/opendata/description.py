"""What the files are, for programs: a Frictionless data package, and CSV on the Web for each file of rows."""

from collections.abc import Mapping
from typing import Any

from dashboard.content.facts import Facts
from dashboard.opendata import forms
from dashboard.opendata.links import Links
from dashboard.opendata.rows import Column, Rows
from malkollen.assess import METHOD_VERSION

CSVW_KINDS = {"string": "string", "integer": "integer", "number": "double", "boolean": "boolean", "date": "date"}


def version(facts: Facts, links: Links) -> dict[str, Any]:
    """Which version of the figures a file is of, and where its index lies."""
    known: dict[str, Any] = {
        "data_version": facts.data_version,
        "method_version": METHOD_VERSION,
        "as_of": facts.as_of.isoformat(),
        "index": links.data(),
    }
    if made := facts.edition:
        known["edition"] = {"name": made.name, "meeting": made.meeting, "day": made.day.isoformat(), "mark": made.mark}
    return known


def package(facts: Facts, tabular: Mapping[str, Rows], links: Links) -> bytes:
    """datapackage.json: every CSV with its columns, sources and licences; addresses are beside it."""
    resources = [_resource(name, rows) for name, rows in tabular.items()]
    whole = next(iter(tabular.values()))
    return forms.dumped(
        {
            "profile": "data-package",
            "name": "malkollen",
            "title": f"Målkollen: {facts.home.genitive} indikatorer och måluppföljning",
            "description": f"{facts.programme.title}, {facts.programme.period}. Alla värden, omdömen och svar.",
            "version": facts.data_version,
            "created": f"{facts.built_at:%Y-%m-%dT%H:%M:%SZ}",
            "contributors": [{"title": facts.home.office, "role": "wrangler"}],
            "sources": _sources(facts),
            "licenses": forms.licences(whole.licences),
            "resources": resources,
        }
        | {"about": version(facts, links)}
    )


def _sources(facts: Facts) -> list[dict[str, str]]:
    named = ((f"{source.publisher}: {source.title}", source.url) for source in facts.sources)
    return [
        {"title": title} | ({"path": url} if url.startswith(("https://", "http://")) else {})
        for title, url in dict(named).items()
    ]


def _resource(name: str, rows: Rows) -> dict[str, Any]:
    known: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": name.replace("/", "-").casefold(),
        "path": f"{name}.csv",
        "title": rows.title,
        "description": rows.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(column) for column in rows.columns], "missingValues": [""]},
    }
    if rows.licences:
        known["licenses"] = forms.licences(rows.licences)
    if rows.sources:
        known["sources"] = [{"title": line} for line in rows.sources]
    return known


def _field(column: Column) -> dict[str, Any]:
    bounds: dict[str, Any] = {"required": True} if column.is_required else {}
    bounds |= {"enum": list(column.allowed)} if column.allowed else {}
    known: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.about}
    return known | ({"constraints": bounds} if bounds else {})


def columns(rows: Rows, name: str) -> bytes:
    """A CSV's own description, where CSV on the Web looks for it: beside the file, its name with "-metadata.json".

    Args:
        name: the file's, with ending and without folder.
    """
    known: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "sv"}],
        "url": name,
        "dc:title": rows.title,
        "dc:description": rows.about,
        "dc:source": list(rows.sources),
        "dc:license": [one.address or one.title for one in rows.licences],
        "tableSchema": {"columns": [_column(column) for column in rows.columns]},
    }
    return forms.dumped(known)


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": CSVW_KINDS[column.kind],
        "required": column.is_required,
        "dc:description": column.about,
    }
