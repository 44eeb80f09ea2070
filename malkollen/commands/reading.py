"""The commands that read: values, indicators, sources, check. Each returns the exit code."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from dashboard import writing
from malkollen import console
from malkollen.commands.cooperation import form
from malkollen.database import damage, freshness, storage
from malkollen.errors import DataError, RegistryError
from malkollen.office import activities, priority_draft, priority_objects
from malkollen.registry import content, in_force, registry
from malkollen.registry.registry import Registry
from malkollen.texts.swedish import KIND_WORDS, listed, number, statuses
from malkollen.values import areas, database_checks, evaluate, with_figures
from malkollen.values.areas import Areas
from malkollen.values.values import STATUS_ORDER, Evaluation, Value
from malkollen.verdicts.assessor import Assessor

VALUE_COLUMNS = [
    "indicator", "code", "area", "area_name", "year", "variant", "value", "low", "high", "unit", "status", "sources",
]  # fmt: skip
DIRECTION_WORDS = {"higher": "högre är bättre", "lower": "lägre är bättre", None: "ingen riktning"}
VARIANT_WORDS = {"with": "alla kommuner", "without": "utan kommuner med många företagsbilar", None: ""}


def values(arguments: argparse.Namespace) -> int:
    """Prints an indicator's values for areas and years."""
    declared = registry.load()
    key = declared.find(arguments.indicator)
    with storage.reading(storage.database()) as db:
        declared = with_figures.with_figures(db, declared)
        places = areas.load(db, declared)
        chosen = areas.chosen(places, arguments.area)
        rows = [
            _value_row(declared, places, evaluation, value)
            for evaluation in _evaluations(db, declared, places, key, arguments.variant)
            for area in chosen
            for value in _chosen_values(evaluation, area, arguments.year)
        ]
        if source := declared.waits_for(key):
            rows = [_waiting_row(declared, places, key, area) for area in chosen]
            console.note(f"{declared.indicators[key].code} väntar på {declared.waiting[source].title}.")
    if arguments.format == "json":
        console.write_json(rows)
    elif arguments.format == "csv":
        console.write_csv(rows, VALUE_COLUMNS)
    else:
        _print_values(declared, key, rows)
    return 0


def _evaluations(db: DuckDBPyConnection, found: Registry, places: Areas, key: str, variant: str) -> list[Evaluation]:
    evaluations = evaluate.evaluate(db, found, places, key)
    return [e for e in evaluations if e.variant is None or variant in ("both", e.variant)]


def _chosen_values(evaluation: Evaluation, area: str, years: Sequence[int] | None) -> list[Value]:
    return [evaluation.at(area, year) for year in years] if years else [evaluation.latest(area)]


def _value_row(found: Registry, places: Areas, evaluation: Evaluation, value: Value) -> dict[str, Any]:
    indicator = found.indicators[evaluation.indicator]
    return {
        "indicator": evaluation.indicator,
        "code": indicator.code,
        "area": value.area,
        "area_name": places.name(value.area),
        "year": value.year,
        "variant": evaluation.variant,
        "value": value.value,
        "low": value.low,
        "high": value.high,
        "unit": indicator.unit,
        "status": value.status_text,
        "sources": list(value.sources),
    }


def _ends(row: dict[str, Any], decimals: int) -> str:
    """A survey value's own interval after it."""
    return "" if row["low"] is None else f" ({number(row['low'], decimals)}–{number(row['high'], decimals)})"


def _waiting_row(declared: Registry, places: Areas, key: str, area: str) -> dict[str, Any]:
    """The row of an indicator that waits for its source: everything but a year and a value."""
    missing = Value(area, 0, None, frozenset({"missing"}), (), 0, 0)
    empty = Evaluation(key, None, {}, {}, 0)
    return {**_value_row(declared, places, empty, missing), "year": None}


def _print_values(found: Registry, key: str, rows: list[dict[str, Any]]) -> None:
    indicator = found.indicators[key]
    print(f"{indicator.code}  {indicator.title} ({indicator.unit})\n")
    lines = [
        [
            row["area"],
            row["area_name"],
            str(row["year"] or ""),
            number(row["value"], indicator.decimals) + _ends(row, indicator.decimals),
            VARIANT_WORDS[row["variant"]],
            statuses(
                (mark for mark in STATUS_ORDER if mark in row["status"].split("+")),
                is_published=row["value"] is not None
                and (indicator.series or indicator.published_decimals) is not None,
            ),
            ", ".join(row["sources"]),
        ]
        for row in rows
    ]
    console.write_table(["Område", "Namn", "År", "Värde", "Variant", "Status", "Källor"], lines, numeric=(2, 3))


def indicators(arguments: argparse.Namespace) -> int:
    """Prints every declared indicator, with its latest year or what it waits for."""
    declared = in_force.on(registry.load(), date.today())  # noqa: DTZ011 - today is the point
    with storage.reading(storage.database()) as db:
        declared = with_figures.with_figures(db, declared)
        latest = {
            key: e.latest_year for (key, _), e in evaluate.evaluate_all(db, declared, areas.load(db, declared)).items()
        }
    rows = [
        {
            "id": key,
            "code": indicator.code,
            "title": indicator.title,
            "goal": indicator.goal,
            "kind": indicator.kind,
            "unit": indicator.unit,
            "better": indicator.better,
            "core": indicator.core,
            "latest_year": latest.get(key),
            "waiting_for": declared.waits_for(key),
        }
        for key, indicator in declared.indicators.items()
    ]
    if arguments.format == "json":
        console.write_json(rows)
        return 0
    lines = [
        [
            f"{row['code']}{'★' if row['core'] else ''}",
            str(row["title"]),
            declared.goals[str(row["goal"])].heading,
            KIND_WORDS[str(row["kind"])],
            DIRECTION_WORDS[declared.indicators[str(row["id"])].better],
            str(row["latest_year"] or f"väntar på {declared.waiting[str(row['waiting_for'])].title}"),
        ]
        for row in rows
    ]
    console.write_table(["Kod", "Indikator", "Mål", "Slag", "Riktning", "Senast"], lines)
    print("\n★ kärnindikator")
    return 0


def sources(arguments: argparse.Namespace) -> int:
    """Prints every source's publisher, licence, period and when the next figures are expected."""
    with storage.reading(storage.database()) as db:
        freshness_rows = freshness.load(db, arguments.as_of)
        declared = with_figures.with_figures(db, registry.load())
    if arguments.format == "json":
        console.write_json([_source_row(source) for source in freshness_rows])
        return 0
    lines = [
        [
            source.publisher,
            source.title,
            f"{source.first_year}–{source.latest_year}",
            source.licence,
            source.retrieved,
            source.expected_text,
            "nyare väntades" if source.is_late else "i tid",
        ]
        for source in freshness_rows
    ]
    console.write_table(["Utgivare", "Statistik", "Period", "Licens", "Siffrorna från", "Nästa väntas", "Läge"], lines)
    _print_waiting(declared)
    return 0


def _source_row(source: freshness.Freshness) -> dict[str, Any]:
    return {
        "id": source.source,
        "publisher": source.publisher,
        "title": source.title,
        "publication": source.publication,
        "url": source.url,
        "licence": source.licence,
        "reference_period": f"{source.first_year}–{source.latest_year}",
        "retrieved": source.retrieved,
        "retrieved_through": source.retrieved_through,
        "next_expected": source.next_expected,
        "next_expected_from": source.next_expected_from,
        "late": source.is_late,
        "stale": source.is_stale,
    }


def _print_waiting(found: Registry) -> None:
    print("\nVäntar på att byggas eller fyllas i:")
    asked = {m.waiting_for for m in found.measures.values()} | {i.waiting_for for i in found.indicators.values()}
    for entry in (entry for key, entry in found.waiting.items() if key in asked):
        print(f"  {entry.title}. {entry.needs} Sedan: {entry.run}")


def check(arguments: argparse.Namespace) -> int:
    """Checks registry, objects, activities, templates and database; faults raise (2), warnings are printed (0)."""
    from ingest.readers import reference_files  # noqa: PLC0415 - as the other commands: only this one needs ingest

    if (folder := storage.data_folder() / "reference").is_dir() and (faults := reference_files.read(folder)[1]):
        raise RegistryError(faults)
    declared, to_fill_in = registry.load(), content.unfilled(form.ASKED)
    priority_objects.load(storage.data_folder(), arguments.as_of)
    priority_draft.left(storage.data_folder(), declared.comparison.home, ())
    activities.load(storage.data_folder(), declared.goals)
    for warning in writing.check_templates(storage.data_folder()):
        print(f"varning: {warning}")
    if to_fill_in and not storage.database().exists():
        raise RegistryError([*to_fill_in, "databasen finns inte; bygg den med 'malkollen ingest --offline'"])
    if spoilt := damage.damaged(storage.database()):
        raise DataError(
            f"{storage.FILE_NAME}: filen är skadad och kan inte läsas hel ({listed(spoilt)}); bygg om med "
            "'malkollen ingest --offline'"
        )
    _check_database(declared, to_fill_in, arguments.as_of)
    counts = f"{len(declared.indicators)} indikatorer, {len(declared.measures)} grunduppgifter"
    print(f"indicators.toml: {declared.home.name}, {counts}, inga fel")
    if own := content.overlaid():
        print(f"{content.OVERLAY}: läggs till eller ersätts: {', '.join(own)}")
    return 0


def _check_database(declared: Registry, to_fill_in: list[str], as_of: date) -> None:
    """Prints the warnings; RegistryError with every fault between registry and database, and what is yet unfilled."""
    with storage.reading(storage.database()) as db:
        declared = with_figures.with_figures(db, declared)
        places = areas.load(db, declared)
        if faults := [*map(content.file_and, database_checks.faults(db, declared, places)), *to_fill_in]:
            raise RegistryError(faults)
        judged = Assessor(declared, places, evaluate.evaluate_all(db, declared, places), {}, as_of)
        warnings = [*_target_warnings(declared, as_of), *_reached(judged), *_years_to_come(judged)]
        for warning in [*warnings, *database_checks.unplaced(db)]:
            print(f"varning: {warning}")
        for source in freshness.load(db, as_of):
            for warning in _source_warnings(source):
                print(f"varning: {warning}")


def _target_warnings(declared: Registry, as_of: date) -> list[str]:
    warnings = []
    for key, target in declared.targets.items():
        if target.status in ("gällande", "ifrågasatt", "förslag") and target.is_past(as_of):
            until = target.valid_to_words or target.valid_to
            warnings.append(
                f"targets.{key}: giltigheten ({until}) har passerat eller är inget datum; ange vad som gäller"
            )
    return [content.file_and(warning) for warning in (*warnings, *in_force.notices(declared, as_of))]


def _reached(judged: Assessor) -> list[str]:
    """Targets that are met already: rightly, or typed in another unit than the indicator's."""
    answers = [judged.verdict(key, judged.areas.home.id) for key in judged.registry.computed()]
    return [
        content.file_and(
            f"targets.{name}.value: {target.value:g} {target.unit} är redan uppnått av {judged.areas.home.name} "
            f"({number(answer.value.value, 1)} år {answer.value.year}); stämmer talet och enheten?"
        )
        for answer in answers
        if answer.assessment.position.is_reached and answer.target
        for name, target in [answer.target]
        if target.transfer != "jämförelsenivå"
    ]


def _years_to_come(judged: Assessor) -> list[str]:
    """Breaks and years left out that have not come: declared ahead, or mistyped."""
    declared, year = judged.registry, judged.as_of.year
    ahead = [(f"breaks.{key}.year", one.year) for key, one in declared.breaks.items()]
    ahead += [(f"indicators.{key}.exclude_years", y) for key, i in declared.indicators.items() for y in i.exclude_years]
    return [content.file_and(f"{key}: {at} har inte kommit; stämmer året?") for key, at in ahead if at > year]


def _source_warnings(source: freshness.Freshness) -> list[str]:
    if source.is_stale:
        return [f"{source.source}: senaste uppgift {source.latest_year} är för gammal för att bedömas"]
    if source.is_late:
        return [f"{source.source}: nyare uppgifter än {source.latest_year} väntades {source.next_expected}"]
    return []
