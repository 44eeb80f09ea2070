"""Targets and the goals' questions as the office writes them: what was typed becomes a paragraph of the overlay."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from dashboard.blocks.blocks import Answers, Text
from dashboard.blocks.page import PageBlock
from dashboard.content import verdict
from dashboard.content.facts import Facts
from dashboard.content.indicator.trial import read_number
from dashboard.content.office import words
from dashboard.content.office.targets import counting, judging
from dashboard.content.targets import own_first
from malkollen.errors import EntryError
from malkollen.office import overlay
from malkollen.registry import registry
from malkollen.registry.content import OVERLAY
from malkollen.registry.paragraph import UNVERIFIED, TargetStatus, Transfer
from malkollen.registry.registry import Registry
from malkollen.texts.swedish import listed
from malkollen.texts.written import clean_line

Kind = Literal["text", "long", "number", "year", "day", "choice"]
KEY = re.compile("[^a-z0-9]+")
OWN_UNIT, INDEX = "own", "index"
"""What a target may be set in: its indicator's unit, or parts of the base year's value, which is then 100."""
TRANSFERS = ("egen", *(one for one in get_args(Transfer) if one != "egen"))
"""Whose a target may be: what the office decides itself comes first."""
NEW = ""
"""The target that is not there yet, where one of those that are could be chosen."""


@dataclass(frozen=True)
class Field:
    """A key of a paragraph as it is asked for. choices: of a choice; first: what it holds to begin with.

    Attributes:
        is_wide: whether it has a line to itself; the others stand two and two. A long one is read whole, on several.
    """

    name: str
    label: str
    kind: Kind = "text"
    is_required: bool = False
    choices: tuple[str, ...] = ()
    first: str = ""
    is_wide: bool = False


TARGET = (
    Field("title", "Kort namn, till exempel 40 % elbilar 2030", is_required=True, is_wide=True),
    Field("value", "Värde, till exempel 40 eller 12,5", "number", is_required=True),
    Field("unit", "Enhet", "choice", is_required=True, choices=(OWN_UNIT, INDEX), first=OWN_UNIT),
    Field("target_year", "Målår, fyra siffror", "year"),
    Field("base_year", "Basår, fyra siffror (tomt om beslutet inte säger det; då går ingen prognos att göra)", "year"),
    Field("base_value", "Värde basåret (100 om det är ett index)", "number"),
    Field("area", "Område som det är beslutat för", is_required=True),
    Field("wording", "Ordalydelse", "long", is_required=True, is_wide=True),
    Field("document", "Dokument, med protokoll och paragraf", is_required=True),
    Field("page", "Sida i dokumentet"),
    Field("url", "Adress till dokumentet"),
    Field("decided_by", "Vem som har beslutat", is_required=True),
    Field("decided", "När det beslutades (år-månad-dag, eller året)", is_required=True),
    Field("valid_from", "Gäller från (år-månad-dag)", "day"),
    Field("valid_to", "Gäller till och med (år-månad-dag)", "day"),
    Field("status", "Status", "choice", is_required=True, choices=get_args(TargetStatus), first="gällande"),
    Field("transfer", "Hur det förhåller sig till oss", "choice", is_required=True, choices=TRANSFERS),
    Field("checked", "Kontrollerat mot dokumentet (år-månad-dag)", "day"),
    Field("note", "Anteckning, som läsarna ser", "long", is_wide=True),
)  # fmt: skip
INDICATOR = Field("indicator", "Indikator", "choice", is_required=True)
"""What a target is of: asked for by itself, above the other fields."""
JUDGED = Field("judged", "Indikatorn bedöms mot målvärdet", "choice", choices=(judging.NO, judging.YES), is_wide=True)
"""Whether a target is judged against: of its indicator, and asked for below the other fields where it can be chosen."""
QUESTION = (
    Field("question", "Målets fråga", "long", is_wide=True),
    Field("answer_set", "Jämförelse som svaret leder med", "choice"),
    Field("answer_set_decided_by", "Vem som har beslutat om jämförelsen, och när (tomt om det är ert eget val)"),
)
MAY_BE_UNVERIFIED = ("valid_from", "valid_to", "checked", "page", "url")
INDEX_BASE = 100.0
INDICATORLESS = "Indikator: välj en."
KEYS = {"base_year": "basåret", "target_year": "målåret", "base_value": "värdet basåret"}
QUOTED_KEY = re.compile(r"'[a-z0-9_]+' har")


def lines(fields: tuple[Field, ...]) -> list[tuple[Field, ...]]:
    """The fields by the lines they stand on: a wide one alone, the others two and two."""
    rows: list[tuple[Field, ...]] = []
    for field in fields:
        if rows and not field.is_wide and len(rows[-1]) == 1 and not rows[-1][0].is_wide:
            rows[-1] = (*rows[-1], field)
        else:
            rows.append((field,))
    return rows


def targets(facts: Facts) -> dict[str, str]:
    """The targets by their keys, each with its indicator's name: a new one, then those decided by ourselves."""
    known = own_first(facts.registry.targets)
    names = {key: f"{words.indicator(facts, one.indicator)}: {one.title}" for key, one in known.items()}
    return {NEW: "Ett nytt målvärde"} | names


def choices(facts: Facts, indicator: str | None) -> dict[str, dict[str, str]]:
    """The words of each choice of a target's fields."""
    home, bodies, area = facts.home, facts.home.bodies, "ett annat område"
    unit = facts.indicator(indicator).unit if indicator else ""
    return {
        "unit": {
            OWN_UNIT: f"{unit} (indikatorns enhet)" if unit else "indikatorns enhet",
            INDEX: "index, där basåret är 100",
        },
        "status": dict(zip(get_args(TargetStatus), get_args(TargetStatus), strict=True))
        | {"giltigheten har löpt ut": "har slutat gälla", "utgånget förslag": "förslag som inte antogs"},
        "transfer": {
            "egen": "beslutat av oss: en styrelse, styrgrupp eller nämnd, "
            f"{bodies.committee.short} eller {bodies.leadership.short}",
            "direkt": f"beslutat av någon annan, för {home.name}",
            "överförd": f"beslutat för {area}, tillämpat {home.at}",
            "jämförelsenivå": "ingen har beslutat det: en nivå att jämföra med",
        },
        JUDGED.name: {
            judging.NO: "nej",
            judging.YES: "ja",
        },
    }


def always(fields: tuple[Field, ...]) -> str:
    """Which fields are always filled in by hand, in a sentence."""
    names = [short(field).lower() for field in fields if field.is_required and not field.first]
    return f"Fyll alltid i {listed(names)}. Det andra får vara tomt."


def written(table: str, key: str) -> dict[str, str]:
    """A paragraph as the files have it, each key as it would be typed; empty where there is none."""
    found = registry.read().get(table, {}).get(key, {})
    typed = {name: "" if value == UNVERIFIED else _as_typed(value) for name, value in found.items()}
    if table == "targets" and "unit" in typed:
        typed["unit"] = INDEX if typed["unit"].startswith("index ") else OWN_UNIT
        typed |= {JUDGED.name: judging.YES} if judging.is_own(typed["indicator"]) else {}
    return typed


def key_of(title: str, taken: Mapping[str, object]) -> str:
    """A key of its own for a new target, out of its name."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    stem = KEY.sub("_", plain).strip("_")[:40] or "malvarde"
    stem = stem if stem[0].isalpha() else f"mal_{stem}"
    number = 2
    key = stem
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def target_text(data: Path, key: str, indicator: str, typed: Mapping[str, str]) -> str:
    """The overlay with a target as it was typed; EntryError with what is no number, year or day, or is missing."""
    values = {"indicator": indicator, **_values(TARGET, typed)}
    if faults := _not_fitting(values):
        raise EntryError(faults)
    if values["unit"] == INDEX:
        values |= {"unit": f"index {values['base_year']} = 100", "base_value": values["base_value"] or INDEX_BASE}
    else:
        values["unit"] = registry.load().indicators[indicator].unit
    text = overlay.with_paragraph(overlay.text(data), "targets", key, values)
    before = written("targets", key).get(JUDGED.name, judging.NO)
    return judging.as_chosen(text, indicator, before, typed.get(JUDGED.name, judging.NO))


def question_text(data: Path, goal: str, typed: Mapping[str, str]) -> str:
    """The overlay with a goal's question as it was typed; the rest of the goal as it stands."""
    found = dict(registry.read()["goals"][goal])
    values = {**found, **{name: value or None for name, value in _values(QUESTION, typed).items()}}
    values["answer_set_decided_by"] = values["answer_set_decided_by"] or ""
    return overlay.with_paragraph(overlay.text(data), "goals", goal, values)


def in_words(faults: Sequence[str], fields: tuple[Field, ...]) -> list[str]:
    """The registry's faults in the form's words: what names a key is told by its field."""
    return [_in_words(fault, fields) for fault in faults]


def about(field: Field, faults: Sequence[str]) -> list[str]:
    """What is wrong with a field, without its name."""
    start = f"{short(field)}: "
    told = [fault.removeprefix(start) for fault in faults if fault.startswith(start)]
    return [f"{text[:1].upper()}{text[1:]}" for text in told]


def preview(facts: Facts, declared: Registry, key: str, by: str) -> list[PageBlock]:
    """What a target is of, and the verdict of its indicator as it is and as it would be with it.

    declared: the registry with it. by: whose name it would be saved under; empty where that is not known yet.
    """
    home, indicator = facts.areas.home, declared.targets[key].indicator
    about = Text(f"{counting.told(facts, declared.targets[key])}.", "lead")
    then = judging.under(facts, declared)
    if not facts.is_computed(indicator):
        waits = "Indikatorn väntar på siffror: målvärdet visas, men inget omdöme blir ett annat."
        return [about, Text(waits), Text(counting.shown_on(facts, indicator))]
    return [
        about,
        Text(f"{home.name} nu", "caption"),
        Answers(tuple(verdict.verdict(facts, indicator, home.id))),
        Text(f"{home.name} med målvärdet", "caption"),
        Answers(tuple(verdict.verdict(then, indicator, home.id))),
        Text(counting.shown_on(then, indicator), "caption"),
        Text(f"Det sparas under ditt namn{f', {by}' if by else ''}, med dag och klockslag i journalen.", "caption"),
    ]


def _values(fields: tuple[Field, ...], typed: Mapping[str, str]) -> dict[str, Any]:
    faults: list[str] = []
    values = {field.name: _value(field, clean_line(typed.get(field.name, "")), faults) for field in fields}
    if faults:
        raise EntryError(faults)
    return values


def _not_fitting(values: Mapping[str, Any]) -> list[str]:
    """What is wrong between fields."""
    first, last, begins, ends = (values[key] for key in ("base_year", "target_year", "valid_from", "valid_to"))
    faults = []
    if values["unit"] == INDEX and first is None:
        faults.append("Basår: fyll i. Ett index räknas från det året.")
    if first is not None and last is not None and last <= first:
        faults.append(f"Målår: ska vara senare än basåret ({first}).")
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        faults.append(f"Gäller till och med: ska inte vara före den dag det gäller från ({begins}).")
    return faults


def _in_words(fault: str, fields: tuple[Field, ...]) -> str:
    where, _, what = fault.removeprefix(f"{OVERLAY}: ").partition(": ")
    known = {field.name: field for field in fields}
    field = known.get(where.rsplit(".", 1)[-1])
    if not what or where.count(".") != 2 or field is None:
        return fault
    for key, called in KEYS.items():
        what = what.replace(key, called)
    what = QUOTED_KEY.sub("indikatorn har", what)
    return f"{short(field)}: {what[:1].upper()}{what[1:].rstrip('.')}."


def short(field: Field) -> str:
    """What a field is called where it is told of."""
    return field.label.partition(",")[0].partition(" (")[0]


def _value(field: Field, text: str, faults: list[str]) -> object:
    label = short(field)
    if not text:
        if field.is_required:
            faults.append(f"{label}: {'välj ett svar' if field.kind == 'choice' else 'fyll i'}.")
        return UNVERIFIED if field.name in MAY_BE_UNVERIFIED else None
    match field.kind:
        case "number":
            if (number := read_number(text)) is None:
                faults.append(f"{label}: '{text}' är inte ett tal. Skriv till exempel 40 eller 12,5.")
            return number
        case "year":
            if not re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
                faults.append(f"{label}: '{text}' är inte ett år. Skriv fyra siffror.")
                return None
            return int(text)
        case "day":
            return _day(label, text, faults)
        case "text" | "long" | "choice":
            return text


def _day(label: str, text: str, faults: list[str]) -> date | str | None:
    if text == UNVERIFIED:
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.append(f"{label}: '{text}' är inte ett datum. Skriv ÅÅÅÅ-MM-DD, eller {UNVERIFIED}.")
        return None


def day(text: str) -> date | None:
    """A day as it is typed; None where nobody has verified any."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _as_typed(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value) if isinstance(value, str | int | date) else ""
