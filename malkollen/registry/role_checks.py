"""What must hold of [home], [roles], [examples], [duties] and everyday words: what they name exists and plays its part.

Works on the raw content, as checks.py does; what needs the database stands in values/database_checks.py.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from malkollen.registry.content import written
from malkollen.registry.formula import FormulaError, parse
from malkollen.texts.printable import excerpt

Content = Mapping[str, Any]
COUNTS = ("in_commuters", "out_commuters")
MOST_IN_A_WORD = 6
"""Words of what is asked with: more is a question, and finds nothing else."""


def faults(content: Content, indicators: Content, groups: Content) -> Iterator[str]:
    """Every fault of the three paragraphs, and of what lies nearest an indicator, as "key: what is wrong"."""
    county = _table(content, "home").get("county")
    if isinstance(county, str) and county not in groups:
        yield (
            f"home.county: ingen jämförelsegrupp heter '{excerpt(county)}'; skriv en som står under groups, "
            "eller lägg till den där"
        )
    home = _table(groups, str(_table(content, "comparison").get("home")))
    if home.get("members") == 1:
        yield f"groups.{content['comparison']['home']}.members: en samverkan har minst två kommuner"
    roles = _table(content, "roles")
    named = {f"roles.{role}": key for role, key in roles.items() if isinstance(key, str)}
    named |= {f"roles.timetable.{key}": key for key in _table(roles, "timetable")}
    examples = {name: _table(_table(content, "examples"), name) for name in _table(content, "examples")}
    named |= {f"examples.{name}.indicator": one["indicator"] for name, one in examples.items() if _names(one)}
    named |= {f"indicators.{key}.nearest": one["nearest"] for key, one in indicators.items() if _has_near(one)}
    for where, key in named.items():
        if key not in indicators:
            yield f"{where}: ingen indikator heter '{excerpt(key)}'; ändra raden, eller ta bort den"
        else:
            yield from _part_faults(where, indicators[key])
    for part, key in _table(roles, "chargeable").items():
        if isinstance(key, str) and key not in _table(content, "measures"):
            yield f"roles.chargeable.{part}: ingen grunduppgift heter '{excerpt(key)}'; ändra raden"
    yield from _duty_faults(content, indicators)
    yield from _word_faults(content, indicators)


def _duty_faults(content: Content, indicators: Content) -> Iterator[str]:
    """Who may do what bears on indicators that there are."""
    for key, duty in _table(content, "duties").items():
        named = duty.get("indicators") if _is_table(duty) else None
        for one in named if isinstance(named, list) else []:
            if isinstance(one, str) and one not in indicators:
                yield f"duties.{key}.indicators: ingen indikator heter '{excerpt(one)}'; ta bort namnet"


def _word_faults(content: Content, indicators: Content) -> Iterator[str]:
    """An everyday word is a word or a few, and is given once in its list."""
    lists = {f"indicators.{key}.words": one.get("words") for key, one in indicators.items()}
    lists |= {f"goals.{key}.words": one.get("words") for key, one in _table(content, "goals").items() if _is_table(one)}
    lists |= {
        f"duties.{key}.words": one.get("words") for key, one in _table(content, "duties").items() if _is_table(one)
    }
    lists |= {f"questions.{key}": words for key, words in _table(content, "questions").items()}
    for key, programme in _table(content, "programmes").items():
        for part in ("said", "unfollowed"):
            declared = programme.get(part) if isinstance(programme, dict) else None
            for number, one in enumerate(declared if isinstance(declared, list) else [], 1):
                lists[f"programmes.{key}.{part}[{number}].words"] = one.get("words") if _is_table(one) else None
    for where, words in lists.items():
        given = [word for word in words if isinstance(word, str)] if isinstance(words, list) else []
        for word in given:
            if len(word.split()) > MOST_IN_A_WORD:
                yield f"{where}: '{excerpt(word)}' är för långt; skriv högst {MOST_IN_A_WORD} ord"
        small = [word.casefold() for word in given]
        for word in dict.fromkeys(word for word in small if small.count(word) > 1):
            yield f"{where}: '{excerpt(word)}' står flera gånger; skriv det en gång"


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _names(example: Content) -> bool:
    return isinstance(example.get("indicator"), str)


def _has_near(indicator: Content) -> bool:
    return isinstance(indicator.get("nearest"), str)


def _table(content: Content, name: str) -> Content:
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def _part_faults(where: str, indicator: Content) -> Iterator[str]:
    """What an indicator must be like to play a part."""
    role = where.removesuffix(".indicator")
    if role.removeprefix("roles.") in COUNTS and not _is_one_measure(indicator.get("formula")):
        yield f"{where}: indikatorns formel ska vara en enda grunduppgift"
    if role in ("roles.near_transit", "examples.place", "examples.rank", "examples.pace"):
        yield from _unless(where, indicator, "unit", "%")
    if role == "examples.trend" and indicator.get("kind") in (
        "sammanhang",
        "lageslista",
    ):  # another word is told of already
        yield f"{where}: den kräver en indikator som bedöms (kind)"
    if role in ("examples.rank", "examples.pace"):
        if indicator.get("has_fleet_variants") is not True:
            yield f"{where}: den kräver en indikator med has_fleet_variants = true"
        yield from _unless(where, indicator, "scale", "s_curve")
    if role == "examples.place" and indicator.get("judged_for") == "groups":
        yield f"{where}: den kräver en indikator vars kommuner bedöms (judged_for)"


def _unless(where: str, indicator: Content, key: str, wanted: str) -> Iterator[str]:
    if indicator.get(key) != wanted:
        yield f'{where}: den kräver en indikator med {key} = "{written(key, wanted)}"'


def _is_one_measure(formula: object) -> bool:
    try:
        return isinstance(formula, str) and formula.strip() in parse(formula).measures
    except FormulaError:
        return True  # the formula itself is the fault, and is named
