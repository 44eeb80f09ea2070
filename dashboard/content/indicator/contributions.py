"""Andel av förändringen: where in the home group its change lies, and what numerator and denominator stood for.

For the network's workbench also the group without each of its municipalities.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import fsum, inf, isclose

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.indicator.split import UNCERTAIN, Split, members, of_shown, ratios, split
from dashboard.content.ranks import FLEET_NOTE, is_fleet
from dashboard.content.text import TINY_START, VARIANTS, ended
from dashboard.content.values import file_name
from malkollen.assess import contributions as parts
from malkollen.assess.contributions import TOLERANCE, Contributions, Part
from malkollen.registry.home import Home
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import listed, number, rounded, signed, with_unit
from malkollen.values.values import Variant

MOST = 2
"""Decimals of a part of a ratio's change; answers have one at most."""
TOO_SMALL = "Förändringen är för liten för att andelar av den ska betyda något."


def what_a_share_says(home: Home) -> str:
    """That a part of a change is no merit."""
    where = f"var {home.at} den finns i siffrorna"
    return f"Andelen av förändringen säger {where}, inte vems förtjänst den är."


def bars_note(home: Home) -> str:
    """That a bar is no municipality's own change."""
    return f"Staplarna är delar av {home.genitive} förändring. Kommunens egen förändring står i tabellen."


def sum_note(home: Home) -> str:
    """That the parts add up."""
    return f"Delarna summerar exakt till {home.genitive} förändring. Varje tal är avrundat för sig."


def shares_note(home: Home) -> str:
    """How a share may be negative."""
    return (
        f"En kommuns andel är negativ när dess siffror gick åt motsatt håll mot {home.genitive}. "
        "Andra kommuners andelar kan då bli mer än 100 procent."
    )


def ratio_note(home: Home) -> str:
    """How a municipality's part of a ratio's change is computed."""
    return (
        "En kommuns del är dess ändring i det som räknas, minus dess ändring i det som det delas med gånger "
        f"{home.genitive} medelvärde för de två åren, allt delat med vad {home.genitive} antal delas med i medeltal. "
        "En stor kommun väger därför tyngre än en liten, och en kommun som växer drar "
        f"{home.genitive} värde mot sitt eget."
    )


def workbench(home: Home) -> str:
    """Whom the table without each municipality is for."""
    return (
        f"Till för {home.bodies.network.short_genitive} arbete: visar hur mycket {home.genitive} värde beror på en "
        "enda kommun, inte hur det går där."
    )


def difference(home: Home) -> str:
    """What is taken from what."""
    return f"Skillnaden är värdet utan kommunen minus {home.genitive} värde."


@dataclass(frozen=True)
class ContributionsContent:
    """Andel av förändringen: its chart, sentences and tables.

    Attributes:
        rows: municipality and its part, the greatest first; empty where the change is not split between them.
        unit, decimals: of the parts.
        text: the takeaway, or the reason there is none; caption: what must be read beside the chart.
        table: None where there are no rows.
        leave_one_out: None for totals (it would only say how large a municipality is) and uncertain values.
    """

    rows: list[tuple[str, float]]
    unit: str
    decimals: int
    text: str
    caption: str
    table: Table | None
    leave_one_out: Table | None


def contributions(facts: Facts, key: str, year: int, variant: Variant | None) -> ContributionsContent:
    """The home group's change up to a year, between its municipalities and between numerator and denominator."""
    indicator = facts.indicator(key)
    unit, decimals = _step(indicator), _part_decimals(indicator)
    alone = leave_one_out(facts, key, year, variant)
    parted = split(facts, key, year, variant)
    if isinstance(parted, str):
        return ContributionsContent([], unit, decimals, parted, "", None, alone)
    text = _text(facts, key, parted, variant)
    if indicator.judged_for == "groups":
        return ContributionsContent([], unit, decimals, f"{text} {UNCERTAIN}", "", None, alone)
    sizes = [(_name(facts, key, code, variant), part.size) for code, part in parted.parts.members.items()]
    rows = sorted(sizes, key=lambda row: -row[1])
    remarks = [] if indicator.is_total else [bars_note(facts.home)]
    remarks += [what_a_share_says(facts.home)] if parted.has_shares else [TOO_SMALL]
    caption = " ".join([*remarks, *_fleet_notes(facts, key, parted.after, variant)])
    return ContributionsContent(rows, unit, decimals, text, caption, _parts_table(facts, key, parted, variant), alone)


def leave_one_out(facts: Facts, key: str, year: int, variant: Variant | None) -> Table | None:
    """The home group without each municipality in turn: its value in a year, and the difference."""
    indicator, home = facts.indicator(key), facts.areas.home
    own = facts.evaluation(key, variant).at(home.id, year).value
    if own is None or indicator.is_total or indicator.judged_for == "groups":
        return None
    by_code = ratios(facts, key, year, members(facts, key, [year], variant))
    if not isclose(parts.total(by_code.values()).value or 0, own, rel_tol=TOLERANCE, abs_tol=TOLERANCE):
        return None  # a formula that is not one division of sums
    values = [(c, _name(facts, key, c, variant), value) for c, value in parts.without_each(by_code).items()]
    decimals = _part_decimals(indicator)
    records: list[Record] = [
        {
            "Områdeskod": code,
            f"{home.name} utan": name,
            f"Värde {year} ({indicator.unit})": Number(value, decimals),
            f"Skillnad ({_step(indicator)})": Number(
                _difference(own, value), decimals, is_difference=True, ends=None if value is None else (own, value)
            ),
        }
        for code, name, value in [*values, (home.id, "ingen kommun", own)]
    ]
    return table(
        f"{indicator.title} {year}: {home.name} utan var och en",
        file_name(facts, key, year, "utan_var_och_en", variant),
        records,
        facts.source_line(key),
        notes=(
            workbench(facts.home),
            difference(facts.home),
            *_fleet_notes(facts, key, by_code, variant),
            *indicator.caveats,
        ),
        hidden=("Områdeskod",),
        emphasis=[len(records) - 1],
    )


def _text(facts: Facts, key: str, split: Split, variant: Variant | None) -> str:
    """The whole in a sentence or two: how much, between which years, what numerator and denominator stood for."""
    indicator, change = facts.indicator(key), split.parts.change
    least = indicator.decimals + indicator.is_share  # a share's change as in its lists is that of the shown ends
    decimals = indicator.decimals if indicator.is_total else _decimals(split.parts, least)
    who = f"{facts.home.genitive} {'andel' if indicator.is_share else 'värde'}"
    who += f" {VARIANTS[variant].lower()}" if variant == "without" else ""
    moved = "ändrades knappt"
    if rounded(change, decimals):
        percent = 100 * change / abs(split.start) if split.start and not indicator.is_share else inf
        way, how_much = _moved(change, "steg", "sjönk", "ändrades"), number(abs(change), decimals)
        moved = f"{way} med {with_unit(how_much, _step(indicator))}"
        moved += f" ({with_unit(signed(percent), '%')})" if percent <= TINY_START else of_shown(indicator, split)
    text = f"{who} {moved} {split.first}–{split.last}"
    if not indicator.is_total:
        text += f": {_sides_text(facts, indicator, split, decimals)}"
    return " ".join(filter(None, [ended(text), _since_text(facts, key, split)]))


def _sides_text(facts: Facts, indicator: Indicator, split: Split, decimals: int) -> str:
    """What the numerator and the denominator stood for, with the measures they are made of."""
    formula, change = indicator.parsed, split.parts
    if formula is None:
        return ""
    before, after = parts.total(split.before.values()), parts.total(split.after.values())
    counted = f"det som räknas {_moved(after.numerator - before.numerator, 'ökade', 'minskade', 'inte ändrades')}"
    shared = f"det delas på {_moved(after.denominator - before.denominator, 'fler', 'färre', 'lika många')}"
    sides = (
        (counted, change.of_numerator, formula.numerator),
        (shared, change.of_denominator, formula.denominator),
    )
    return " och ".join(f"{signed(part, decimals)} av att {why} ({_titles(facts, read)})" for why, part, read in sides)


def _titles(facts: Facts, read: Callable[[Mapping[str, float]], float]) -> str:
    """The measures that a numerator or a denominator reads, by their titles."""
    values: defaultdict[str, float] = defaultdict(lambda: 1.0)
    read(values)  # every measure it asks for becomes a key
    return listed(facts.registry.measures[name].title for name in values)


def _moved(step: float, up: str, down: str, still: str) -> str:
    return up if step > TOLERANCE else down if step < -TOLERANCE else still


def _since_text(facts: Facts, key: str, split: Split) -> str:
    """Why the change is not counted from the programme's base year, where it is not."""
    base = facts.registry.programme_of(key).base_year
    if split.first == base:
        return ""
    if broken := [year for year in facts.registry.breaks_of(key) if base < year <= split.last]:
        return f"Serien bryts {max(broken)}, därför räknas förändringen från {split.first}."
    if base < split.last:
        return f"Uppgift saknas för {base}, därför räknas förändringen från {split.first}."
    return f"Förändringen räknas från {split.first}, det första året som kan jämföras."


def _decimals(change: Contributions, decimals: int) -> int:
    """The indicator's decimals; one more where the change or its parts would not be seen to add up without it."""
    whole = rounded(change.change, decimals)
    sides = rounded(change.of_numerator, decimals) + rounded(change.of_denominator, decimals)
    return decimals if whole and isclose(whole, sides, abs_tol=TOLERANCE) else decimals + 1


def _parts_table(facts: Facts, key: str, split: Split, variant: Variant | None) -> Table:
    """Each municipality's own change, its part of the home group's and its share; the sum last."""
    indicator, home, change = facts.indicator(key), facts.areas.home, split.parts
    summed = Part(fsum(part.size for part in change.members.values()), 1.0 if split.has_shares else None)
    records = [
        *(_record(facts, key, split, code, part) for code, part in change.members.items()),
        _record(facts, key, split, home.id, summed),
    ]
    names = [*(_name(facts, key, code, variant) for code in change.members), home.name]
    return table(
        f"{indicator.title}: andel av {facts.home.genitive} förändring {split.first}–{split.last}",
        file_name(facts, key, split.last, f"andel_av_forandringen_fran_{split.first}", variant),
        [{"Kommun": name, **record} for name, record in zip(names, records, strict=True)],
        facts.source_line(key),
        notes=_notes(facts, key, split, variant),
        hidden=["Områdeskod", *(title for pair in _ratio_titles(split) for title in pair)],
        emphasis=[len(records) - 1],
    )


def _record(facts: Facts, key: str, split: Split, area: str, part: Part) -> Record:
    """The numbers of a municipality or of the home group; the files also have the numerators and denominators."""
    indicator, home = facts.indicator(key), facts.areas.home
    unit, decimals = _step(indicator), _part_decimals(indicator)
    both = [parts.total(year.values()) if area == home.id else year[area] for year in (split.before, split.after)]
    own = _difference(both[0].value, both[1].value)
    record: Record = {"Områdeskod": area}
    if not indicator.is_total:  # of a total, a municipality's part is its own change
        record[f"Förändring i kommunen ({unit})"] = Number(own, decimals, is_difference=True)
    record[f"Del av {facts.home.genitive} förändring ({unit})"] = Number(part.size, decimals, is_difference=True)
    record["Andel av förändringen (%)"] = Number(None if part.share is None else 100 * part.share)
    if indicator.parsed and not indicator.is_total:
        for (numerator, denominator), ratio in zip(_ratio_titles(split), both, strict=True):
            record[numerator] = Number(ratio.numerator / indicator.parsed.factor)
            record[denominator] = Number(ratio.denominator)
    return record


def _ratio_titles(split: Split) -> list[tuple[str, str]]:
    """The headings of both years' numerators and denominators, which stand only in the files."""
    return [(f"Täljare {year}", f"Nämnare {year}") for year in (split.first, split.last)]


def _notes(facts: Facts, key: str, split: Split, variant: Variant | None) -> tuple[str, ...]:
    indicator = facts.indicator(key)
    missing = [facts.areas.name(code) for code in facts.areas.home_members if code not in split.after]
    limit = with_unit(number(split.limit, _part_decimals(indicator)), _step(indicator))
    too_small = ended(f"Andelar visas inte: förändringen är mindre än {limit}")
    return (
        sum_note(facts.home),
        *([what_a_share_says(facts.home), shares_note(facts.home)] if split.has_shares else [too_small]),
        *([] if indicator.is_total else [ratio_note(facts.home)]),
        *([f"Summerat över {len(split.after)} kommuner, utan {listed(missing)}."] if missing else []),
        *_fleet_notes(facts, key, split.after, variant),
        *indicator.caveats,
    )


def _fleet_notes(facts: Facts, key: str, codes: Iterable[str], variant: Variant | None) -> list[str]:
    return [FLEET_NOTE] if any(_is_fleet(facts, key, code, variant) for code in codes) else []


def _name(facts: Facts, key: str, code: str, variant: Variant | None) -> str:
    """A municipality's name, with a star where companies' vehicles decide its value."""
    return facts.areas.name(code) + ("*" if _is_fleet(facts, key, code, variant) else "")


def _is_fleet(facts: Facts, key: str, code: str, variant: Variant | None) -> bool:
    return variant != "without" and is_fleet(facts, key, code)


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def _step(indicator: Indicator) -> str:
    """The unit of a difference."""
    return "procentenheter" if indicator.is_share else indicator.unit


def _part_decimals(indicator: Indicator) -> int:
    """One decimal more than a ratio's answer has, since a part is a small piece of a change; a total's own."""
    return indicator.decimals if indicator.is_total else max(indicator.decimals, min(indicator.decimals + 1, MOST))
