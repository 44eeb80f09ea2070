"""An indicator on the map, as blocks: what it may show, its classes in words, and the equal list below it."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.live import AreaMap
from dashboard.blocks.page import TWIN, Chart, PageBlock, Sheet
from dashboard.blocks.pieces import Legend
from dashboard.content.facts import Facts
from dashboard.content.indicator import classes
from dashboard.content.ranks import FLEET_NOTE, is_fleet
from dashboard.content.values import area_table
from dashboard.figures.maps import HOME
from malkollen.values.areas import COUNTRY


def blocks(facts: Facts, shown: AreaMap, key: str) -> list[PageBlock]:
    """The map with its legend and the list of the same values.

    Args:
        key: tells it from other maps on the page; `map-hemma-<key>` where it shows the home group.
    """
    indicator = facts.indicator(shown.indicator)
    when = "" if shown.years else f" {shown.year}"  # where years are gone through, the slider says which
    title = f"{indicator.title}{when}, {indicator.unit}"
    where = HOME if shown.scope == facts.areas.home.id else shown.scope
    alt = f"Karta: {indicator.title} {shown.year}, {indicator.unit}. Samma värden står i tabellen under kartan."
    found: list[PageBlock] = [Chart(shown, f"map-{where}-{key}", alt, can_pick=True)]
    if legend := classes.legend(facts, shown.indicator):
        found.append(Legend(title, tuple(legend)))
    else:
        found.append(Text(f"{title}. Cirkelns yta visar antalet.", "caption"))
    if any(is_fleet(facts, shown.indicator, code) for code in scope_areas(facts, shown.scope)):
        found.append(Text(FLEET_NOTE, "caption"))
    return found


def listed(facts: Facts, shown: AreaMap, key: str) -> Sheet:
    """The map's equal list: every municipality it shows, and the groups around it."""
    areas = [*scope_areas(facts, shown.scope), facts.areas.home.id, facts.home.county, COUNTRY]
    return Sheet(area_table(facts, shown.indicator, areas, shown.year, shown.variant), f"list:{key}", TWIN)


def scopes(facts: Facts) -> dict[str, str]:
    """What a map may show, by its word in the address, and what that is called."""
    return {facts.areas.home.id: facts.home.name, "lan": facts.areas.name(facts.home.county), "riket": "Hela landet"}


def scope_areas(facts: Facts, scope: str) -> list[str]:
    """The municipalities a map's scope shows."""
    if scope == facts.areas.home.id:
        return facts.areas.home_members
    if scope == "lan":
        return facts.areas.sorted(facts.areas.by_id[facts.home.county].members)
    return facts.areas.municipalities
