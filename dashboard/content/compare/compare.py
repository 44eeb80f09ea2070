"""What the page Jämför says: ours beside the other regions, the eight among all municipalities, any two beside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from dashboard.blocks.drawing import SeriesContent
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Answered, Reasoning
from dashboard.content.answers.phrases import plain
from dashboard.content.chance import in_words
from dashboard.content.compare import gap
from dashboard.content.compare.pace import Panel, how_to_read
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import common_move, country_value, spread_text
from dashboard.content.indicator.spread import area_series, own_text, variants_record
from dashboard.content.ranks import SetRank, is_fleet, is_ranked, municipality_place, places_text, set_ranks
from dashboard.content.reasoning import reasoning, spoken_variants, variant_words
from dashboard.content.text import VARIANTS, amount, ended, place_text, status_text
from dashboard.content.values import file_name, in_unit
from dashboard.content.verdict import against_others
from dashboard.figures import theme
from dashboard.figures.looks import Row, UprightLine, by_value, role_of
from malkollen.assess.position import EQUAL_PLACES, are_equal
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, unnamed
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Variant
from malkollen.verdicts.assessor import JUDGED_KINDS

GAP = "Går gapet åt rätt håll?"
UNJUDGED = "Sammanhang: visas, bedöms inte. Därför finns ingen plats och inget omdöme om takten."
DEPENDS = "beror på företagens bilar"


@dataclass(frozen=True)
class Distribution:
    """All municipalities' values with the eight marked.

    Attributes:
        rows: the eight; marks: the lines of ours and riket.
        groups: the values of the comparison group and of all other municipalities, by name.
        legend: their colours and names.
    """

    rows: list[Row]
    marks: list[UprightLine]
    groups: list[tuple[str, list[float]]]
    legend: list[tuple[str, str]]
    has_fleets: bool
    text: str
    table: Table


def heading(facts: Facts) -> str:
    """What the page is called."""
    return f"Jämför {facts.registry.comparison.regions.the}"


def lead(facts: Facts) -> str:
    """What the page answers, with what the goals say of others."""
    quotes = listed(f"”{goal.quote}”" for goal in facts.goals.values() if goal.quote)
    said = f"{'Målen' if len(facts.goals) > 1 else 'Målet'} säger {quotes}. " if quotes else ""
    return f"{said}Här står {facts.home.name} mot de andra områdena."


def first(facts: Facts, keys: Sequence[str], goal: str = "") -> str:
    """The indicator that is shown until another is chosen: of the goal that the reader comes from, if any."""
    wanted, of_goal = facts.registry.roles.compared_first, [key for key in keys if facts.indicator(key).goal == goal]
    among = of_goal or list(keys)
    return wanted if wanted and wanted in among else among[0]


def is_comparable(facts: Facts, key: str) -> bool:
    """Whether regions may be set beside each other by it: levels, or for totals that are judged their pace."""
    indicator = facts.indicator(key)
    return not indicator.is_total or indicator.kind in JUDGED_KINDS


def not_compared(facts: Facts) -> str:
    """Which indicators with figures have no comparison, and why; empty where all have."""
    names = [plain(facts.indicator(key)) for key in facts.registry.computed() if not is_comparable(facts, key)]
    if not names:
        return ""
    why = "det är antal, och ett stort område har fler än ett litet"
    return f"{capital(listed(names))} går inte att jämföra: {why}. Därför står de inte i listan."


def against(facts: Facts, key: str) -> list[Answered]:
    """Whether the distance to the others goes the right way, under its own heading; empty where it is not judged."""
    return [gap.against(facts, key)] if facts.indicator(key).kind in JUDGED_KINDS else []


def against_why(facts: Facts, key: str) -> list[tuple[str, list[Reasoning]]]:
    """Its arithmetic, a heading and its parts for each variant."""
    home, kept = facts.areas.home.id, ("Läge", against_others(facts.registry.comparison.called))
    return [
        (variant_words(v), [part for part in reasoning(facts, key, home, v) if part.question in kept])
        for v in spoken_variants(facts, key)
    ]


def common_moves(facts: Facts, key: str, year: int) -> list[str]:
    """For emissions, what happened to everybody in the chosen year and in the latest, which the verdict is about."""
    years = dict.fromkeys([facts.evaluation(key).latest_year, year])
    return [f"Så gick det för alla {found}: {move}" for found in years if (move := common_move(facts, key, found))]


def set_text(facts: Facts, key: str, year: int, entry: SetRank) -> str:
    """One set in one variant: the value and the rank; no rank where a region is missing."""
    indicator = facts.indicator(key)
    name = facts.areas.name(entry.ours)
    heading = f"{VARIANTS[entry.variant]}: " if entry.variant else ""
    own = entry.values[entry.ours]
    if own is None:
        return f"{heading}{name} har inget värde {year}."
    if entry.group_rank is None:
        return ended(f"{heading}{name} {amount(indicator, own)}")
    if left_out := [facts.areas.name(area) for area, value in entry.values.items() if value is None]:
        why = "har för få invånare kvar" if entry.variant == "without" else "saknar värde"
        told = f"{ended(f'{heading}{name} {amount(indicator, own)}')} Ingen plats sägs här: {listed(left_out)} {why}."
        return " ".join(filter(None, [told, _elsewhere(facts, key, year, entry)]))
    return f"{heading}{name} {amount(indicator, own)}, {entry.text}."


def _elsewhere(facts: Facts, key: str, year: int, entry: SetRank) -> str:
    """In which other comparison, counted alike, a place can be told: the answer may have said that one."""
    others = (
        one for one in set_ranks(facts, key, year)
        if one.variant == entry.variant and one.key != entry.key and one.group_rank and not one.declared.stands_alone
        and None not in one.values.values()
    )  # fmt: skip
    found = next(others, None)
    return f"Bland {unnamed(found.declared.title)} går den att säga." if found else ""


def panel_text(facts: Facts, key: str, year: int, entry: SetRank, panel: Panel) -> str:
    """One panel's sentence: level and rank, then what has happened since the start; of totals only the latter."""
    if facts.indicator(key).is_total:
        return panel.text
    level = set_text(facts, key, year, entry)
    return f"{level} {panel.text}" if year == facts.evaluation(key).latest_year else level


def note(facts: Facts, key: str, *, is_pace_shown: bool) -> str:
    """How the charts are read, or what they are shown without; empty where every panel says it."""
    return (how_to_read(facts, key) or "") if is_pace_shown else older(facts, key)


def older(facts: Facts, key: str) -> str:
    """What an older year is shown without."""
    return (
        f"Takten och omdömet gäller det senaste året, {facts.evaluation(key).latest_year}; välj det för att se takten."
    )


def bar_rows(facts: Facts, key: str, year: int, entry: SetRank) -> list[Row]:
    """The set's regions, best first, and riket last as a measure of all."""
    sign = 1 if facts.indicator(key).better == "higher" else -1
    ordered = sorted(entry.values.items(), key=lambda item: (item[1] is None, -sign * (item[1] or 0)))
    rows: list[Row] = [
        (facts.areas.name(group), value, role_of(facts.areas, group, ours=entry.ours)) for group, value in ordered
    ]
    return [*rows, ("Riket", country_value(facts, key, year, entry.variant), "country")]


def set_table(facts: Facts, key: str, year: int, name: str) -> Table:
    """Every region of a set and riket, in every variant: the bars as a table."""
    indicator, declared = facts.indicator(key), facts.registry.comparison_sets[name]
    records = [variants_record(facts, key, area, year) for area in [*declared.groups, COUNTRY]]
    title = in_unit(f"{declared.title}: {inside(indicator.title)} {year}", indicator)
    file = file_name(facts, key, year, name, None)
    hidden = ("Områdeskod", "Status")
    compared = table(title, file, records, facts.source_line(key), hidden=hidden, emphasis=[0])
    return replace(compared, short=f"{indicator.code} jämfört {year}")


def distribution(facts: Facts, key: str, year: int, mine: str = "") -> Distribution | None:
    """The eight among all municipalities; None where municipalities' values are too uncertain for it."""
    indicator, evaluation, home = facts.indicator(key), facts.evaluation(key), facts.areas.home
    if indicator.judged_for == "groups" or indicator.is_total:
        return None
    values = {code: v for code in facts.areas.municipalities if (v := evaluation.at(code, year).value) is not None}
    if not any(code in values for code in home.members):
        return None

    named = [(_marked(facts, key, code), code) for code in facts.areas.home_members]
    rows = by_value([(name, values.get(code), role_of(facts.areas, code, mine)) for name, code in named])
    own, country = evaluation.at(home.id, year).value, country_value(facts, key, year, None)
    marks: list[UprightLine] = [(home.name, own, "home")] if own is not None else []
    marks += [("Riket", country, "country")] if country is not None else []
    members = facts.areas.reference_group.members
    group, others = ([v for code, v in values.items() if (code in members) is inside] for inside in (True, False))
    middles = [amount(indicator, median(found)) for found in (group, [*group, *others]) if found]
    everybody = _everybody(facts, len(values))
    text = f"{spread_text(facts, key, year, None)} " + (
        f"Mitten bland {facts.placed.the}: {ended(middles[0])} Mitten bland {everybody}: {ended(middles[1])}"
        if group and others
        else f"Mitten bland {everybody}: {ended(middles[-1])}"
    )
    groups = [(f"{len(group)} {facts.placed.many_which}", group), (f"{len(others)} andra kommuner", others)]
    legend = [(colour, name) for (name, _), colour in zip(groups, theme.GROUPS_IN_HILL, strict=True)]
    has_fleets = any(is_fleet(facts, key, code) for code in home.members)
    twin = _distribution_table(facts, key, year, values)
    return Distribution(rows, marks, groups, legend, has_fleets, text, twin)


def why_no_distribution(facts: Facts, key: str, year: int) -> str:
    """Why the eight are not placed among all municipalities."""
    if facts.indicator(key).judged_for != "groups":
        return f"Kommunernas värden saknas {year}."
    return (
        "Kommunernas utsläpp är fördelade med schabloner ur större områdens. De är för osäkra för att ställa en kommun "
        f"mot en annan, och därför placeras {facts.members.the} inte bland landets kommuner."
    )


def _everybody(facts: Facts, count: int) -> str:
    return f"alla {count}" if count == len(facts.areas.municipalities) else f"de {count} som har värden"


def _marked(facts: Facts, key: str, code: str) -> str:
    return f"{facts.areas.name(code)}{' *' if is_fleet(facts, key, code) else ''}"


def _distribution_table(facts: Facts, key: str, year: int, values: dict[str, float]) -> Table:
    """The eight with their places on screen; all municipalities in the files."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    unit, members = f"Värde ({indicator.unit})", facts.areas.reference_group.members
    title = f"{indicator.title} {year}: {facts.members.the} bland {len(values)} kommuner"
    name, source = file_name(facts, key, year, "kommuner", None), facts.source_line(key)
    rank_title = f"Plats bland {facts.placed.the}"
    eight: list[Record] = [
        {
            "Område": _marked(facts, key, code),
            unit: Number(values.get(code), indicator.decimals),
            rank_title: places_text(facts, key, code, year),
        }
        for code in facts.areas.home_members
    ]
    others = {facts.areas.home.name: evaluation.at(facts.areas.home.id, year).value}
    others["Riket"] = country_value(facts, key, year, None)
    group = [value for code, value in values.items() if code in members]
    others |= {f"Mitten bland {facts.placed.the}": median(group)} if group else {}
    others[f"Mitten bland {_everybody(facts, len(values))}"] = median(values.values())
    eight += [
        {"Område": who, unit: Number(value, indicator.decimals), rank_title: "–"} for who, value in others.items()
    ]
    all_rows: list[Record] = [
        {
            "Kommunkod": code,
            "Kommun": facts.areas.name(code),
            "År": str(year),
            unit: Number(value, indicator.decimals),
            capital(facts.placed.one_which): "ja" if code in members else "nej",
            "Många företagsbilar": "ja" if is_fleet(facts, key, code) else "nej",
            "Status": status_text(evaluation.at(code, year)),
        }
        for code, value in values.items()
    ]
    hidden = [] if is_ranked(facts, key) else [rank_title]
    shown = table(title, name, eight, source, hidden=hidden, emphasis=[len(facts.areas.home_members)])
    return replace(shown, long=table(title, name, all_rows, source))


def own_series(facts: Facts, key: str, areas: Sequence[str], mine: str = "") -> SeriesContent:
    """The series of areas somebody chose. mine: the reader's own municipality, if chosen."""
    return replace(area_series(facts, key, areas, mine or facts.areas.home.id, None), text=own_text(facts, key, areas))


def pair_sentence(facts: Facts, key: str, areas: Sequence[str], year: int) -> str | None:
    """Whether two chosen municipalities are equal; None unless exactly two are chosen."""
    chosen = [area for area in areas if facts.areas.by_id[area].kind == "municipality"]
    if len(chosen) != 2:
        return None
    names = listed(map(facts.areas.name, chosen))
    if facts.indicator(key).judged_for == "groups":
        return f"{names}: kommunernas värden är för osäkra för att säga vem som ligger före."
    if not is_ranked(facts, key):
        return f"{names} rangordnas inte: indikatorn visas som sammanhang."
    if any(is_fleet(facts, key, code) for code in chosen):
        return f"{names}: skillnaden {DEPENDS}."
    sayings = [saying for variant in facts.variants(key) if (saying := _pair(facts, key, chosen, year, variant))]
    if not sayings:
        return f"{names}: uppgift saknas {year}."
    return " ".join(dict.fromkeys(sayings))


def _pair(facts: Facts, key: str, chosen: Sequence[str], year: int, variant: Variant | None) -> str | None:
    one, other = (municipality_place(facts, key, code, year, variant) for code in chosen)
    if one is None or other is None:
        return None
    first, second = map(facts.areas.name, chosen if one.rank <= other.rank else reversed(chosen))
    places = listed(place_text(place) for place in sorted((one, other), key=lambda place: place.rank))
    head = f"{VARIANTS[variant]}: " if variant else ""
    apart = in_words(EQUAL_PLACES)
    if are_equal(one, other):
        return f"{head}{first} och {second} är lika, högst {apart} platser isär: {places}."
    return f"{head}{first} ligger före {second}, mer än {apart} platser isär: {places}."
