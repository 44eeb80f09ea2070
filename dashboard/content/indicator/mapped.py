"""An indicator on the map, as blocks: what it may show, its classes in words, and the equal list below it."""

from collections.abc import Mapping
from dataclasses import replace

from dashboard.blocks.drawing import Map
from dashboard.blocks.live import AreaMap
from dashboard.blocks.once import whole
from dashboard.blocks.page import TWIN, Address, Chart, PageBlock, Sheet
from dashboard.blocks.pieces import Legend
from dashboard.blocks.table import Table
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.indicator import classes
from dashboard.content.ranks import FLEET_NOTE, FLEETS, is_fleet, name_with_star, with_stars
from dashboard.content.remembered import remembered
from dashboard.content.text import LOWER, ended, short_amount
from dashboard.content.values import area_table, file_name
from dashboard.figures import theme
from dashboard.figures.maps import HOME, Boundary, extent, neighbours
from dashboard.figures.shapes import coarse
from malkollen.database.borders import SIMPLIFIED
from malkollen.registry.home import capital
from malkollen.texts.swedish import ascii_name
from malkollen.values import rough

WHOLE_COUNTRY = "riket"
PIXELS = {"lan": 0.003, WHOLE_COUNTRY: 0.015}
"""Of a scope's map, in degrees; what is drawn larger beside the country is a map of a county."""


def blocks(facts: Facts, shown: AreaMap, key: str) -> list[PageBlock]:
    """The map with what its colours mean and what to know of it right under it.

    Args:
        key: tells it from other maps on the page; `map-hemma-<key>` where it shows the home group.
    """
    title = _title(facts, shown)
    where = HOME if shown.scope == facts.areas.home.id else shown.scope
    indicator = facts.indicator(shown.indicator)
    named = ended(f"{capital(plain(indicator))} {shown.year}, {indicator.unit}")
    alt = f"Karta: {named} Samma värden står i tabellen under kartan."
    address = Address(f"{indicator.code}-karta", choices(facts, shown), f"indikator/{indicator.code}")
    legend = classes.legend(facts, shown.indicator)
    circles = "" if legend else f"{title}. Cirkelns yta visar antalet."
    around = "" if shown.scope == facts.areas.home.id else f"Den tjocka linjen går runt {facts.home.name}."
    lower = LOWER if indicator.better == "lower" and indicator.bins else ""
    told = circles, lower, FLEETS if star_note(facts, shown) else "", around, borders_text(facts)
    chart = Chart(shown, f"map-{where}-{key}", alt, can_pick=True, named=twin(facts, shown), address=address,
        about=scopes(facts)[shown.scope], legend=Legend(title, tuple(legend)) if legend else None,
        caption=whole(told), told=told)  # fmt: skip
    return [chart]


def star_note(facts: Facts, shown: AreaMap) -> list[str]:
    """What a star after a name on the map says, where one has it."""
    return [FLEET_NOTE] * any(is_fleet(facts, shown.indicator, code) for code in scope_areas(facts, shown.scope))


def has_map(facts: Facts, key: str) -> bool:
    """Whether municipalities' values of an indicator may be shown on a map."""
    return not rough.is_for_groups(facts.indicator(key))


def choices(facts: Facts, shown: AreaMap) -> tuple[tuple[str, str], ...]:
    """What is chosen on a map, as the page's address says it."""
    scope = (("karta", shown.scope),) if shown.scope != facts.areas.home.id else ()
    variant = (("variant", shown.variant),) if shown.variant else ()
    return (("ar", str(shown.year)), *variant, *scope)


def borders_text(facts: Facts) -> str:
    """Where the municipalities' borders come from, as a line under a map."""
    if facts.borders == SIMPLIFIED:
        return "Kommungränserna är förenklade."
    return f"Kommungränser: {facts.borders}, förenklade till skärmens storlek."


def _title(facts: Facts, shown: AreaMap) -> str:
    indicator = facts.indicator(shown.indicator)
    when = "" if shown.years else f" {shown.year}"  # where years are gone through, the slider says which
    return f"{capital(indicator.plain or indicator.title)}{when}, {indicator.unit}"


def listed(facts: Facts, shown: AreaMap, key: str) -> Sheet:
    """The map's equal list: every municipality it shows, and the groups around it."""
    return Sheet(twin(facts, shown), f"list:{key}", TWIN)


def twin(facts: Facts, shown: AreaMap) -> Table:
    """The same as a table."""
    areas = [*scope_areas(facts, shown.scope), *facts.areas.around(facts.home.county)]
    values = area_table(facts, shown.indicator, areas, shown.year, shown.variant)
    what = f"karta_{ascii_name(scopes(facts)[shown.scope])}"
    named = replace(values, name=file_name(facts, shown.indicator, shown.year, what, shown.variant))
    return with_stars(facts, shown.indicator, named)


def drawing(facts: Facts, shown: AreaMap) -> Map:
    """The same map as it is drawn on paper and in images: names and values on the home group's municipalities."""
    indicator, codes = facts.indicator(shown.indicator), scope_areas(facts, shown.scope)
    evaluation = facts.evaluation(shown.indicator, shown.variant)
    values = {code: evaluation.at(code, shown.year).value for code in codes}
    drawn = shapes(facts, shown.scope)
    around = neighbours(drawn, codes, extent(drawn, codes))
    labelled = codes if shown.scope == facts.areas.home.id else []
    ramp = classes.ramp(facts, shown.indicator)
    return Map(
        shapes={code: drawn[code] for code in codes},
        around={code: drawn[code] for code in around},
        classes={
            code: classes.place(facts, shown.indicator, value) if indicator.bins else 1
            for code, value in values.items()
        },
        colours=ramp if indicator.bins else (theme.HOME_LAND,),
        legend=tuple(classes.legend(facts, shown.indicator)),
        labels={
            code: (name_with_star(facts, shown.indicator, code), short_amount(indicator, values[code]))
            for code in labelled
        },
        shifts=facts.home.label_shifts if indicator.bins else {},
        outlined=tuple(facts.areas.home_members),
        insets=insets(facts) if shown.scope == WHOLE_COUNTRY else {},
        circles={} if indicator.bins else {code: value for code, value in values.items() if value is not None},
        circle_colour=ramp[2],
    )


@remembered
def shapes(facts: Facts, scope: str) -> Mapping[str, Boundary]:
    """The municipalities' shapes as fine as a scope's map shows them; the simplified ones are coarser than that."""
    if facts.borders == SIMPLIFIED or scope not in PIXELS:
        return facts.boundaries
    return coarse(facts.boundaries, PIXELS[scope])


def insets(facts: Facts) -> dict[str, tuple[str, ...]]:
    """What is too small to be seen on a map of the whole country: our county, and the other regions we compare with."""
    first = next(iter(facts.registry.comparison_sets.values())).groups
    around = scope_areas(facts, "lan")
    others = [facts.areas.by_id[group] for group in first if facts.areas.by_id[group].members.isdisjoint(around)]
    drawn = {area.name: tuple(facts.areas.sorted(area.members)) for area in others}
    return {facts.areas.name(facts.home.county): tuple(around), **drawn}


def scopes(facts: Facts) -> dict[str, str]:
    """What a map may show, by its word in the address, and what that is called."""
    county = {"lan": facts.areas.name(facts.home.county)} if facts.home.county in facts.areas.groups else {}
    return {facts.areas.home.id: facts.home.name, **county, "riket": "Hela landet"}


def scope_areas(facts: Facts, scope: str) -> list[str]:
    """The municipalities a map's scope shows; the county's with ours, of which one may lie in another."""
    if scope == facts.areas.home.id:
        return facts.areas.home_members
    if scope == "lan":
        return facts.areas.sorted(facts.areas.by_id[facts.home.county].members | facts.areas.home.members)
    return facts.areas.municipalities
