"""Where the pages and files of a site lie: beside each other, so that it can be shown from any folder or address."""

from dataclasses import dataclass
from urllib.parse import quote

from dashboard.blocks.page import Link
from dashboard.content.facts import Facts
from dashboard.content.indicator import indicator as texts
from dashboard.opendata.links import DATA, FEED, Links

START, METHOD, SOURCES, DOCUMENTS = "index.html", "sa-bedomer-vi.html", "kallor.html", "underlag.html"
ALONE = {
    "overview": START,
    "eight": "sida-vid-sida.html",
    "commuting": "pendling.html",
    "priorities": "prioriterade-objekt.html",
    "sources": SOURCES,
    "method": METHOD,
    "words": "ord.html",
    "questions": "fraga.html",
    "reports": DOCUMENTS,
    "conference": DOCUMENTS,
}
"""The file of a page that there is one of, by the name of its view."""
LISTED, QUESTIONS = "questions", "Frågor och svar"
"""The page where the screen asks: on a site it is a list of what is asked, which a way to it is called."""
ELSEWHERE = {"program", "utgava"}
"""Choices that no page of a site has: another programme, another version."""


def of_goal(goal: str) -> str:
    """The file of a goal."""
    return f"mal/{goal}.html"


def of_indicator(facts: Facts, key: str) -> str:
    """The file of an indicator."""
    return f"indikator/{facts.indicator(key).code}.html"


def of_comparison(facts: Facts, key: str) -> str:
    """The file of an indicator's comparison."""
    return f"jamfor/{facts.indicator(key).code}.html"


def of_municipality(code: str) -> str:
    """The file of a municipality."""
    return f"kommun/{code}.html"


def path(facts: Facts, link: Link) -> str | None:
    """The file that a link to a page leads to; None where a site has no such page."""
    chosen = {name: value for name, value in link.choices if value}
    if ELSEWHERE & chosen.keys():
        return None
    match link.page:
        case "goal":
            return of_goal(chosen.get("mal") or next(iter(facts.goals)))
        case "indicator":
            return of_indicator(facts, _key(facts, chosen))
        case "compare":
            return of_comparison(facts, _key(facts, chosen))
        case "municipality":
            return of_municipality(chosen.get("kommun") or facts.areas.home_members[0])
        case _:
            return ALONE.get(link.page)


def _key(facts: Facts, chosen: dict[str, str]) -> str:
    asked = chosen.get("indikator", "")
    return facts.codes.get(asked.casefold(), asked) or texts.first(facts)


@dataclass(frozen=True)
class SiteLinks(Links):
    """Addresses within a site. base: the way up to its first folder, "../" for each folder down, or its address."""

    @property
    def has_images(self) -> bool:
        """A site has its charts on its pages, and no image by choices."""
        return False

    def data(self, name: str = "") -> str:
        """A file of open data; their index without a name."""
        return f"{self.base}{DATA}/{quote(name or 'index.html')}"

    def of_edition(self, name: str) -> "SiteLinks":  # noqa: ARG002 - it holds one version
        """The same: a site is of one version."""
        return self

    def page(self, path: str = "", **query: str) -> str:
        """A page, by the path and the choices that the server's has."""
        if code := query.get("indikator"):
            return f"{self.base}{path}/{quote(code)}.html"
        return f"{self.base}{path}.html" if path else f"{self.base}{START}"

    def image(self, name: str, **_query: str) -> str:
        """The page of the indicator that an image would be of."""
        return f"{self.base}indikator/{quote(name.partition('-')[0])}.html"

    def feed(self) -> str:
        """What is new."""
        return f"{self.base}{FEED}"
