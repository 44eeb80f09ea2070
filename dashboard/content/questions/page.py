"""The page Fråga: the field, the answers to what was asked, and everything that can be asked to choose from."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import Entry, Fold, Link, Links, PageBlock, PageSection, Slot
from dashboard.blocks.pieces import Note
from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.questions import begun, beyond, covered, every, once, parts
from dashboard.content.questions.apart import drafted, duties, projects, takes, towards
from dashboard.content.questions.reading import areas, asking, kinds, rewording, shown
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import aspects, comparisons, figures, gaps, matters
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed

ASKED, MINE = "fraga", "kommun"
"""The page's questions in addresses."""
LEAD = "Skriv din fråga med egna ord, eller välj bland allt som går att fråga om."
EXAMPLE = "Till exempel: Hur många laddpunkter?"
OF_TODAY = ("indicator:", "area", "goal:", "draft:", "object:", "commuting", figures.COMPARED)
"""How the keys begin of what tells how it is, and not what would be or will be."""
INSTEAD = "Svaret gäller {home}: {name} har ingen egen siffra här."
FOR_HOME = "Visa för {home}"
FULL = 2
"""Answers in full of what a question names beside: further ones are led to."""
ALSO = "Också här:"
ALL, USUAL, OTHERS = "Allt som går att fråga om", "Fråga till exempel", "Kanske menar du"
USUAL_KEYS = ("decisions", "objects", "commuting")
"""What is asked of the programme's own matters beside its goals and what their words name."""


def sections(facts: Facts, asked: str, mine: str, *, shows_draft: bool) -> list[PageSection]:
    """The page: the field, what is answered, and last everything that can be asked.

    Args:
        asked: in the reader's own words; empty before anything is. mine: the reader's own municipality, if chosen.
        shows_draft: as of `every.questions`.
    """
    known = every.questions(facts, shows_draft=shows_draft)
    field = PageSection("", [Text(LEAD, "lead"), Slot(ASKED)])
    told = _told(facts, known, asked, mine) if asked else [_usual(facts, known, mine)]
    missing = projects.missing(facts, known, asked) if duties.rest(facts, asked) is None else []
    return [field, *once.told(told), *once.unsaid(told, missing), _all(known, mine)]


def _told(facts: Facts, known: list[Question], asked: str, mine: str) -> list[PageSection]:
    """The answers, below which places there are no figures of to set others beside."""
    asked, choose = rewording.of_mine(facts, asked, mine)
    lacking = begun.without_figures(facts, known, asked)
    for name in lacking:
        asked = asked.replace(name, " ")
    told = _replied(facts, known, parts.as_list(facts, asked), mine)
    line = begun.NOT_HERE.format(names=capital(listed(lacking)))
    if choose and not once.cards(told):
        return _caption(choose)
    return [*_caption(choose), *_caption(line if lacking and once.cards(told) else ""), *told]


def _replied(facts: Facts, known: list[Question], asked: str, mine: str) -> list[PageSection]:
    """The answers: of each part of a question in parts, else of the question with what else may be meant."""
    if found := parts.of(facts, known, asked):
        firsts = [part.meant for part in found if part.meant]
        return [
            *_caption(beyond.supposed(asked)),
            *_of_mine(facts, asked, mine, firsts),
            *_in_parts(facts, known, found, mine),
        ]
    home, meant = facts.areas.home.id, every.meant(facts, known, asked)
    is_doubtful = not meant or every.is_doubtful(facts, known, asked, meant[0])
    if is_doubtful and (priced := parts.priced(facts, known, asked)):
        return [_lacking(facts, priced)]
    named = covered.beside(facts, known, asked, [] if is_doubtful else meant[:1])
    if is_doubtful and not named.subjects:
        of_figure = shown.named(facts, asked)
        return _replied(facts, known, of_figure, mine) if of_figure else _none(facts, known, asked, mine)
    first = named.subjects[0] if is_doubtful else meant[0]
    said = _asked_of(facts, asked, first) or (home if areas.speaks_of_home(facts, asked) else None)
    area = said or _mine_or_home(facts, first, mine)
    put = "" if area == home else area
    full, also = _in_full(named.subjects, FULL - (not is_doubtful))
    more = [part for one in full for part in _answered(facts, one, one.text, area)]
    rest = [*_also(also, put, mine), *_caption(gaps.unknown(facts) if named.unknown else "")]
    whose = [] if said else _of_mine(facts, asked, mine, [first], is_of_home=area == home)
    if is_doubtful:
        return [*_caption(beyond.before(facts, asked, is_left=bool(named.left))), *whose, *more, *rest]
    supposed = beyond.supposed(asked) if first.key.startswith(OF_TODAY) else ""
    told = [*_caption(supposed), *whose, *_answered(facts, first, asked, area)]
    if first.key in (projects.WHOLE, projects.COUNTY):  # each object has its own name in the answer, or its page
        meant = [one for one in meant if one.group != drafted.GROUP or one is first]
    others = _others(meant[1:], [told[-1], *more], area, put, put if put in facts.areas.municipalities else "")
    return [*told, *more, *others, *rest]


def _none(facts: Facts, known: list[Question], asked: str, mine: str) -> list[PageSection]:
    """That nothing is found, and what may be meant."""
    area = areas.named(facts, asked) or mine or facts.areas.home.id
    put = "" if area == facts.areas.home.id else area
    of_mine = put if put in facts.areas.municipalities else ""
    of_area = [figures.of_each(facts, asked)] if area in facts.areas.municipalities else []
    near_it = _others([*of_area, *begun.near(facts, known, asked)][: begun.NEAREST], [], area, put, of_mine)
    return [*begun.none(facts, beyond.told(facts, asked)), *(near_it or [_usual(facts, known, mine)])]


def _mine_or_home(facts: Facts, first: Question, mine: str) -> str:
    """The reader's own municipality where a question names none, or the home group where that alone has an answer."""
    key, home = first.key.partition(":")[2], facts.areas.home.id
    if not mine or key not in facts.of_programme:
        return mine or home
    silent = [figures.is_silent(answers.of_indicator(facts, key, area)) for area in (mine, home)]
    return home if silent == [True, False] and first.reply(mine).word else mine


def _caption(line: str) -> list[PageSection]:
    """A line about the answers; nothing where it is empty."""
    return [PageSection("", [Text(line, "caption")])] if line else []


def _in_full(subjects: Sequence[Question], room: int) -> tuple[list[Question], list[Question]]:
    """Which of the subjects that a question names beside are answered in full, objects by their names; and the rest."""
    full = [one for place, one in enumerate(subjects) if place < room or one.group == drafted.GROUP]
    return full, [one for one in subjects if one not in full]


def _also(questions: Sequence[Question], put: str, mine: str) -> list[PageSection]:
    """Ways to the answers of what a question names as well; nothing where that is nothing."""
    return [PageSection("", [Text(ALSO, "caption"), _ways(questions, "also", mine, put)])] if questions else []


def _in_parts(facts: Facts, known: list[Question], found: Sequence[parts.Part], mine: str) -> list[PageSection]:
    """The answer to each part, of the area that it names, else of the one before it; what has none says whom to ask."""
    is_of_home = areas.speaks_of_home(facts, " ".join(part.own for part in found))
    area, shown, unknown = (not is_of_home and mine) or facts.areas.home.id, list[PageSection](), list[str]()
    of, also, before = [part.meant for part in found if part.meant], list[Question](), set[str]()
    lacking = list[parts.Part]()
    for part in found:
        named = covered.beside(facts, known, part.own, of)
        of, first = [*of, *named.subjects], next(filter(None, (part.meant, *named.subjects)), None)
        area = (_asked_of(facts, part.own, first) if first else areas.named(facts, part.own)) or area
        own = _answered(facts, part.meant, part.read, area) if part.meant else []
        full, left = _in_full(named.subjects, max(FULL - len(once.cards([*shown, *own])), 0 if own else 1))
        more = [each for one in full for each in _answered(facts, one, one.text, area)]
        also += left
        unknown += named.unknown
        if not own and not more and not covered.names_any(facts, known, part.own):
            lacking += [] if named.unknown else [part]
        elif own or more:
            caption = PageSection("", [Text(beyond.RECOGNISED, "caption")])
            more = more if own or caption in shown or not named.left else [caption, *more]
        if part.meant and {one.text for one in once.cards(own)} <= {one.text for one in once.cards(shown)}:
            own = (
                once.new(part.own, own, shown)
                if asking.THE_REST.search(part.own) or kinds.COMPARES.search(part.own)
                else []
            )
            is_told = own or matters.is_of_all_asked(part.meant) or part.meant.key not in before
            lacking += [] if is_told or aspects.rest(part.own) or takes.rest(part.own) else [part]
        before |= {part.meant.key} if part.meant else set()
        shown += [*own, *more]
    if not once.cards(shown) and not also:
        return _none(facts, known, " ".join(part.own for part in found), mine)
    rest = [_unanswered(facts, lacking)] if lacking else _caption(gaps.unknown(facts) if unknown else "")
    return [*shown, *_also(also, "", mine), *rest]


def _unanswered(facts: Facts, lacking: Sequence[parts.Part]) -> PageSection:
    """Which parts of a question nothing is told of by itself, and whom to ask: an answer above may tell them."""
    told = gaps.NOT_BELOW.format(parts=listed(f"”{part.own}”" for part in lacking))
    whom = dict.fromkeys(
        gaps.near_it(facts, part.read, part.of.key.partition(":")[2] if part.of else "") for part in lacking
    )
    return PageSection("", [Text(f"{told} {' '.join(whom)}", "caption")])


def _lacking(facts: Facts, part: parts.Part) -> PageSection:
    """That no answer is found, and who can tell more."""
    whom = gaps.near_it(facts, part.read, part.of.key.partition(":")[2] if part.of else "")
    return PageSection("", [Answer(f"{capital(part.own)}?", "", gaps.NOT_FOUND, whom)], anchor="svar")


def _answered(facts: Facts, one: Question, asked: str, area: str) -> list[PageSection]:
    """A question's answer; before it of whom it is, where that is another than is asked of."""
    of_whom = _caption(begun.of_whom(facts, one, asked, area))
    is_counted = asking.COUNTED.match(asked.strip()) is not None
    return [*of_whom, card(begun.first(facts, one, asked, area), area, is_counted=is_counted)]


def _asked_of(facts: Facts, asked: str, first: Question) -> str | None:
    """The municipality that a question is asked of; of objects also one that they lead to. None where it names none."""
    is_of_home = areas.names_home(facts, asked) or first.key.startswith(f"{figures.COMPARED}:")
    is_of_home = is_of_home or comparisons.are_areas(facts, asked)
    if kinds.COMPARES.search(asked) and is_of_home and not areas.ours_in(facts, asked):
        return facts.areas.home.id
    ours = areas.ours_in(facts, asked)
    led_to = ours[:1] if first.group == drafted.GROUP else []
    named = next(iter(led_to), areas.named(facts, asked))
    if named is None and len(ours) == 1 and figures.is_waiting(facts, first):  # what is known there is told beside
        return ours[0]
    return None if towards.is_leveled(first) and named not in facts.areas.municipalities else named


def _of_mine(
    facts: Facts, asked: str, mine: str, firsts: Sequence[Question], *, is_of_home: bool = False
) -> list[PageSection]:
    """That an answer is of the reader's own municipality, and the way to the home group's, which undoes the choice.

    Nothing where none is chosen, the question says of whom it is asked, or the answer is the same of all.

    Args:
        is_of_home: whether it is the home group's all the same, as the municipality has no figure.
    """
    if is_of_home and mine:
        return _caption(INSTEAD.format(home=facts.home.name, name=facts.areas.name(mine)))
    is_said = areas.named(facts, asked) is not None or areas.speaks_of_home(facts, asked)
    if not mine or is_said or not any(begun.is_of(one, mine, facts.areas.home.id) for one in firsts):
        return []
    way = Link(FOR_HOME.format(home=facts.home.name), "questions", ((ASKED, asked), (MINE, "")), is_arrow=False)
    return [PageSection("", [Text(of_whom(facts, mine), "caption"), Links((way,), "mk-questions-home")])]


def municipality(facts: Facts, code: str) -> str:
    """What the reader's own municipality is called; that all are answered for where none is chosen."""
    return facts.areas.name(code) if code else facts.home.name


def of_whom(facts: Facts, mine: str) -> str:
    """That answers are of the reader's own municipality."""
    return f"Svaret gäller {facts.areas.name(mine)}, som du har valt."


def card(one: Question, area: str, *, is_counted: bool = False) -> PageSection:
    """A question with its answer, who says so and where more is said.

    Args:
        is_counted: whether it is asked how many there are, which then is said first where anything is counted.
    """
    reply = one.reply(area)
    question, word = reply.counted if is_counted and reply.counted else (reply.question, reply.word)
    source: list[PageBlock] = [Note(reply.source, "source")] if reply.source else []
    beside = tuple(line for line in reply.beside if line != f"{word}.")
    return PageSection("", [Answer(question, word, reply.answer, reply.hedge, beside), *source, *reply.links],
        anchor="svar")  # fmt: skip


def _others(
    others: Sequence[Question], told: Sequence[PageSection], area: str, put: str, mine: str
) -> list[PageSection]:
    """What else may be meant, each with its answer in small, but what has been told.

    Args:
        told: the answers above. put: the area that answers are of, empty for the home group. mine: that as a
            municipality, where it is one.
    """
    entries: list[PageBlock] = []
    said = {text for one in once.cards(told) for text in (one.question, one.text, *one.beside)}
    for place, one in enumerate(others):
        reply = one.reply(area)
        if said & {reply.question, reply.answer}:
            continue
        said |= {reply.question, reply.answer}
        of_it = Link(reply.question, "questions", ((ASKED, _asked(one, put)), (MINE, mine)), is_arrow=False)
        entries.append(Entry(f"line-question-{place}", of_it, None, [Note(reply.answer, "detail")]))
    return [PageSection(OTHERS, entries, level=3, simple="stays")] if entries else []


def _asked(one: Question, put: str) -> str:
    """A question as a way to its answer asks it: put of the municipality that the answer is of, where there is one."""
    return one.reply(put).question if put else one.text


def _usual(facts: Facts, known: Sequence[Question], mine: str) -> PageSection:
    """A few to begin with: the goals', of what the goals' words name, and of what is to be decided."""
    focus = [f"indicator:{key}" for goal in facts.goals.values() for key in goal.focus]
    keys = [*(f"goal:{key}" for key in facts.goals), *focus, *USUAL_KEYS]
    return PageSection(USUAL, [_ways([one for one in known if one.key in keys], "usual", mine)])


def _all(known: Sequence[Question], mine: str) -> PageSection:
    """Every question under its heading, each a way to its answer."""
    listed = [one for one in known if one.is_listed]
    folds = [
        Fold(f"{group} ({len(under)})", [_ways(under, f"group-{place}", mine)])
        for place, group in enumerate(dict.fromkeys(one.group for one in listed))
        if (under := [one for one in listed if one.group == group])
    ]
    return PageSection(ALL, folds)


def _ways(questions: Sequence[Question], key: str, mine: str, put: str = "") -> Links:
    """Ways to the answers of questions.

    Args:
        mine: the reader's own municipality, empty for none. put: the area that they are put of, empty for none.
    """
    asked = [_asked(one, put) for one in questions]
    ways = (Link(text, "questions", ((ASKED, text), (MINE, mine)), is_arrow=False) for text in asked)
    return Links(tuple(ways), f"mk-questions-{key}")
