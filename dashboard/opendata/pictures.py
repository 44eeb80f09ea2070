"""A chart as an image by its address: which indicator and what is drawn of it, with the choices of its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from dashboard.blocks.live import AreaMap, OnScreen
from dashboard.blocks.table import Table
from dashboard.content.facts import Facts
from dashboard.content.indicator import indicator as texts, mapped, spread
from dashboard.content.indicator.case import Case
from dashboard.drawings import images, pictured
from dashboard.drawings.images import Form
from malkollen.errors import EntryError, UnknownNameError
from malkollen.texts.printable import excerpt
from malkollen.values.values import Variant

Drawn = Literal["utveckling", "karta", "spridning"]
AREA, YEAR, VARIANT, COMPARED, SCOPE = "omrade", "ar", "variant", "jamfor", "karta"
CHOICES: Mapping[Drawn, tuple[str, ...]] = {
    "utveckling": (AREA, VARIANT, COMPARED),
    "karta": (YEAR, VARIANT, SCOPE),
    "spridning": (AREA, YEAR, VARIANT),
}
"""What may be chosen of each, by its name in the page's address."""


@dataclass(frozen=True)
class Asked:
    """An image that can be drawn: everything that it depends on but the facts."""

    case: Case
    drawn: Drawn
    form: Form
    compared: str
    scope: str


def asked(facts: Facts, name: str, query: Mapping[str, str]) -> Asked:
    """The image of a file's name and its address's choices.

    Args:
        name: "K06-utveckling.png".

    Raises:
        UnknownNameError: there is no such image, indicator, area, year or variant. EntryError: a choice that the image
        does not have.
    """
    stem, _, ending = name.rpartition(".")
    code, _, what = stem.rpartition("-")
    drawn = next((one for one in get_args(Drawn) if one == what), None)
    form = next((one for one in get_args(Form) if one == ending), None)
    key = facts.codes.get(code.casefold())
    if drawn is None or form is None or key is None or not facts.is_computed(key):
        kinds, forms = ", ".join(get_args(Drawn)), " eller ".join(get_args(Form))
        raise UnknownNameError(
            f"bilden '{excerpt(name)}' finns inte; skriv KOD-SLAG.{forms.split()[0]}, där KOD är en indikator med "
            f"siffror, till exempel {facts.indicator(texts.first(facts)).code}, SLAG är {kinds} och ändelsen {forms}"
        )
    if unknown := [choice for choice in query if choice not in CHOICES[drawn]]:
        raise EntryError([f"'{excerpt(unknown[0])}' går inte att välja här; skriv {', '.join(CHOICES[drawn])}"])
    return _chosen(facts, key, drawn, form, query)


def _chosen(facts: Facts, key: str, drawn: Drawn, form: Form, query: Mapping[str, str]) -> Asked:
    evaluation, sets = facts.evaluation(key), list(facts.registry.comparison_sets)
    area = facts.areas.find(query[AREA]) if AREA in query else facts.areas.home.id
    year = _among(YEAR, query, [str(year) for year in evaluation.years()], str(evaluation.latest_year))
    variant = _variant(facts, key, query)
    compared = _among(COMPARED, query, sets, sets[0])
    scope = _among(SCOPE, query, list(mapped.scopes(facts)), facts.areas.home.id)
    return Asked(Case(key, area, int(year), variant), drawn, form, compared, scope)


def _variant(facts: Facts, key: str, query: Mapping[str, str]) -> Variant | None:
    variants = [name for name in facts.variants(key) if name]
    if not variants and VARIANT not in query:
        return None
    return "without" if _among(VARIANT, query, [str(name) for name in variants], "with") == "without" else "with"


def _among(name: str, query: Mapping[str, str], known: list[str], usual: str) -> str:
    wanted = query.get(name, usual)
    if name in query and wanted not in known:
        there_are = ", ".join(known) or "inga här"
        raise UnknownNameError(f"'{excerpt(wanted)}' finns inte att välja som {name}; de som finns: {there_are}")
    return wanted


def image(facts: Facts, wanted: Asked) -> bytes:
    """The image, with title, sentence, source and day.

    Raises:
        UnknownNameError: nothing is known to draw.
    """
    drawing, text, named = _content(facts, wanted)
    return images.image(pictured.picture(facts, drawing, text, named), wanted.form)


def _content(facts: Facts, wanted: Asked) -> tuple[OnScreen, str, Table]:
    """What is drawn, its sentence and the table that it is named by."""
    case = wanted.case
    match wanted.drawn:
        case "utveckling":
            series = spread.series_content(facts, case.indicator, case.area, wanted.compared, case.variant)
            _refuse(not any(line.values for line in series.lines), facts, case)
            return series, series.text, series.table
        case "karta":
            _refuse(not texts.has_municipalities(facts, case.indicator, case.year), facts, case)
            shown = AreaMap(case.indicator, case.year, case.variant, wanted.scope)
            text = texts.spread_text(facts, case.indicator, case.year, case.variant)
            return shown, text, mapped.twin(facts, shown)
        case "spridning":
            rows = spread.spread_content(facts, case)
            is_total = facts.indicator(case.indicator).is_total
            _refuse(is_total or all(row[1] is None for row in rows.rows), facts, case)
            return rows, rows.text, rows.table


def _refuse(is_empty: bool, facts: Facts, case: Case) -> None:
    if is_empty:
        code = facts.indicator(case.indicator).code
        raise UnknownNameError(f"{code}: här finns inget att rita för {facts.areas.name(case.area)} {case.year}")
