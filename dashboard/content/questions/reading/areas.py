"""Of whom a question is asked: a municipality that it names, in any form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.content.facts import Facts
from dashboard.content.questions.reading import asking, language, regions, travel
from dashboard.content.questions.reading.language import said, way
from dashboard.content.remembered import remembered
from malkollen.values.areas import COUNTRY

TOWARDS = frozenset(["till", "från", "mot", "mellan", "än", "via"])
"""Words before the name of a place that one travels to, or is compared with: nothing is asked of it."""
ACROSS = (("in", "till"), ("ut", "från"))
"""But for those who cross its own border."""
OUR_OWN = said(r"vi|oss|våra|hela region\w*|vår(?! (?:egen )?kommun)|vårt")
"""How the municipalities speak of themselves together."""
OF_IT = frozenset(("kommun", "kommuns", "kommunen", "kommunens"))
INHABITANTS = re.compile("s?(?:bo[rn]?|bor?nas?|ar(?:e|en|na)?)s?")
"""What the name of a municipality ends with where those who live there are meant: "salembor", "nynäshamnare"."""
BESIDE = frozenset(("än", "före", "efter", "som", "med", "mot", "om", "förbi", "ikapp"))
"""Words before the name of one that another is only set beside."""
WITHIN = frozenset(("i", "hos", "för"))
"""Words that may stand between: "än i Tyresö"."""
MORE = frozenset(("och", "samt", "eller"))
"""Words before one more of those that are set beside."""
LEFT, ARRIVES = way(r"\bfrån\b"), re.compile(r"\b(?:till|mot) (?=[A-ZÅÄÖ])")
"""That somebody leaves a place, and goes to one."""
AND_IN = re.compile(r"\b(\w{2,30})( och| samt|,) (?:i|på|hos) (?=(\w{2,30}))")
"""Where one more place may follow in a row."""
ROW = re.compile(r"\b(\w{2,30})(?: och| samt|,) (?=(\w{2,30}))")
_NAME = r"([A-ZÅÄÖ][a-zåäö]{3,30})"
SET_BESIDE = re.compile(
    rf"\b(?:[Jj]ämn?fört med|än|mot|som) (?:i |på |hos |för )?{_NAME}(?:(?:,| och| eller) (?:i )?{_NAME})?"
)
"""Names that a question sets the place that it is asked of beside."""
BESIDE_IT = way(r"\b(?:än|mot|med|som|före|efter)(?: (?:i|på|för|hos|hela))?(?= (\w{2,30}))")
"""What stands where an area may be that another is set beside."""
NEIGHBOUR = "grannkommun"
"""What a question calls a municipality that the one it is asked of is set against."""


# ───────────── The places among its words ─────────────


@dataclass(frozen=True)
class _Word:
    """A word of a question: as it is written, in small letters, and the municipality that it names.

    Attributes:
        ours: one of the home group's, however it is written.
        other: any, where it is written as a name or followed by "kommun": a small word may be a name ("vara").
        is_home: whether it names the home group.
    """

    written: str
    small: str
    ours: str | None
    other: str | None
    is_home: bool


def _read(facts: Facts, question: str) -> list[_Word]:
    written = language.WORD.findall(question[: language.LONGEST])
    of_ours, home = ours(facts), {language.unmarked(facts.home.name.casefold()): facts.areas.home.id}
    every = _every(facts)
    words = list[_Word]()
    for before, one, after in zip(["", *written], written, [*written[1:], ""], strict=False):
        small, bare = one.casefold(), language.unmarked(one.casefold())
        is_body = f"{before} {one}".casefold() == facts.home.region.name.casefold()  # whoever runs it, not its city
        is_name = not is_body and (one[:1].isupper() or after.casefold() in OF_IT)
        words.append(_Word(one, small, known(bare, of_ours), known(small, every) if is_name else None,
            known(bare, home) is not None))  # fmt: skip
    return words


@remembered
def _every(facts: Facts) -> dict[str, str]:
    """Every municipality by name, in small letters."""
    return {facts.areas.name(code).casefold(): code for code in facts.areas.municipalities}


@remembered
def ours(facts: Facts) -> dict[str, str]:
    """The home group's municipalities by name, as `language.unmarked` writes it."""
    return {language.unmarked(facts.areas.name(code).casefold()): code for code in facts.areas.home_members}


def known(word: str, names: Mapping[str, str]) -> str | None:
    """The municipality of a word that is a name, also with its genitive's s, and of those who live there."""
    if code := names.get(word) or names.get(word.removesuffix("s")):
        return code
    return next((code for name, code in names.items()
        if word.startswith(name) and INHABITANTS.fullmatch(word[len(name) :])), None)  # fmt: skip


def _beside(words: Sequence[_Word], question: str) -> dict[int, str]:
    """Our municipalities that another is only set beside, by which word they are: "än Salem, Tyresö och Haninge"."""
    whole = question[: language.LONGEST]
    small = ["", *(word.small for word in words)]
    after_comma = {len(language.WORD.findall(whole[: sign.start()])) + 1 for sign in re.finditer(",", whole)}
    first, heads, beside = "", set[int](), dict[int, str]()
    for place, word in enumerate(words, 1):
        if not (code := word.ours):
            continue
        before, is_listed = small[place - 1], small[place - 1] in MORE or place in after_comma
        follows = is_listed and (place - 2 if before in MORE else place - 1) in heads
        is_beside = before in BESIDE or (before in WITHIN and small[place - 2] in BESIDE)
        if code != first and (is_beside or follows):
            beside[place - 1] = code
        if before not in TOWARDS or is_beside:
            heads.add(place)
        first = first or code
    return beside


# ───────────── Of whom it is asked ─────────────


def named(facts: Facts, question: str) -> str | None:
    """The municipality that a question is asked of, else the home group where it names that; None where neither."""
    question = travel.spoken(question)
    if asked_of := _municipality(facts, question) or regions.asked_of(facts, question):
        ours = ours_in(facts, question) if travel.COMMUTES.search(question) else []  # of two, ours is where they live
        return ours[0] if ours and asked_of not in facts.areas.home_members else asked_of
    words = _read(facts, question)
    befores = ["", *(word.small for word in words)]
    if any(word.is_home and before not in TOWARDS | BESIDE for before, word in zip(befores, words, strict=False)):
        return facts.areas.home.id
    ours = ours_in(facts, question)
    is_left = len(ours) == 1 and LEFT.search(question) is not None and ARRIVES.search(question) is None
    return ours[0] if is_left else None


def _municipality(facts: Facts, question: str) -> str | None:
    words, passed = _read(facts, regions.without(facts, question)), -1
    towards = TOWARDS - {"från"} if travel.COMMUTES.search(question) else TOWARDS  # who commutes from it lives there
    for place, word in enumerate(words):
        before = tuple(one.small for one in words[max(place - 2, 0) : place])
        is_next = before[-1:] == ("och",) and passed == place - 2
        if is_next or (before[-1:] and before[-1] in towards and before not in ACROSS):
            passed = place
        elif word.ours or (word.other and (place or {one.small for one in words[1:2]} & OF_IT)):
            return word.ours or word.other
    return None


def speaks_of_home(facts: Facts, question: str) -> bool:
    """Whether a question says that it is of the home group: by its name, or by what its members call it together."""
    return names_home(facts, question) or OUR_OWN.search(question) is not None


def names_home(facts: Facts, question: str) -> bool:
    """Whether a question names the home group, whatever it says of it."""
    return any(word.is_home for word in _read(facts, question))


def ours_in(facts: Facts, question: str) -> list[str]:
    """Our municipalities that a question names, whatever it says of them."""
    return [*dict.fromkeys(word.ours for word in _read(facts, question) if word.ours)]


def names(facts: Facts, question: str) -> list[str]:
    """What places are called that a question may name: ours, and those of the others that it writes as a name."""
    ours = [facts.areas.name(code) for code in facts.areas.home_members]
    return [*ours, *(word.written for word in _read(facts, question) if word.other and word.written[0].isupper())]


# ───────────── What they are set beside, and where one goes ─────────────


def set_beside(facts: Facts, question: str) -> list[str]:
    """Municipalities of ours that the area a question is asked of is set beside: those it names, or all the others."""
    question = travel.spoken(question)
    first, beside = _municipality(facts, question), [*_beside(_read(facts, question), question).values()]
    others = rest_of(facts, question, first) if first else []
    return [code for code in dict.fromkeys((*beside, *others)) if code != first]


def rest_of(facts: Facts, question: str, area: str) -> list[str]:
    """All our other municipalities, where a question sets them beside the one that it is asked of."""
    is_all = area in facts.areas.home_members and asking.THE_REST.search(question[: language.LONGEST])
    return [code for code in facts.areas.home_members if code != area] if is_all else []


def elsewhere(facts: Facts, question: str) -> list[str]:
    """Municipalities of no home group that a question names by their large letter, outside the names of regions."""
    others = (word.other for word in _read(facts, regions.without(facts, question))[1:])
    return [*dict.fromkeys(code for code in others if code and code not in facts.areas.home_members)]


def unknown_beside(facts: Facts, question: str) -> list[str]:
    """Names that a question sets others beside and that are no place here: of a country, of a city in another."""
    held = regions.without(facts, question[: language.LONGEST])
    met = [name for found in SET_BESIDE.findall(held) for name in found if name]
    return [one for one in met if not known(one.casefold(), _every(facts)) and not names_home(facts, one)]


def are_crossed(facts: Facts, question: str) -> bool:
    """Whether a question is of those who go from one of our municipalities to another."""
    words = _read(facts, question)
    beside, member = _beside(words, question), language.unmarked(language.stem(facts.home.municipalities.casefold()))
    is_of_two = len({word.ours for place, word in enumerate(words) if word.ours and place not in beside}) > 1
    is_of_members = any(language.unmarked(language.stem(language.unmarked(word.small))) == member for word in words)
    is_within = travel.ANOTHER.search(question) or travel.WITHIN_OURS.search(question)
    is_of_another = (is_within and names_home(facts, question)) or travel.BESIDE_OURS.search(question)
    return bool(is_of_two or is_of_members or is_of_another or travel.BETWEEN.search(question))


def are_at_home(facts: Facts, question: str) -> bool:
    """Whether a question is of those who work in the municipality where they live, which it then may name twice."""
    ours = [word.ours for word in _read(facts, question) if word.ours]
    is_twice = len(ours) > 1 and len({*ours}) == 1 and travel.COMMUTES.search(question) is not None
    return is_twice or travel.AT_HOME.search(question) is not None


def is_led_to(question: str, name: str) -> bool:
    """Whether a place is where somebody works or goes: "jobbar i Stockholm", "pendlar in till Stockholm"."""
    small = [word.casefold() for word in language.WORD.findall(question[: language.LONGEST])]
    of_it = {name.casefold(): name}
    return any(before in {"i", "till", "mot"} and known(word, of_it) for before, word in pairwise(small))


# ───────────── A question in other words ─────────────


def searched(facts: Facts, question: str) -> str:
    """A question as it is looked for: who lives in a municipality by its name, and another of ours as a neighbour."""
    question = asking.ASIDE.sub(" ", travel.spoken(question))
    if not _is_compared(facts, question):
        question = regions.without(facts, question)
    is_going = travel.GOES_AWAY.search(question) is not None
    if not is_going:
        question = asking.THE_REST.sub(" ", question)
    words = _read(facts, question)
    beside, first, told = _beside(words, question), "", list[str]()
    for place, word in enumerate(words):
        first = first or word.ours or ""
        if place not in beside:
            is_neighbour = word.ours and word.ours != first
            if is_neighbour and not is_going:
                continue
            told.append(NEIGHBOUR if is_neighbour else facts.areas.name(word.ours) if word.ours else word.written)
    return " ".join(told)


def _is_compared(facts: Facts, question: str) -> bool:
    """Whether regions that lie elsewhere are set beside ours: their names then tell what is meant."""
    county = facts.areas.by_id[facts.home.county].members
    found = {one for one in regions.named(facts, question) if one not in (facts.home.county, COUNTRY)}
    away = [one for one in found if not facts.areas.by_id[one].members < county]
    return bool(away) and regions.asked_of(facts, question) is None


def with_no_names(facts: Facts, question: str) -> str:
    """A question with one word for whichever of our municipalities it names: "kommunen", "kommunens"."""
    by_name = ours(facts)

    def told(found: re.Match[str]) -> str:
        word = language.unmarked(found.group().casefold())
        return found.group() if not known(word, by_name) else "kommunen" if word in by_name else "kommunens"

    return language.WORD.sub(told, question[: language.LONGEST])


def in_a_row(facts: Facts, question: str) -> str:
    """A question with places of ours that follow each other in a row: "i Salem och på Södertörn" without its "på"."""

    def told(found: re.Match[str]) -> str:
        is_row = _is_ours(facts, found[1]) and _is_ours(facts, found[3])
        return f"{found[1]}{found[2]} " if is_row else found.group()

    return AND_IN.sub(told, question)


def is_in_row(facts: Facts, question: str) -> bool:
    """Whether the home group stands in a row with one of its municipalities: of both it then is asked."""
    rows = (one.groups() for one in ROW.finditer(in_a_row(facts, question)))
    return any(all(_is_ours(facts, one) for one in row) and any(names_home(facts, one) for one in row) for row in rows)


def is_beside_home(facts: Facts, question: str) -> bool:
    """Whether the home group is what another is set beside: "än på Södertörn som helhet"."""
    befores = [found[1] for found in BESIDE_IT.finditer(question[: language.LONGEST]) if names_home(facts, found[1])]
    return bool(befores)


def _is_ours(facts: Facts, word: str) -> bool:
    return bool(ours_in(facts, word)) or names_home(facts, word)
