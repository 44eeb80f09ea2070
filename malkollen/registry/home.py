"""Whose dashboard this is, in words: the cooperation, its office, its bodies, and how its members are counted."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, model_validator

from malkollen.registry.content import Content, entries
from malkollen.registry.paragraph import Paragraph, Text, Texts
from malkollen.texts.swedish import number_word

Code = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
CountyCode = Annotated[str, Field(pattern=r"^[0-9]{2}$")]
Shift = Annotated[tuple[float, float], Field(strict=False)]

OPEN = re.compile(r"(^|[.:?!]\s+)?\{(\w+)\}")
"""A word of the cooperation's own in a text; first what stands before it where it begins a sentence."""
OPTIONAL = re.compile(r"\[([^\[\]{}]*\{(\w+)\}[^\[\]{}]*)\]")
OPEN_TABLES = ("waiting", "measures", "indicators", "examples")
OPEN_WORDS = {
    "home": "name", "home_s": "genitive", "office": "office_short", "office_name": "office",
    **{name: name for name in ("at", "through_roads", "destination", "destination_place")},
}  # fmt: skip


class Body(Paragraph):
    """A body that reads the pages, in the definite form: "samarbetskommittén", and "kommittén" where it is known.

    short: the name, where nothing shorter is said.
    """

    name: Text
    short: Text

    @model_validator(mode="before")
    @classmethod
    def _with_short(cls, given: object) -> object:
        return {"short": given["name"], **given} if isinstance(given, dict) and "name" in given else given

    @property
    def title(self) -> str:
        """Its name at the beginning of a sentence."""
        return capital(self.name)

    @property
    def genitive(self) -> str:
        """Its genitive, "samarbetskommitténs"."""
        return genitive(self.name)

    @property
    def short_genitive(self) -> str:
        """The genitive of its short name, "kommitténs"."""
        return genitive(self.short)


class Bodies(Paragraph):
    """The bodies: the directors who judge the goals, the network of officials, the committee of politicians."""

    leadership: Body
    network: Body
    committee: Body


class Region(Paragraph):
    """Who publishes the region's own figures that are filled in by hand.

    Attributes:
        name: "Region Stockholm"; cycle_report: its report on cycling, "cykelbokslut"; boardings: where it counts them.
        page: where the report on cycling is found; empty where nobody has said.
    """

    name: Text
    cycle_report: Text
    boardings: Text
    page: str = ""

    def source(self, report: str) -> str:
        """Who is named under a figure of one of its reports."""
        return f"Källa: {self.name} ({report})"


REGION = Region(name="Regionen", cycle_report="cykelbokslut", boardings="påstigande")


class Home(Paragraph):
    """The cooperation as sentences name it.

    Attributes:
        name, genitive: "Södertörn", "Södertörns"; at: where things are, "på Södertörn".
        municipalities: what its municipalities are called together, "Södertörnskommunerna".
        office: who stands behind the figures, "Södertörns kansli"; office_short: "kansliet" where it is known.
        core_municipality: the code of the one that its people commute to; it may be a member.
        county: the group of the county's municipalities; county_code: its two digits.
        timetable_operators: whose timetables are fetched where MALKOLLEN_GTFS_OPERATORS says nothing.
        keeper: who keeps the server, how to reach them. region: who publishes what two templates are filled in of.
        start_place: the place in places.csv where a journey begins until another is chosen.
        through_roads, cores, destination, destination_place: words for texts of indicators alone: roads that others
            drive through, the regional cores in a sentence, where many commute and the place there.
        label_shifts: degrees east and north that a municipality's name stands from its point on a map, by code.
    """

    name: Text
    genitive: Text
    at: Text
    municipalities: Text
    office: Text
    office_short: Text
    core_municipality: Code
    county: Text
    county_code: CountyCode
    timetable_operators: Annotated[Texts, Field(min_length=1)]
    start_place: Text
    bodies: Bodies
    keeper: str = ""
    region: Region = REGION
    through_roads: Text | None = None
    cores: Text | None = None
    destination: Text | None = None
    destination_place: Text | None = None
    label_shifts: dict[Code, Shift] = Field(default_factory=dict)

    @property
    def processing(self) -> str:
        """Who has worked on published figures: "bearbetning: Södertörns kansli"."""
        return f"bearbetning: {self.office}"


class Placed(Paragraph):
    """What the municipalities are called that a municipality is placed among.

    Attributes:
        one, many, the: "pendlingskommun", "pendlingskommuner", "pendlingskommunerna".
        which: what tells them from others, "nära storstad"; classed: by whom, "SKR". Either may be empty.
    """

    one: Text
    many: Text
    the: Text
    which: str = ""
    classed: str = ""

    @property
    def one_which(self) -> str:
        """One of them in whole: "pendlingskommun nära storstad"."""
        return f"{self.one} {self.which}".strip()

    @property
    def many_which(self) -> str:
        """Some of them in whole: "pendlingskommuner nära storstad"."""
        return f"{self.many} {self.which}".strip()

    @property
    def the_which(self) -> str:
        """All of them in whole: "pendlingskommunerna nära storstad (enligt SKR)"."""
        return " ".join(filter(None, [self.the, self.which, self.classed and f"(enligt {self.classed})"]))

    def counted(self, count: int) -> str:
        """So many, as all of them in whole: "de 43 pendlingskommunerna nära storstad"; the article stands once."""
        return f"de {count} {self.the_which.removeprefix('de ')}"


class Called(Paragraph):
    """What areas are called: "område", "områden", "områdena", whether they are counties or metropolitan regions."""

    one: Text = "område"
    many: Text = "områden"
    the: Text = "områdena"

    @property
    def others(self) -> str:
        """All but one of them: "de andra områdena"."""
        return f"de andra {self.the.removeprefix('de ')}"


class Regions(Called):
    """What the areas are called that are compared: "storstadsregion", "storstadsregioner", "storstadsregionerna".

    Attributes:
        short: in tables and under headings, where it is known what they are; the same where nothing is said.
    """

    short: Called | None = None


class Comparison(Paragraph):
    """Which group is ours, and the group its municipalities are placed in.

    Attributes:
        municipalities: what those of that group are called; regions: what the groups are that ours is compared with.
    """

    home: Text
    municipality_group: Text
    municipalities: Placed
    regions: Regions = Regions()

    @property
    def called(self) -> Called:
        """What the areas are called that are compared, where it is known what they are."""
        return self.regions.short or self.regions


class ComparisonSet(Paragraph):
    """Groups that are compared with each other; none contains another.

    Attributes:
        among: what is compared where some are left out, "kommunerna runt storstäderna"; empty: the left out are named.
    """

    title: Text
    groups: Annotated[Texts, Field(min_length=2)]
    stands_alone: bool = False
    among: str = ""


@dataclass(frozen=True)
class Members:
    """How the home group's municipalities are counted in words. count: how many they are."""

    count: int

    @property
    def number(self) -> str:
        """How many they are, "åtta"."""
        return number_word(self.count)

    @property
    def others(self) -> str:
        """All but one of them, "sju"."""
        return number_word(max(self.count - 1, 0))

    @property
    def the(self) -> str:
        """All of them, "de åtta"."""
        return f"de {self.number}"

    @property
    def municipalities(self) -> str:
        """All of them by what they are, "de åtta kommunerna"."""
        return f"{self.the} kommunerna"

    @property
    def relations(self) -> int:
        """Journeys from each to each other: 56 of eight."""
        return self.count * (self.count - 1)


def capital(text: str) -> str:
    """A text with its first letter large, the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def genitive(word: str) -> str:
    """A word's genitive: s is added, but not after s, x or z."""
    return word if word.endswith(("s", "x", "z")) else f"{word}s"


def with_home(content: Content) -> Content:
    """The content with the cooperation's words where a text leaves them open: "{office} läser in den".

    A word's first letter is large where a sentence begins. What stands in brackets goes where a word of it is missing.
    """
    words = _open_words(content)
    return {**content, **{table: _worded(content[table], words) for table in OPEN_TABLES if table in content}}


def _open_words(content: Content) -> dict[str, str]:
    """The cooperation's words by the names that texts have for them; empty where nobody has said."""
    whole = entries({"": content}, "")
    own, key = whole.get("home", {}), str(whole.get("comparison", {}).get("home"))
    group, bodies, region = entries(content, "groups").get(key, {}), entries(own, "bodies"), entries({"": own}, "")
    members = Members(size if type(size := group.get("members")) is int else 0)
    said = {name: own.get(key) for name, key in OPEN_WORDS.items()} | {
        "committee_s": genitive(str(bodies.get("committee", {}).get("name", ""))),
        "boardings": region.get("region", {"boardings": REGION.boardings}).get("boardings"),
        "region": region.get("region", {"name": REGION.name}).get("name"),
        "cores": own.get("cores", "en regional stadskärna"),
        "number": members.number,
        "others": members.others,
        "relations": str(members.relations),
    }
    return {name: word if isinstance(word, str) else "" for name, word in said.items()}


def _worded(value: Any, words: dict[str, str]) -> Any:  # noqa: ANN401 - whatever TOML holds
    match value:
        case str():
            whole = OPTIONAL.sub(lambda part: part[1] if words.get(part[2], part[2]) else "", value)
            return OPEN.sub(lambda name: _in_place(name, words.get(name[2], f"{{{name[2]}}}")), whole)
        case dict():
            return {key: _worded(one, words) for key, one in value.items()}
        case list():
            return [_worded(one, words) for one in value]
        case _:
            return value


def _in_place(name: re.Match[str], word: str) -> str:
    return word if name[1] is None else name[1] + capital(word)
