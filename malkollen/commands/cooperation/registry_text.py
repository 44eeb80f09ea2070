"""The registry a cooperation begins with: the one that ships, paragraph by paragraph, with what is others' taken out.

A paragraph runs from its heading to the first empty line. Who the shipped registry is of is read in it, not known here.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping

from malkollen.commands.cooperation.form import HOME, PROGRAMME, goal
from malkollen.commands.cooperation.groups import Groups, where
from malkollen.commands.cooperation.members import Cooperation
from malkollen.commands.cooperation.places import start
from malkollen.registry.content import Content
from malkollen.registry.home import genitive
from malkollen.texts.swedish import number_word

HEADING = re.compile(r"^\[+([\w.]+)\]+", re.MULTILINE)
COMMENT = re.compile(r"^#.*", re.MULTILINE)
ITEM = re.compile(r'^  ".*",?$')
NOTE = re.compile(r"^note = ")
LIST = re.compile(r'(\w+ = )\[(".*")\]')
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
OPERATORS = {
    "01": "sl", "03": "ul", "04": "sormland", "05": "otraf", "06": "jlt", "07": "krono", "08": "klt", "09": "gotland",
    "10": "blekinge", "12": "skane", "13": "halland", "14": "vt", "17": "varm", "18": "orebro", "19": "vastmanland",
    "20": "dt", "21": "xt", "22": "dintur", "23": "jamtland", "24": "vasterbotten", "25": "norrbotten",
}  # fmt: skip
"""What Trafiklab calls each county's company in GTFS Regional, by the county's digits.

The names are in Trafiklab's own list; which is whose county's is read out of them, and not tried against the service.
"""
NEAR, OWN = "lanet_och_grannlanen", "lanet"


def registry_text(
    shipped: str, origin: frozenset[str], places: frozenset[str], cooperation: Cooperation, groups: Groups
) -> str:
    """The registry's text.

    Args:
        shipped: the text of the registry that comes with the program.
        origin: names that tell that a target or a remark is of whoever that registry is of.
        places: names of places and municipalities; an everyday word that begins with one is of somebody's own places.
    """
    content = tomllib.loads(shipped)
    text = _renamed(shipped, content)
    foreign = re.compile(rf"\b({'|'.join(map(re.escape, sorted(origin)))})")
    text = COMMENT.sub(lambda row: _of_home(row[0], content, cooperation), text)
    asked = _asked_of_others(content, foreign, places)
    written = _written(content, cooperation, groups, asked)
    blocks = [_block(block, written, content, foreign, asked) for block in text.split("\n\n")]
    return "\n\n".join(block.strip("\n") for block in blocks if block is not None) + "\n"


def _of_home(comment: str, content: Content, cooperation: Cooperation) -> str:
    """A comment's examples with the cooperation's own name and numbers."""
    comment = comment.replace(content["home"]["at"], f"i {cooperation.name}")
    count = len(cooperation.members)
    for word, told in (
        ("number", number_word(count)),
        ("others", number_word(count - 1)),
        ("relations", str(count * (count - 1))),
    ):
        comment = re.sub(rf"(\{{{word}\}} )\(\w+\)", rf"\1({told})", comment)
    return comment


def _renamed(text: str, content: Content) -> str:
    """The text with ids that name the home group called for it, wherever they stand."""
    home = content["comparison"]["home"]
    for key in content["indicators"]:
        if home in key:
            text = re.sub(rf"\b{key}\b", key.replace(home, "home"), text)
    return text


def _block(
    block: str, written: dict[str, str | None], content: Content, foreign: re.Pattern[str], asked: re.Pattern[str]
) -> str | None:
    """A paragraph as the new registry has it; None where it has none."""
    heading = HEADING.search(block)
    if heading is None:
        return block
    name = heading[1]
    if name in written:
        return written[name]
    table, _, key = name.partition(".")
    if table == "targets" and _is_foreign(content["targets"][key], foreign):
        return None
    is_asked = name == "questions"
    rows = (_without(row, asked if is_asked or row.startswith("words = ") else foreign) for row in block.split("\n"))
    return "\n".join(row for row in rows if not ((ITEM.match(row) or NOTE.match(row)) and foreign.search(row)))


def _asked_of_others(content: Content, foreign: re.Pattern[str], places: frozenset[str]) -> re.Pattern[str]:
    """What is others' among everyday words: names, places, a programme's first word, what areas are called."""
    programmes = {str(one["title"]).split()[0] for one in content["programmes"].values()}
    called = content["comparison"].get("regions", {}).get("one")
    words = {word for word in programmes if word.isupper()} | ({called} if called else set()) | places
    return re.compile("|".join([foreign.pattern, *(rf"\b{re.escape(word)}" for word in sorted(words))]))


def _without(row: str, foreign: re.Pattern[str]) -> str:
    """A row whose value is a list of texts, without those that are others'; any other row as it is."""
    listed = LIST.fullmatch(row)
    if listed is None:
        return row
    return f"{listed[1]}[{', '.join(text for text in TEXT.findall(listed[2]) if not foreign.search(text))}]"


def _is_foreign(target: Content, foreign: re.Pattern[str]) -> bool:
    return any(foreign.search(str(target[key])) for key in ("area", "decided_by", "document", "wording"))


def _written(
    content: Content, cooperation: Cooperation, groups: Groups, asked: re.Pattern[str]
) -> dict[str, str | None]:
    """The paragraphs that are the cooperation's own, by their headings; None for those that go."""
    programme, *others = content["programmes"]
    first, *rest = content["comparison_sets"]
    goals = {f"goals.{key}": one for key, one in content["goals"].items()}
    return {
        "home": _home(cooperation, groups),
        **{f"home.{part}": None for part in content["home"]},
        **_comparison(cooperation, groups),
        "examples.place": _place(content, cooperation, groups) if "place" in content.get("examples", {}) else None,
        f"programmes.{programme}": _paragraph("programmes.program", PROGRAMME),
        **{f"programmes.{key}": None for key in others},
        **{f"programmes.{key}.{part}": None for key in content["programmes"] for part in ("said", "unfollowed")},
        **{f"duties.{key}": None for key in content.get("duties", {})},  # what holds in one county
        **{name: _paragraph(name, goal(one["heading"], NEAR) | _words(one, asked)) for name, one in goals.items()},
        "groups": _groups(groups),
        f"comparison_sets.{first}": "\n\n".join(_sets(cooperation, groups)),
        **{f"comparison_sets.{key}": None for key in rest},
    }


def _words(goal: Content, asked: re.Pattern[str]) -> Content:
    """The everyday words by which a question finds a goal: those of its indicators' theme, without what is others'."""
    words = [word for word in goal.get("words", ()) if not asked.search(word)]
    return {"words": words} if words else {}


def _paragraph(name: str, keys: Mapping[str, object]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in keys.items())])


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(one)}' for key, one in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def _home(cooperation: Cooperation, groups: Groups) -> str:
    name = cooperation.name
    keys: dict[str, object] = {
        "name": name,
        "genitive": genitive(name),
        "at": f"i {name}",
        "municipalities": f"Kommunerna i {name}",
        "office": HOME["office"],
        "office_short": "kansliet",
        "keeper": HOME["keeper"],
        "core_municipality": cooperation.core.code,
        "county": groups.counties[0].key,
        "county_code": cooperation.counties[0],
        "timetable_operators": [OPERATORS[county] for county in cooperation.counties],
        "start_place": start(cooperation),
    }
    bodies = {body: {"name": HOME[body]} for body in ("leadership", "network", "committee")}
    region = {"name": "Regionen", "cycle_report": "cykelbokslut", "page": "", "boardings": "regionens statistik"}
    return "\n\n".join([_paragraph("home", keys), _paragraph("home.bodies", bodies), _paragraph("home.region", region)])


def _comparison(cooperation: Cooperation, groups: Groups) -> dict[str, str | None]:
    """Its group and the one that a municipality is placed in; areas have no name of their own yet."""
    own: dict[str, str | None] = {
        "comparison.regions": None,
        "comparison.municipalities": _paragraph(
            "comparison.municipalities",
            {"one": "kommun", "many": "kommuner", "the": "kommunerna", "which": f"i {where(cooperation)}"},
        ),
        "comparison": _paragraph("comparison", {"home": groups.home.key, "municipality_group": groups.placed.key}),
    }
    return {key: text for key, text in own.items() if not (groups.is_shipped and key == "comparison.municipalities")}


def _place(content: Content, cooperation: Cooperation, groups: Groups) -> str:
    example = content["examples"]["place"]
    member = next(code for code in cooperation.codes if code in groups.placed.codes)
    before = content["comparison"]["municipalities"]["the"]
    among = before if groups.is_shipped else f"kommunerna i {where(cooperation)}"
    return _paragraph(
        "examples.place",
        {
            "indicator": example["indicator"],
            "municipality": member,
            "question": example["question"].replace(before, among),
        },
    )


def _groups(groups: Groups) -> str:
    keys: dict[str, object] = {
        group.key: {"title": group.title, "members": len(group.codes)}
        | ({"county": group.county} if group.county else {})
        for group in groups.every
    }
    return _paragraph("groups", keys)


def _sets(cooperation: Cooperation, groups: Groups) -> Iterator[str]:
    """The counties and those beside them; and what is left of the members' own alone, where that is something else."""
    near = [group.key for group in groups.counties[len(cooperation.counties) :]]
    rest = [group.key for group in groups.rest]
    own = "Länet" if len(cooperation.counties) == 1 else "Länen"
    title = f"{own if rest else groups.home.title} och {'grannlänet' if len(near) == 1 else 'grannlänen'}"
    yield _paragraph(
        f"comparison_sets.{NEAR}",
        {"title": title if near else own, "groups": [groups.home.key, *rest, *near]},
    )
    if near and len(rest) > 1:  # two alone are no comparison of regions
        yield _paragraph(f"comparison_sets.{OWN}", {"title": own, "groups": [groups.home.key, *rest]})
