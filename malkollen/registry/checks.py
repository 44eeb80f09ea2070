"""What must hold between the paragraphs of indicators.toml.

Works on the raw content, so that a fault in one paragraph hides none in another.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pydantic import ValidationError

from malkollen.files.toml_file import DAY_FAULT
from malkollen.registry import programme_checks, role_checks
from malkollen.registry.content import WORDS, Content, choices, entries as _entries, texts as _texts, written
from malkollen.registry.formula import FormulaError, parse
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import METHOD_WORDS

KEY = re.compile("[a-z][a-z0-9_]*")
LIMITS = (2, 6)  # of a map's classes, which are one more: from three to seven
JUDGED_KINDS = ("mal", "jamforelse", "jamforelseniva")  # what is placed and followed needs a direction
TECHNICAL = re.compile(
    r"malkollen [a-z]\S{0,40}|MALKOLLEN_\w{0,40}|--\w{1,40}|\bdata/\S{0,40}"
    r"|[\w-]{0,40}\.(?:toml|csv|sqlite|duckdb|py)\b"
)
"""Commands, environment names and files: nothing that a reader of the pages is to meet."""
NAME_A_GROUP = "skriv en som står under groups, eller lägg till den där"
UNCOUNTED = ("ton", "meter", "km", "mil", "kW")
"""Units of measures that nobody counts one by one."""

MESSAGES = {
    "missing": "saknas",
    "extra_forbidden": "okänd nyckel",
    "string_type": "ska vara text",
    "text_or_texts": "ska vara text, eller en lista av texter",
    "string_too_short": "får inte vara tom",
    "string_pattern_mismatch": "ska vara siffror: fyra för en kommun, två för ett län",
    "string_too_long": "får ha högst {max_length} tecken",
    "int_type": "ska vara ett heltal",
    "float_type": "ska vara ett tal",
    "finite_number": "ska vara ett ändligt tal",
    "bool_type": "ska vara true eller false",
    "date_type": DAY_FAULT,
    "literal_error": "ska vara {expected}",
    "greater_than": "ska vara större än {gt}",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
    "tuple_type": "ska vara en lista",
    "list_type": "ska vara en lista: varje stycke börjar med sitt namn inom dubbla hakparenteser",
    "too_short": "ska ha minst {min_length} poster",
    "dict_type": "ska vara en tabell",
    "model_type": "ska vara en tabell",
}


def in_swedish(error: ValidationError, *parents: str) -> list[str]:
    """One line a fault: key with dots (below its parents), then what would be right."""
    lines = []
    for fault in error.errors():
        path = [*parents, *(str(part) for part in fault["loc"])]
        if fault["type"] in ("date_type", "literal_error") and path[-1].startswith(("date", "literal[")):
            path.pop()  # the name of a union's branch; the file has no such key
        template = MESSAGES.get(fault["type"], "har ett värde som inte är tillåtet")
        context = {name: str(value).replace(" or ", " eller ") for name, value in fault.get("ctx", {}).items()}
        if path[0] == "indicators" and path[-1] in WORDS:
            context["expected"] = choices(path[-1])
        lines.append(f"{'.'.join(path)}: {template.format(**context)}")
    return lines


def faults(content: Content) -> list[str]:
    """Every fault between paragraphs, as "key: what is wrong"."""
    lines = [
        *_key_faults(content),
        *_formula_faults(content),
        *_waiting_faults(content),
        *_reference_faults(content),
        *programme_checks.faults(content),
        *_duplicate_codes(content),
        *_direction_faults(content),
        *_target_faults(content),
        *_break_faults(content),
        *_set_faults(content),
        *_bin_faults(content),
        *_answer_faults(content),
        *_thing_faults(content),
        *role_checks.faults(content, _entries(content, "indicators"), _entries(content, "groups")),
    ]
    return list(lines)


def _key_faults(content: Content) -> Iterator[str]:
    """Ids stand in formulas, commands and addresses: small letters, digits and underscores."""
    for table in ("measures", "indicators"):
        for key in _entries(content, table):
            if not KEY.fullmatch(key):
                yield f"{table}.{key}: namnet ska skrivas med små bokstäver a–z, siffror och understreck"


def _formula_faults(content: Content) -> Iterator[str]:
    declared = _entries(content, "measures")
    for key, indicator in _entries(content, "indicators").items():
        where = f"indicators.{key}.formula"
        formula = indicator.get("formula")
        if formula is None:
            if "waiting_for" not in indicator and "series" not in indicator:
                yield f"{where}: saknas; en indikator har en formel, en serie eller väntar på en källa (waiting_for)"
            continue
        if "series" in indicator:
            yield f"{where}: en indikator har en formel eller en publicerad serie (series), inte båda"
        if not isinstance(formula, str):
            continue
        try:
            parsed = parse(formula)
        except FormulaError as error:
            yield f"{where}: {error}"
            continue
        for measure in parsed.measures:
            if measure not in declared:
                yield f"{where}: ingen grunduppgift heter '{excerpt(measure)}'"


def _waiting_faults(content: Content) -> Iterator[str]:
    waiting = _entries(content, "waiting")
    used = set()
    for table in ("measures", "indicators"):
        for key, entry in _entries(content, table).items():
            source = entry.get("waiting_for")
            if not isinstance(source, str):
                continue
            used.add(source)
            if source not in waiting:
                yield f"{table}.{key}.waiting_for: ingen väntande källa heter '{excerpt(source)}'"
    for key, entry in waiting.items():
        if key not in used:
            parts = f" och dess [[waiting.{key}.parts]]" if "parts" in entry else ""
            yield f"waiting.{key}: ingenting väntar på den; ta bort stycket{parts}"
    for key, entry in waiting.items():
        technical = TECHNICAL.search(str(entry.get("needs_plain", "")))
        if technical:
            yield (
                f"waiting.{key}.needs_plain: läses av alla; '{excerpt(technical.group())}' hör hemma i needs eller run"
            )


def _reference_faults(content: Content) -> Iterator[str]:
    """Keys that name another paragraph: it must exist."""
    links = [
        ("goals", "programme", "programmes", "inget program", "skriv ett som finns, eller ta bort målet"),
        ("targets", "indicator", "indicators", "ingen indikator", "ta bort målvärdet, eller ändra raden"),
    ]
    for table, key, other, no_such, what_to_do in links:
        for name, entry in _entries(content, table).items():
            if isinstance(value := entry.get(key), str) and value not in _entries(content, other):
                yield f"{table}.{name}.{key}: {no_such} heter '{excerpt(value)}'; {what_to_do}"
    comparison = content.get("comparison")
    for key, value in comparison.items() if isinstance(comparison, dict) else ():
        if isinstance(value, str) and value not in _entries(content, "groups"):
            yield f"comparison.{key}: ingen jämförelsegrupp heter '{excerpt(value)}'; {NAME_A_GROUP}"


def _direction_faults(content: Content) -> Iterator[str]:
    for key, entry in _entries(content, "indicators").items():
        if entry.get("kind") in JUDGED_KINDS and "better" not in entry:
            kind = written("kind", entry["kind"])
            yield f"indicators.{key}.better: saknas; slaget {kind} kräver en riktning ({choices('better')})"


def _target_faults(content: Content) -> Iterator[str]:
    """A way from a base to a target: the target comes later, and on a log scale the base is above zero."""
    indicators = _entries(content, "indicators")
    for key, target in _entries(content, "targets").items():
        first, last, base = (_number(target.get(name)) for name in ("base_year", "target_year", "base_value"))
        if first is not None and last is not None and last <= first:
            yield f"targets.{key}.target_year: ska vara senare än base_year ({first:g})"
        yield from _unit_faults(key, target, indicators)
        yield from _value_faults(key, target)
        indicator = target.get("indicator")
        is_log = isinstance(indicator, str) and indicators.get(indicator, {}).get("scale") == "log"
        if is_log and base is not None and base <= 0:
            yield f"targets.{key}.base_value: ska vara större än 0; '{indicator}' har logaritmisk skala"


def _unit_faults(key: str, target: Content, indicators: dict[str, Content]) -> Iterator[str]:
    """A target is set in its indicator's unit, or as an index of its own base year."""
    indicator, unit = indicators.get(str(target.get("indicator")), {}), target.get("unit")
    year = target.get("base_year")
    index = f"index {year or 'ÅÅÅÅ'} = 100"
    allowed = (indicator.get("unit"), index if year else None)
    if isinstance(unit, str) and isinstance(own := indicator.get("unit"), str) and unit not in allowed:
        yield f"targets.{key}.unit: ska vara indikatorns enhet '{own}', eller '{index}' med base_year angivet"


def _value_faults(key: str, target: Content) -> Iterator[str]:
    """A target in per cent, or as an index, is no fraction of one; zero is a legal target."""
    value, base, unit = _number(target.get("value")), _number(target.get("base_value")), str(target.get("unit"))
    is_share, is_index = unit == "%", unit.startswith("index ")
    if not (is_share or is_index):
        return
    if value is not None and 0 < value <= 1:
        yield f"targets.{key}.value: {value:g} ser ut som en andel av 1; skriv {100 * value:g} för {100 * value:g} %"
    for name, number in (("value", value), ("base_value", base)):
        if number is not None and (number < 0 or (is_share and number > 100)):
            yield f"targets.{key}.{name}: ska vara " + ("från 0 till 100" if is_share else "minst 0")
    if is_index and base is not None and base >= 0 and base != 100:
        yield f"targets.{key}.base_value: ska vara 100; enheten är '{excerpt(unit)}'"


def _number(value: object) -> float | None:
    """A number as it is; None for anything else (a wrong type is the models' fault to name)."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _duplicate_codes(content: Content) -> Iterator[str]:
    """Ids and codes live in one name space, since commands and addresses take both."""
    indicators = _entries(content, "indicators")
    codes = {key: code for key, entry in indicators.items() if isinstance(code := entry.get("code"), str)}
    names = Counter([*indicators, *(code.casefold() for code in codes.values())])
    for key, code in codes.items():
        if names[code.casefold()] > 1:
            yield f"indicators.{key}.code: '{excerpt(code)}' används av fler än en indikator"


def _break_faults(content: Content) -> Iterator[str]:
    for key, entry in _entries(content, "breaks").items():
        named = [("measures", "grunduppgift"), ("indicators", "indikator")]
        if not any(entry.get(table) for table, _ in named):
            yield f"breaks.{key}: nämner varken grunduppgifter (measures) eller indikatorer (indicators)"
        for table, word in named:
            for name in _texts(entry.get(table)):
                if name not in _entries(content, table):
                    no_such = f"ingen {word} heter '{excerpt(name)}'"
                    yield f"breaks.{key}.{table}: {no_such}; ta bort namnet, eller stycket om inget namn är kvar"


def _set_faults(content: Content) -> Iterator[str]:
    groups = _entries(content, "groups")
    for key, entry in _entries(content, "comparison_sets").items():
        for group in _texts(entry.get("groups")):
            if group not in groups:
                yield f"comparison_sets.{key}.groups: ingen jämförelsegrupp heter '{excerpt(group)}'; {NAME_A_GROUP}"


def _answer_faults(content: Content) -> Iterator[str]:
    """A goal's answer leads with a comparison that exists; everyday words have none of the method's own."""
    for key, goal in _entries(content, "goals").items():
        leading, decided_by = goal.get("answer_set"), goal.get("answer_set_decided_by")
        if isinstance(leading, str) and leading not in _entries(content, "comparison_sets"):
            yield f"goals.{key}.answer_set: ingen jämförelse heter '{excerpt(leading)}'"
        if decided_by and leading is None:
            yield f"goals.{key}.answer_set_decided_by: säger vem som valt answer_set, som saknas"
    for table, name in (
        ("indicators", "plain"),
        ("indicators", "plain_value"),
        ("indicators", "plain_in_goal"),
        ("indicators", "certainty"),
        ("breaks", "plain"),
        ("breaks", "doubt"),
    ):
        for key, entry in _entries(content, table).items():
            word = METHOD_WORDS.search(text) if isinstance(text := entry.get(name), str) else None
            if word:
                yield f"{table}.{key}.{name}: '{excerpt(word[0])}' är metodens ord; skriv med vardagens"


def _thing_faults(content: Content) -> Iterator[str]:
    """How many things are missing is asked of what is judged and counts things by something else."""
    for key, indicator in _entries(content, "indicators").items():
        if "thing" not in indicator:
            continue
        where = f"indicators.{key}.thing"
        if indicator.get("kind") not in JUDGED_KINDS:
            yield f"{where}: den kräver en indikator som bedöms (kind)"
        if not _counts_things(indicator.get("formula"), _entries(content, "measures")):
            others = ", ".join(UNCOUNTED)
            yield f"{where}: den kräver en formel vars täljare är ett antal (inte {others}), delat med något"


def _counts_things(formula: object, measures: dict[str, Content]) -> bool:
    try:
        parsed = parse(formula) if isinstance(formula, str) else None
    except FormulaError:
        return True  # the formula itself is the fault, and is named
    if parsed is None or not parsed.is_one_division:
        return False
    units = [str(measures.get(name, {}).get("unit")).split(" ")[0] for name in parsed.counted]
    return bool(units) and not any(unit in UNCOUNTED for unit in units)


def _bin_faults(content: Content) -> Iterator[str]:
    for key, indicator in _entries(content, "indicators").items():
        bins = indicator.get("bins")
        if not isinstance(bins, list) or not all(isinstance(limit, int | float) for limit in bins):
            continue
        if bins != sorted(set(bins)):
            yield f"indicators.{key}.bins: klassgränserna ska stiga"
        elif bins and not LIMITS[0] <= len(bins) <= LIMITS[1]:
            classes = f"{LIMITS[0] + 1}–{LIMITS[1] + 1}"
            yield f"indicators.{key}.bins: ska ha {LIMITS[0]}–{LIMITS[1]} klassgränser ({classes} klasser)"
