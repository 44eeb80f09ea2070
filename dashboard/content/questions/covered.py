"""What a question names and no answer is of: subjects by the words that are declared for them, and words of none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.content.facts import Facts
from dashboard.content.questions import every, telling
from dashboard.content.questions.apart import drafted, duties, standing, towards, unfollowed
from dashboard.content.questions.asked_of_method import asked as of_method
from dashboard.content.questions.reading import asking, language, search, travel
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import commutes, matters

MOST = 3
"""Subjects that are answered beside what a question is found to mean."""
NAMED = ("goal:", "indicator:", "unfollowed:", "said:", "draft:", "object:", "commuting", "plan:county", "activities",
    "programme:next", "decisions", "annual_report", "vision", "aim")  # fmt: skip
"""How the keys begin of what has words of its own: others are asked with words of every question."""
RARE = 4
"""Questions that a word may stand in and still tell which is meant."""
DONE = language.way(r"\b(?:(?:vi|ni|folk) |(?:har|hade|ha|fått|blivit)\b(?:\W+\w+){0,4}?\W+"
    r"(?=\w{2,}(?:it|at|tt)\b))(\w+)")  # fmt: skip
"""What we do or somebody has done, which says nothing of what is asked of."""
VERB = language.way(r"\b(?:vad|hur|vem|som|att|ska|kan|vill|bör|vi|ni|man|jag) (\w+)")
"""What somebody does, which names nothing."""
DOES = language.way(r"\bvem (\w+)")
"""What it is asked who does, which names no subject of its own."""
MOVES = language.said(r"väx(?:er|a|te|t)")
"""Which way a subject goes, which is another's name where it stands alone."""
LONGEST = 4
"""Words of a name."""


@dataclass(frozen=True)
class Named:
    """What a question names.

    Attributes:
        subjects: those that no answer is of, in its order. unknown: its words that nothing here has.
        left: all its words that no answer and no subject is of.
    """

    subjects: list[Question]
    unknown: list[str]
    left: list[str]


def beside(facts: Facts, known: list[Question], asked: str, shown: Sequence[Question]) -> Named:
    """What a question names beside what the answers that are shown are of."""
    shared = {one.key for one in shown}
    is_of_whom = duties.rest(facts, asked) is not None and any(map(duties.is_of, shown))
    if (
        shared & {"trip", standing.STANDING} or is_of_whom or any(map(of_method.is_of, shared))
    ):  # their words name no subject that is asked of as well
        return Named([], [], [])
    near = [f"indicator:{one.nearest}" for one in facts.programme.unfollowed if f"unfollowed:{one.name}" in shared]
    own, home = {one.key: one for one in known}, facts.areas.home.id
    told_by = [travel.COMMUTES] if shared & {commutes.BETWEEN, commutes.CORE} else []  # words that say how it is asked
    told_by += [towards.COMES] if any(map(towards.is_leveled, shown)) else []
    told = [own.get(one.key) or replace(one, text=one.reply(home).question) for one in shown]  # its text is all asked
    told += [own[key] for key in near if key in own]  # its figure stands there
    how = asking.CHANGES.findall(asked) + DONE.findall(asked)
    verbs, doers = ({found.casefold() for found in way.findall(asked)} for way in (VERB, DOES))
    passing = {*language.words(" ".join(how)), "programmet", "nå"}
    found, left = list[Question](), list[str]()
    for span, one in _spans(facts, known, asked):
        if one and (span in doers or any(words.fullmatch(span) for words in told_by)):
            continue
        if any(_tells(other, span, asked) or (one and _is_same(other, one)) for other in told):
            continue
        if one:
            told.append(one)
            found.append(drafted.put(facts, unfollowed.of_subject(facts, one, span), asked))
        elif span not in passing:
            left.append(span)
    answers = [other.reply(home).answer for other in told]
    left = [span for span in left if not search.meets(span, answers)]
    index = telling.index(known)
    unknown = [one for one in left if len(one) > search.PART and one not in verbs and search.is_unknown(index, one)]
    return Named(found[:MOST], unknown, left)


def names_any(facts: Facts, known: list[Question], asked: str) -> bool:
    """Whether a question names a subject of its own."""
    return any(one for _, one in _spans(facts, known, asked))


def _spans(facts: Facts, known: list[Question], asked: str) -> Iterator[tuple[str, Question | None]]:
    """The words of a question that may name something, those of one name together, with what they name."""
    told = language.words(telling.words(facts, asking.YEARS.sub(" ", asked)))
    words = [one for one in told if one not in language.SMALL and len(one) > 1 and not MOVES.fullmatch(one)]
    while words:
        sizes = ((size, _named(facts, known, words[:size])) for size in range(min(LONGEST, len(words)), 0, -1))
        size, one = next((found for found in sizes if found[1]), (1, None))
        yield " ".join(words[:size]), one
        words = words[size:]


def _named(facts: Facts, known: list[Question], words: Sequence[str]) -> Question | None:
    """What words are declared as a name of; of several what they mean by themselves."""
    span = " ".join(words)
    is_rare = len(words) == 1 and telling.index(known).texts_with.get(language.stem(span), RARE + 1) <= RARE
    owners = [one for one in known if _is_named(one, span, is_rare=is_rare)]
    is_short = len(span) < search.PART and not any(span in one.words for one in owners)  # "bil" is no form of "bilar"
    if not owners or is_short:
        return None
    meant = every.certain(facts, known, span) if len(owners) > 1 else None
    return meant if meant in owners else owners[0]


def _is_named(one: Question, span: str, *, is_rare: bool) -> bool:
    """Whether words are a name of a question's subject; of an object also one that few have of its name."""
    if is_rare and one.group == drafted.GROUP and one.is_listed and search.meets(span, one.names):
        return True
    is_timed = one.key == matters.BY_ONE_MODE and is_rare and len(span) > search.PART + 1
    return (is_timed or one.key.startswith(NAMED)) and any(_is(span, name) for name in (*one.words, *one.names))


def _is(span: str, name: str) -> bool:
    """Whether words are a name, in whatever form each stands."""
    own, other = language.stems(span), language.stems(name)
    if len(other) == 1 < len(language.words(name)):  # its small words tell it from others
        return False
    return len(own) == len(other) > 0 and all(map(_are_alike, own, other))


def _are_alike(one: str, other: str) -> bool:
    short, long = sorted((language.unmarked(one), language.unmarked(other)), key=len)
    return short == long or (len(short) > search.PART and long.startswith(short) and len(long) - len(short) == 1)


def _is_same(one: Question, other: Question) -> bool:
    """Whether two questions are of one matter: what has been done for a goal is another than how it goes."""
    return one.key == other.key or (telling.is_of_same(one, other) and not other.key.startswith("activities"))


def _tells(one: Question, span: str, asked: str) -> bool:
    """Whether a question is of what words name: by a name of its own that is asked for, or by what is said of it."""
    own, whole = {*language.stems(span)}, {*language.stems(asked)}
    names = (*one.words, *one.names)
    is_named = any(_is(span, name) or own <= {*language.stems(name)} <= whole for name in names)
    return is_named or all(search.meets(word, (*one.about, one.text)) for word in language.words(span))
