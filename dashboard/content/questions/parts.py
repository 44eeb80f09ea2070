"""Questions in parts: each part by itself, with what those before it gave carried over; a part may lack an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.questions import covered, every, telling
from dashboard.content.questions.apart import drafted, duties, takes
from dashboard.content.questions.asked_of_method import asked as of_method
from dashboard.content.questions.reading import areas, asking, kinds, language, rewording, search, travel, whose
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import aspects, commutes, matters

CLAIMED = 2
"""Words of a goal's claim that a sentence has which is of that goal."""


@dataclass(frozen=True)
class Part:
    """A part of a question.

    Attributes:
        own: in the reader's words. read: with what is carried over.
        meant: what it means beyond doubt; None where nothing here answers it.
        of: what a later part may be of; None where nothing tells.
    """

    own: str
    read: str
    meant: Question | None
    of: Question | None = None


def of(facts: Facts, known: list[Question], asked: str) -> list[Part]:
    """The parts of a question that is more than one; none where it is one, or is told whole."""
    pieces = [] if _is_told_whole(facts, known, asked) else _pieces(asked)
    found: list[Part] = []
    for piece in pieces:
        part = _part(facts, known, piece, _comparable(facts, known, piece, found))
        last = found.pop() if found and _is_same_object(found[-1], part) else None
        read = f"{last.read} och {piece}" if last else ""
        both = (every.certain(facts, known, read) or last.meant) if last else None
        found.append(Part(f"{last.own} och {piece}", read, both, last.of) if last else part)
    return found if len(found) > 1 else []


def as_list(facts: Facts, asked: str) -> str:
    """A question with names as we spell them, in a row: "i Hanninge och i Salem" as "i Haninge och Salem"."""
    asked = rewording.plain(facts, asked)
    asked = asking.OBJECT_S.sub(lambda found: found.group()[:-1], asked)
    if preface := kinds.PREFACE.match(asked):
        asked, there = asked[preface.end() :], areas.ours_in(facts, preface.group())
        if kinds.ASKS_OF_IT.match(asked) and _is_bare(facts, asked):  # what it is of stands in the sentence before
            asked = f"{asked.rstrip(' ?')}, {preface.group().rstrip(' .')}?"
        asked = _of_goal(facts, asked, preface.group())
        if len(there) == 1 and not areas.ours_in(facts, asked):
            asked = f"{asked.rstrip(' ?')} i {facts.areas.name(there[0])}?"
    asked = kinds.AND_SURE.sub("", kinds.LED_TO.sub(r"Hur \1 det", asked))
    if not travel.COMMUTES.search(asked):  # where they go is told by it
        others = rf"(?i)\b((?:andra|övriga|sju) \w*kommuner\w*) (?:på|i) {re.escape(facts.home.name)}\b"
        asked = re.sub(others, r"\1", asked)
    asked = asking.SINCE_PROGRAMME.sub(lambda found: f"sedan {found[1] or facts.programme.base_year}", asked)
    return areas.in_a_row(facts, asked)


def _of_goal(facts: Facts, asked: str, preface: str) -> str:
    """A question of the goal whose claim stands before it."""
    claimed = [one for one in facts.goals.values() if one.claim and search.shared(one.claim, preface) >= CLAIMED]
    if len(claimed) != 1 or not (kinds.COMPARES.search(asked) or takes.ASKED.search(asked)):
        return asked
    first = kinds.AND_THEN.split(asked.rstrip(" ?"), maxsplit=1)[0]
    return f"{first} i {claimed[0].heading.lower()}{asked[len(first) :]}"


def priced(facts: Facts, known: list[Question], asked: str) -> Part | None:
    """A question of what it costs that a measure counts, which nothing here answers; None of anything else."""
    rest = kinds.COSTS.sub(" ", asked) if kinds.COSTS.search(asked) else ""
    of = every.certain(facts, known, rest) if rest else None
    is_measure = of is not None and of.key.partition(":")[2] in facts.of_programme
    return Part(asked.strip(" ?"), asked, None, of) if is_measure else None


def _is_same_object(last: Part, part: Part) -> bool:
    """Whether two parts are of one object, whose answer tells both."""
    first, second = last.meant, part.meant
    return first is not None and second is not None and first.key == second.key and first.group == drafted.GROUP


def _is_told_whole(facts: Facts, known: list[Question], asked: str) -> bool:
    is_of_actors = duties.rest(facts, asked) is not None and whose.are_set_beside(facts, _pieces(asked))
    if every.is_put(facts, known, asked) or commutes.parts(facts, asked) is not None or is_of_actors:
        return True
    whole = every.certain(facts, known, asked) if len(_pieces(asked)) > 1 else None
    return whole is not None and of_method.is_whole(whole.key)


def _pieces(asked: str) -> list[str]:
    """A question divided where another begins, each part with a word of its own."""
    pieces = (piece.strip(" ,;.!?") for piece in kinds.AND_THEN.split(asked))
    return [piece for piece in pieces if language.words(piece)]


def _part(facts: Facts, known: list[Question], piece: str, before: Sequence[Part]) -> Part:
    """What a part means: of what was asked of before it where it says so or says nothing else, else by itself."""
    of = next(iter(_carried(facts, before)), None)
    names_own = covered.names_any(facts, known, piece)
    ends = kinds.FROM_TO.search(before[0].own) if before and kinds.TIMED.search(piece) else None
    if not names_own and not ends and (same := _of_before(facts, known, piece, before)):
        return same
    if before and (own := every.certain(facts, known, piece)) and (duties.is_of(own) or of_method.is_of(own.key)):
        return Part(piece, piece, own, of)  # what one may do oneself needs no subject
    subject = _subject(facts, of) if of else ""
    if ends and not kinds.FROM_TO.search(piece):
        ways = [f"{piece} {before[0].own[ends.start() :]}"]
    elif before and (kinds.OF_THOSE.search(piece) or _is_bare(facts, piece)):
        told = " ".join(kinds.THAN_YEAR.sub(" ", kinds.OF_THOSE.sub(" ", piece)).split())
        ways = [*([piece] if names_own else []), *([f"{told}, {subject}"] if subject else [])]
    else:
        ways = [piece, *([f"{piece}, {subject}"] if subject else [])]
    for way in ways:
        meant = every.certain(facts, known, way)
        if meant and (_is_of_own(facts, known, piece, meant, before) if way == piece else _may_be_of(piece, meant)):
            others = [meant] if _subject(facts, meant) else every.subject_of(facts, known, aspects.rest(piece))
            return Part(piece, way, meant, next(iter(others), of))
    named = covered.beside(facts, known, piece, [one.meant for one in before if one.meant]).subjects
    return Part(piece, piece, None, next(iter(named), of))


def _comparable(facts: Facts, known: list[Question], piece: str, before: Sequence[Part]) -> list[Part]:
    """The parts before one that sets ours beside each other: of what has no figures what lies nearest has them."""
    if not asking.THE_REST.search(piece):
        return [*before]
    own = {one.key: one for one in known}
    near = {f"indicator:{key}": own.get(f"indicator:{its.nearest}") for key, its in facts.of_programme.items()
        if its.nearest and not facts.is_computed(key)}  # fmt: skip
    return [replace(one, of=near.get(one.of.key) or one.of) if one.of else one for one in before]


def _carried(facts: Facts, before: Sequence[Part]) -> list[Question]:
    """What a part may be of that says nothing else: what was asked of last first, but measures without figures."""

    def is_silent(one: Question) -> bool:
        key = one.key.partition(":")[2]
        return key in facts.of_programme and not facts.is_computed(key)

    return sorted((one.of for one in reversed(before) if one.of), key=is_silent)


def _of_before(facts: Facts, known: list[Question], piece: str, before: Sequence[Part]) -> Part | None:
    """A part that, with the subject of one before it, asks the same again: by whom, how far; None of others."""
    for of in _carried(facts, before):
        read = f"{' '.join(kinds.OF_THOSE.sub(' ', piece).split())}, {_subject(facts, of)}"
        meant = every.certain(facts, known, read)
        if meant and meant.key == of.key and meant.group != drafted.GROUP:
            return Part(piece, read, meant, of)
    return None


def _is_of_own(facts: Facts, known: list[Question], piece: str, meant: Question, before: Sequence[Part]) -> bool:
    """Whether a part by itself means something: after another it names it, or what it means has no name."""
    return not before or not meant.key.startswith(covered.NAMED) or covered.names_any(facts, known, piece)


def _may_be_of(piece: str, meant: Question) -> bool:
    """Whether a part may ask of what was asked of before it: an object's answer tells only some things."""
    return not meant.names or meant.group != drafted.GROUP or drafted.tells(piece)


def _is_bare(facts: Facts, piece: str) -> bool:
    """Whether a part says how something is asked of and not of what."""
    if kinds.rest_of_deciding(piece) is not None:
        return False
    piece = takes.rest(piece) or piece
    left = kinds.NEEDED.sub(" ", drafted.rest(kinds.COSTS.sub(" ", aspects.rest(piece) or piece)))
    return not language.stems(telling.words(facts, asking.YEARS.sub(" ", left)))


def _subject(facts: Facts, of: Question) -> str:
    """What a question is of: a measure by its everyday name, an object by its own, else the first word for it.

    What the programme says is of the last of its first words: "kommittén" of "träffas kommittén".
    """
    key = of.key.partition(":")[2]
    if key in facts.goals:
        return facts.goals[key].heading
    if key in facts.of_programme:
        return plain(facts.indicator(key))
    told = next(iter((*of.names, *of.words)), "") if of.is_listed or duties.is_of(of) else ""
    return told.rpartition(" ")[2] if of.key.startswith(matters.SAID) else told
