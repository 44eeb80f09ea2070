"""Which pages a site has, each composed of the same sections as on the screen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from dashboard.blocks.blocks import Text
from dashboard.blocks.live import AreaMap
from dashboard.blocks.page import Fold, Link, Links, PageBlock, PageSection
from dashboard.blocks.pieces import Remarks
from dashboard.content.commuting import city, commuting, page as commuting_page
from dashboard.content.compare import compare, page as compare_page
from dashboard.content.data import page as data_page
from dashboard.content.data.editions import Since
from dashboard.content.decisions import blocks as deciding
from dashboard.content.facts import Facts
from dashboard.content.goal import goal as goals, judgements as judged, page as goal_page, priorities
from dashboard.content.goal.proposal import proposal_text
from dashboard.content.indicator import page as option
from dashboard.content.indicator.case import latest
from dashboard.content.method import page as method_page
from dashboard.content.municipality import eight, page as municipality_page
from dashboard.content.objects import page as objects_page
from dashboard.content.overview import page as overview_page
from dashboard.content.questions import laid as questions_page
from dashboard.content.words import page as words_page
from dashboard.content.workbench import page as workbench, several
from dashboard.content.workbench.asked import Asked
from dashboard.site import links
from malkollen.assess import METHOD_VERSION
from malkollen.errors import MalkollenError
from malkollen.office import judgements
from malkollen.office.judgements import Basis

Composed = Callable[[], Iterable[PageSection]]
HISTORY = "Bedömningens historik"


@dataclass(frozen=True)
class Page:
    """A page. path: its file. sections: composes it. address: its path and choices on a running server."""

    path: str
    title: str
    sections: Composed
    address: tuple[str, Mapping[str, str]]
    slots: Mapping[str, Sequence[PageBlock]] = field(default_factory=dict)


def every(facts: Facts, since: Since | None = None) -> list[Page]:
    """All pages. since: what is another than in the fixed version before."""
    return [
        _overview(facts, since),
        *(_goal(facts, goal) for goal in facts.goals),
        *_indicators(facts),
        *_municipalities(facts),
        *_comparisons(facts),
        *_alone(facts),
    ]


def _overview(facts: Facts, since: Since | None) -> Page:
    focused = next(iter(overview_page.focused(facts)), None)
    shown = partial(overview_page.sections, facts, overview_page.LEADERSHIP, "program", focused, since)
    return Page(links.START, "Översikt", shown, ("", {}))


def _goal(facts: Facts, goal: str) -> Page:
    opening = goals.map_indicator(facts, goal)
    on_map = None
    if opening:
        on_map = AreaMap(opening, facts.evaluation(opening).latest_year, None, facts.areas.home.id)
    shown = partial(goal_page.sections, facts, goal, on_map, deciding.of_goal(facts, goal))
    slots = {goal_page.JUDGEMENT: _judgement(facts, goal)}
    return Page(links.of_goal(goal), facts.goals[goal].heading, shown, ("mal", {"mal": goal}), slots)


def _judgement(facts: Facts, goal: str) -> list[PageBlock]:
    """What stands of ledningsgruppen's judgement, and its history."""
    try:
        rows, _ = judged.read(facts, goal, judged.path(facts))
    except MalkollenError as error:
        return [Text(str(error))]
    standing = judgements.standing(rows)
    if standing is None:
        return [Text(judged.standing_text(facts.home, rows))]
    basis = Basis(proposal_text(facts, goal), facts.data_version, facts.registry_version, METHOD_VERSION)
    said = [judged.carried_text(facts, goal, standing), judged.to_proposal(standing, basis)]
    told = tuple(" ".join(filter(None, line)) for line in judged.history(facts.home, rows))
    return [*(Text(text) for text in said if text), Fold(HISTORY, [Remarks(told)])]


def _indicators(facts: Facts) -> Iterator[Page]:
    """Their list, and each of them; the list of objects has a page of its own."""
    listed = [key for key, one in facts.registry.indicators.items() if one.kind != "lageslista"]
    yield _list("indikator/index.html", "Indikatorer", ("indikator", {}), [
        Link(option.option(facts, key), "indicator", (("indikator", key),), is_arrow=False) for key in listed
    ])  # fmt: skip
    for key in listed:
        declared = facts.indicator(key)
        about = PageSection("", [Text(declared.about, "lead")])
        shown = partial(_with, about, partial(_indicator, facts, key))
        address = ("indikator", {"indikator": declared.code})
        yield Page(links.of_indicator(facts, key), declared.title, shown, address)


def _with(first: PageSection, rest: Composed) -> Iterator[PageSection]:
    yield first
    yield from rest()


def _indicator(facts: Facts, key: str) -> Iterable[PageSection]:
    """An indicator of the home group in its latest year, as its page opens."""
    if not facts.is_computed(key):
        return option.without_figures(facts, key)
    home = facts.areas.home.id
    case = latest(facts, key, home)
    lines = several.usual(facts, case, next(iter(facts.registry.comparison_sets)))
    span = several.years(facts, key)
    return workbench.sections(facts, case, Asked(home, lines, (span[0], span[-1]) if span else (case.year, case.year)))


def _municipalities(facts: Facts) -> Iterator[Page]:
    ours = facts.areas.home_members
    codes = [*ours, *(code for code in facts.areas.municipalities if code not in ours)]
    yield _list("kommun/index.html", "Kommuner", ("kommun", {}), [
        Link(facts.areas.name(code), "municipality", (("kommun", code),), is_arrow=False) for code in codes
    ])  # fmt: skip
    for code in codes:
        shown = partial(municipality_page.sections, facts, code)
        yield Page(links.of_municipality(code), facts.areas.name(code), shown, ("kommun", {"kommun": code}))


def _comparisons(facts: Facts) -> Iterator[Page]:
    keys = [key for key in facts.registry.computed() if compare.is_comparable(facts, key)]
    ways = [Link(facts.indicator(key).title, "compare", (("indikator", key),), is_arrow=False) for key in keys]
    lead = Text(compare.lead(facts), "lead")
    yield _list("jamfor/index.html", compare.heading(facts), ("jamfor", {}), ways, lead)
    for key in keys:
        year, code = facts.evaluation(key).latest_year, facts.indicator(key).code
        areas = compare_page.usual_areas(facts)
        shown = partial(compare_page.sections, facts, key, year, areas)
        title = f"Jämförelse: {facts.indicator(key).title}"
        yield Page(links.of_comparison(facts, key), title, shown, ("jamfor", {"indikator": code}))


def _list(path: str, title: str, address: tuple[str, Mapping[str, str]], ways: Sequence[Link], *first: Text) -> Page:
    sections = [PageSection("", [*first, Links(tuple(ways), title)])]
    return Page(path, title, lambda: sections, address)


def _alone(facts: Facts) -> Iterator[Page]:
    """The pages that there is one of."""
    shown: dict[str, tuple[str, str, Composed]] = {
        "eight": ("Sida vid sida", "sida-vid-sida", partial(eight.sections, facts, "", eight.PROGRAMME, eight.NAMES)),
        "commuting": ("Pendling", "pendling", partial(_commuting, facts)),
        "priorities": (
            "Prioriterade objekt",
            "prioriterade-objekt",
            partial(objects_page.sections, facts, shows_draft=False),
        ),
        "sources": ("Data och källor", "kallor", partial(data_page.sections, facts)),
        "method": ("Så bedömer vi", "sa-bedomer-vi", partial(method_page.sections, facts)),
        "words": ("Ord", "ord", partial(words_page.sections, facts, are_dotted=False)),
        "questions": (links.QUESTIONS, "fraga", partial(questions_page.answered, facts)),
    }
    if not priorities.is_followed(facts):
        del shown["priorities"]
    for view, (title, path, sections) in shown.items():
        yield Page(links.ALONE[view], title, sections, (path, {}))


def _commuting(facts: Facts) -> Iterator[PageSection]:
    if facts.commuting.years:
        yield from commuting_page.of_matrix(facts, facts.commuting.years[-1], "inom")
    elif not commuting.years(facts):
        yield from commuting_page.without_matrix(facts)
    if commuting.years(facts):
        yield from commuting_page.crossings(facts, next(iter(commuting.shown(facts))))
    yield from city.sections(facts)
    yield from commuting_page.waiting(facts)
