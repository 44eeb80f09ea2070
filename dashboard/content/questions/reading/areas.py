"""Of whom a question is asked: a municipality that it names, in any form."""

import re
from difflib import get_close_matches

from dashboard.content.facts import Facts
from dashboard.content.questions.reading import asking, language, regions, travel
from malkollen.values.areas import COUNTRY

TOWARDS = frozenset(["till", "från", "mot", "mellan", "än", "via"])
"""Words before the name of a place that one travels to, or is compared with: nothing is asked of it."""
ACROSS = (("in", "till"), ("ut", "från"))
"""But for those who cross its own border."""
OUR_OWN = re.compile(r"\b(?:vi|oss|våra|hela region\w*|vår(?! (?:egen )?kommun)|vårt)\b", re.IGNORECASE)
"""How the municipalities speak of themselves together."""
OF_IT = frozenset(("kommun", "kommuns", "kommunen", "kommunens"))


INHABITANTS = re.compile("s?(?:bo[rn]?|bor?nas?|ar(?:e|en|na)?)s?")
"""What the name of a municipality ends with where those who live there are meant: "salembor", "nynäshamnare"."""
BESIDE = frozenset(("än", "före", "efter", "som", "med", "mot"))
"""Words before the name of one that another is only set beside."""
WITHIN = frozenset(("i", "hos", "för"))
"""Words that may stand between: "än i Tyresö"."""
MORE = frozenset(("och", "samt", "eller"))
"""Words before one more of those that are set beside."""
LEFT, ARRIVES = re.compile(r"\bfrån\b", re.IGNORECASE), re.compile(r"\b(?:till|mot) (?=[A-ZÅÄÖ])")
"""That somebody leaves a place, and goes to one."""
SHORTEST, ALIKE = 4, 0.87
"""Letters of a name that may be typed wrong, and how alike the two are."""
NEIGHBOUR = "grannkommun"
"""What a question calls a municipality that the one it is asked of is set against."""


def searched(facts: Facts, question: str) -> str:
    """A question as it is looked for: who lives in a municipality by its name, and another of ours as a neighbour."""
    question = asking.ASIDE.sub(" ", travel.spoken(question))
    if not _is_compared(facts, question):
        question = regions.without(facts, question)
    if not travel.COMMUTES.search(question):
        question = asking.NEIGHBOURS.sub(" ", question)
    ours, first = _ours(facts), ""
    beside = _beside(facts, question)
    words = []
    for place, word in enumerate(language.WORD.findall(question[: language.LONGEST])):
        code = _known(language.unmarked(word.casefold()), ours)
        first = first or code or ""
        if place not in beside:
            words.append(NEIGHBOUR if code and code != first else facts.areas.name(code) if code else word)
    return " ".join(words)


def _is_compared(facts: Facts, question: str) -> bool:
    """Whether regions that lie elsewhere are set beside ours: their names then tell what is meant."""
    near = {facts.home.county, COUNTRY}
    away = [one for one in regions.named(facts, question) if not near & {one} and not _is_near(facts, one)]
    return bool(away) and regions.asked_of(facts, question) is None


def _is_near(facts: Facts, region: str) -> bool:
    return facts.areas.by_id[region].members < facts.areas.by_id[facts.home.county].members


def _beside(facts: Facts, question: str) -> dict[int, str]:
    """Our municipalities that another is only set beside, by which word they are: "än Salem, Tyresö och Haninge"."""
    ours, whole = _ours(facts), question[: language.LONGEST]
    small = ["", *(word.casefold() for word in language.WORD.findall(whole))]
    after_comma = {len(language.WORD.findall(whole[: sign.start()])) + 1 for sign in re.finditer(",", whole)}
    first, heads, beside = "", set[int](), dict[int, str]()
    for place, word in enumerate(small):
        if not (code := _known(language.unmarked(word), ours)):
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


def named(facts: Facts, question: str) -> str | None:
    """The municipality that a question is asked of, else the home group where it names that; None where neither.

    Our own are known however they are written; of the other ones a small word may be a name ("vara"), so they are
    known by their large letter within a sentence, or by "kommun" after them.
    """
    question = travel.spoken(question)
    asked_of = _municipality(facts, question) or regions.asked_of(facts, question) or _home(facts, question)
    return asked_of or _left_from(facts, question)


def _left_from(facts: Facts, question: str) -> str | None:
    """The one of our municipalities that a question names, where it is left and nowhere is gone to."""
    ours = ours_in(facts, question)
    is_left = len(ours) == 1 and LEFT.search(question) is not None and ARRIVES.search(question) is None
    return ours[0] if is_left else None


def _home(facts: Facts, question: str) -> str | None:
    """The home group where a question names it and not to set another beside it."""
    known = {language.unmarked(facts.home.name.casefold()): facts.areas.home.id}
    small = [word.casefold() for word in language.WORD.findall(question[: language.LONGEST])]
    asked = (word for before, word in zip(["", *small], small, strict=False) if before not in TOWARDS | BESIDE)
    return next((code for word in asked if (code := _known(language.unmarked(word), known))), None)


def are_crossed(facts: Facts, question: str) -> bool:
    """Whether a question is of those who go from one of our municipalities to another."""
    ours, whole = _ours(facts), question[: language.LONGEST]
    words = [language.unmarked(word.casefold()) for word in language.WORD.findall(whole)]
    beside = _beside(facts, whole)
    named = {code for place, word in enumerate(words) if place not in beside and (code := _known(word, ours))}
    is_of_two = len(named) > 1
    member = language.unmarked(language.stem(facts.home.municipalities.casefold()))
    is_of_members = any(language.unmarked(language.stem(word)) == member for word in words)
    is_of_another = travel.ANOTHER.search(whole) and _home(facts, whole)
    return bool(is_of_two or is_of_members or is_of_another or travel.BETWEEN.search(whole))


def are_at_home(facts: Facts, question: str) -> bool:
    """Whether a question is of those who work in the municipality where they live, which it then may name twice."""
    ours = _ours(facts)
    words = (language.unmarked(word.casefold()) for word in language.WORD.findall(question[: language.LONGEST]))
    named = [code for word in words if (code := _known(word, ours))]
    is_twice = len(named) > 1 and len({*named}) == 1 and travel.COMMUTES.search(question) is not None
    return is_twice or travel.AT_HOME.search(question) is not None


def speaks_of_home(facts: Facts, question: str) -> bool:
    """Whether a question says that it is of the home group: by its name, or by what its members call it together."""
    return names_home(facts, question) or OUR_OWN.search(question) is not None


def is_led_to(question: str, name: str) -> bool:
    """Whether a place is where somebody works or goes: "jobbar i Stockholm", "pendlar in till Stockholm"."""
    small = [word.casefold() for word in language.WORD.findall(question[: language.LONGEST])]
    pairs = zip(["", *small], small, strict=False)
    known = {name.casefold(): name}
    return any(before in {"i", "till", "mot"} and _known(word, known) for before, word in pairs)


def _municipality(facts: Facts, question: str) -> str | None:
    ours, question = _ours(facts), regions.without(facts, question)
    others = {facts.areas.name(code).casefold(): code for code in facts.areas.municipalities}
    written = language.WORD.findall(question[: language.LONGEST])
    small = [word.casefold() for word in written]
    passed = -1
    towards = TOWARDS - {"från"} if travel.COMMUTES.search(question) else TOWARDS  # who commutes from it lives there
    for place, word in enumerate(small):
        before = tuple(small[max(place - 2, 0) : place])
        is_next = before[-1:] == ("och",) and passed == place - 2
        if is_next or (before[-1:] and before[-1] in towards and before not in ACROSS):
            passed = place
            continue
        if code := _known(language.unmarked(word), ours):
            return code
        is_name = place > 0 and written[place][:1].isupper()
        if (is_name or OF_IT & set(small[place + 1 : place + 2])) and (code := _known(word, others)):
            return code
    return None


def set_beside(facts: Facts, question: str) -> list[str]:
    """Municipalities of ours that the area a question is asked of is set beside: those it names, or all the others."""
    question = travel.spoken(question)
    first, beside = _municipality(facts, question), [*_beside(facts, question).values()]
    is_all = asking.THE_REST.search(question[: language.LONGEST]) or asking.NEIGHBOURS.search(question)
    others = facts.areas.home_members if first and is_all else ()
    return [code for code in dict.fromkeys((*beside, *others)) if code != first]


def elsewhere(facts: Facts, question: str) -> list[str]:
    """Municipalities of no home group that a question names by their large letter, outside the names of regions."""
    ours = {*facts.areas.home_members}
    others = {facts.areas.name(code).casefold(): code for code in facts.areas.municipalities if code not in ours}
    written = language.WORD.findall(regions.without(facts, question)[: language.LONGEST])[1:]
    known = (_known(word.casefold(), others) for word in written if word[:1].isupper())
    return [*dict.fromkeys(code for code in known if code)]


def names_home(facts: Facts, question: str) -> bool:
    """Whether a question names the home group, whatever it says of it."""
    known = {language.unmarked(facts.home.name.casefold()): facts.areas.home.id}
    words = (language.unmarked(word.casefold()) for word in language.WORD.findall(question[: language.LONGEST]))
    return any(_known(word, known) for word in words)


def regions_beside(facts: Facts, question: str) -> list[str]:
    """Areas, no municipalities, that the one a question is asked of is set beside."""
    own = named(facts, question)
    return [one for one in regions.named(facts, question) if one != own]


def names(facts: Facts, question: str) -> list[str]:
    """What places are called that a question may name: ours, and those of the others that it writes as a name."""
    others = {facts.areas.name(code).casefold(): facts.areas.name(code) for code in facts.areas.municipalities}
    written = [word for word in language.WORD.findall(question[: language.LONGEST]) if word[0].isupper()]
    ours = [facts.areas.name(code) for code in facts.areas.home_members]
    return [*ours, *(word for word in written if _known(word.casefold(), others))]


def ours_in(facts: Facts, question: str) -> list[str]:
    """Our municipalities that a question names, whatever it says of them."""
    ours = _ours(facts)
    words = (language.unmarked(word.casefold()) for word in language.WORD.findall(question[: language.LONGEST]))
    return [*dict.fromkeys(code for word in words if (code := _known(word, ours)))]


def with_no_names(facts: Facts, question: str) -> str:
    """A question with one word for whichever of our municipalities it names: "kommunen", "kommunens"."""
    ours = _ours(facts)

    def told(found: re.Match[str]) -> str:
        word = language.unmarked(found.group().casefold())
        return found.group() if not _known(word, ours) else "kommunen" if word in ours else "kommunens"

    return language.WORD.sub(told, question[: language.LONGEST])


def spelled(facts: Facts, question: str) -> str:
    """A question with our municipalities' names as they are spelled: "Hudinge", "salm"."""
    ours = _ours(facts)

    def told(found: re.Match[str]) -> str:
        word = language.unmarked(found.group().casefold())
        near = [] if len(word) < SHORTEST or _known(word, ours) else get_close_matches(word, ours, n=1, cutoff=ALIKE)
        return facts.areas.name(ours[near[0]]) if near else found.group()

    return language.WORD.sub(told, question)


def _ours(facts: Facts) -> dict[str, str]:
    """The home group's municipalities by name, as `language.unmarked` writes it."""
    return {language.unmarked(facts.areas.name(code).casefold()): code for code in facts.areas.home_members}


def _known(word: str, names: dict[str, str]) -> str | None:
    """A name, also with its genitive's s, and of those who live there."""
    if code := names.get(word) or names.get(word.removesuffix("s")):
        return code
    return next((code for name, code in names.items() if _is_inhabitant(word, name)), None)


def _is_inhabitant(word: str, name: str) -> bool:
    return word.startswith(name) and INHABITANTS.fullmatch(word[len(name) :]) is not None
