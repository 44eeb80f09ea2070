"""Every question there is, and those that a reader's own words mean."""

from dataclasses import replace

from dashboard.content.facts import Facts
from dashboard.content.questions import direct, telling
from dashboard.content.questions.apart import (
    chargeable,
    drafted,
    duties,
    guidance,
    people,
    projects,
    standing,
    strengths,
    takes,
    towards,
    unfollowed,
)
from dashboard.content.questions.asked_of_method import asked as of_method
from dashboard.content.questions.reading import areas, asking, kinds, language, search, travel
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import (
    amounts,
    aspects,
    commutes,
    figures,
    goals,
    levels,
    matters,
    moved,
)


def questions(facts: Facts, *, shows_draft: bool) -> list[Question]:
    """Every question, as the lists have them: the goals first. shows_draft: as of `projects.questions`."""
    return [
        *goals.of_goals(facts),
        *goals.measures(facts),
        *figures.of_indicators(facts),
        *takes.questions(facts),
        *figures.of_compared(facts),
        *figures.of_municipalities(facts),
        *people.questions(facts),
        *commutes.questions(facts),
        *matters.of_travel(facts),
        *projects.questions(facts, shows_draft=shows_draft),
        *figures.of_targets(facts),
        *matters.of_decisions(facts),
        *moved.questions(facts),
        *standing.questions(facts),
        *matters.of_programme(facts),
        *duties.questions(facts),
        *unfollowed.of_unfollowed(facts),
        *matters.of_files(facts),
        *matters.of_words(facts),
    ]


def meant(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """The questions that a reader's words mean, best first; that question alone where it is one of ours.

    One of ours is also one as it is put of a municipality, as links to a municipality's answers ask it.
    """
    found = _found(facts, known, asked)
    if not found:
        return []
    searched, first = areas.searched(facts, asked), found[0]
    others = [one for one in found[1:] if not telling.is_other(one, searched) or telling.is_of_same(one, first)]
    words = telling.words(facts, asked)
    if not first.is_listed or not language.stems(words) or direct.of(facts, known, asked):
        return [unfollowed.of_subject(facts, first, asked), *others]
    if not telling.shares(first, words) and is_doubtful(facts, known, asked, first):
        return []
    others = [one for one in others if telling.is_of_same(one, first) or telling.shares(one, words)]
    return [unfollowed.of_subject(facts, first, asked), *others]


def certain(facts: Facts, known: list[Question], asked: str) -> Question | None:
    """The question that a reader's words mean beyond doubt; None where there is none, or it may be another."""
    first = next(iter(meant(facts, known, asked)), None)
    return first if first and not is_doubtful(facts, known, asked, first) else None


def is_put(facts: Facts, known: list[Question], asked: str) -> bool:
    """Whether a question is one of ours word for word, also as its answer puts it of a municipality."""
    whole = asked.strip().casefold()
    return any(one.text.casefold() == whole for one in known) or _put_of(facts, known, asked) is not None


def _found(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """What is told by how a question is put, the most certain way first; else what its words mean."""
    if same := [one for one in known if one.text.casefold() == asked.strip().casefold()]:
        return same
    if put := _put_of(facts, known, asked):
        return [put]
    if told := of_method.of(facts, known, asked, lambda text: next(iter(subject_of(facts, known, text)), None)):
        return told
    for way in (_towards, _apart, _leveled, _of_commuters, _explained, _of_aspect):
        if found := way(facts, known, asked):
            return found
    found, whole = _meant(facts, known, asked), kinds.PER_EACH.sub(" ", asked)
    counted = _meant(facts, known, whole) if found and whole != asked else []
    return _reached(facts, known, asked, amounts.per_each(facts, known, asked, found, counted))


def subject_of(facts: Facts, known: list[Question], rest: str) -> list[Question]:
    """What a question is of, without the words that tell how it is put, best first; none where that is doubtful."""
    found = _meant(facts, known, rest) if rest.strip("?!. ") else []
    return found if found and not is_doubtful(facts, known, rest, found[0]) else []


def _first(first: Question | None, others: list[Question]) -> list[Question]:
    """A question before others; none where it is none."""
    return [first, *(one for one in others if one is not first)] if first else []


def _towards(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """How many more a named area's level takes, or the best one's; none of anything else."""
    others = subject_of(facts, known, towards.rest(facts, asked))
    return towards.asked_of(facts, known, asked, others[0]) if others else []


def _apart(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """What is told by how a question is put: of whom to ask, of a journey, of how people go, of an object."""
    rest = kinds.MISSING.sub(" ", kinds.CONTACT.sub(" ", asked)) if kinds.CONTACT.search(asked) else ""
    shows_draft = any(one.key.startswith("draft:") for one in known)
    if found := standing.asked_of(facts, known, asked, telling.words(facts, strengths.rest(asked))):
        return found
    is_of_ours = asking.ASPECTS["eight"].search(asked)  # which of ours has most of it
    about_it = None if is_of_ours else next(iter(subject_of(facts, known, duties.rest(facts, asked) or "")), None)
    if who := None if is_of_ours else duties.asked_of(facts, asked, about_it):
        return who
    told = takes.asked_of(facts, asked, telling.words(facts, takes.rest(asked)))
    about = None if told else next(iter(subject_of(facts, known, rest)), None)
    told = told or guidance.asked_of(facts, asked, about, known, shows_draft=shows_draft)
    if told:
        return [told]
    if told := chargeable.asked_of(facts, asked):
        return [told, *(one for one in _meant(facts, known, asked) if one.key in chargeable.beside(facts))]
    if done := kinds.DONE_FOR.search(text := areas.with_no_names(facts, asked)):
        subject = next(iter(subject_of(facts, known, text[done.end() :])), None)
        return matters.done_for(facts, known, asked, subject) if subject else []
    if kinds.BY_WHICH.search(asked) and not kinds.TIMED.search(asked):
        by_mode = f"indicator:{facts.registry.roles.trip_modes}"
        if found := [replace(one, text=asked) for one in known if one.key == by_mode]:
            return found
    if kinds.COUNTY_PLAN.search(asked) and not kinds.OUR_SHARE.search(asked) and not unfollowed.certain(facts, asked):
        of_object = _of_object(facts, known, kinds.COUNTY_PLAN.sub(" ", asked))
        return projects.of_county_plan(facts, known, asked, next(iter(of_object), None))
    if unknown := projects.unknown(facts, known, asked):
        return [unknown]
    return _of_object(facts, known, asked) if drafted.is_put(asked) else []


def _of_object(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """An object or a goal that it is asked when, why or by whom of; none of anything else."""
    rest = drafted.rest(asked)
    is_opened = kinds.OPENS.search(asked) is not None
    others = sorted(_meant(facts, known, rest), key=lambda one: is_opened and one.group != drafted.GROUP)
    if not others or is_doubtful(facts, known, rest, others[0]):
        return []
    if others[0].group == drafted.GROUP and others[0].names and others[0].key != projects.WHOLE:
        return [replace(drafted.put(facts, others[0], asked), text=asked)]
    is_decided = others[0].key.startswith("goal:") and kinds.BY_WHOM.search(asked)
    decided = [replace(one, text=asked) for one in known if one.key == matters.DECIDED and is_decided]
    return [*decided, *others] if decided else []


def _put_of(facts: Facts, known: list[Question], asked: str) -> Question | None:
    """The question that is asked word for word as its answer puts it of the municipality that it names."""
    area = areas.named(facts, asked)
    if area is None or area == facts.areas.home.id:
        return None
    whole = asked.strip().casefold()
    found = (one for one in _meant(facts, known, asked) if one.reply(area).question.casefold() == whole)
    return next((replace(one, text=asked) for one in found), None)


def _of_commuters(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """Where they go who commute, or what share they are; then how many."""
    parts = commutes.parts(facts, asked)
    return [parts, *(one for key in commutes.beside(facts) for one in known if one.key == key)] if parts else []


def _explained(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """An indicator that it is asked what its everyday word means, where no declared word is that; none else."""
    is_asked = asking.MEANING.match(asked.strip())
    others = subject_of(facts, known, asking.MEANING.sub(" ", asked.strip())) if is_asked else []
    if not others or any(one.group == matters.WORDS for one in others) or not others[0].key.startswith("indicator:"):
        return []
    return [aspects.meaning(facts, others[0], asked), *others[1:]]


def _of_aspect(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """What is asked of a measure beside how it stands, then what else its other words mean; none without both."""
    rest = aspects.rest(asked)
    others, whole = subject_of(facts, known, rest), subject_of(facts, known, kinds.PER_HEAD.sub(" ", rest))
    others = whole if whole and not _is_of_one_measure(facts, others, whole) else others
    others = [*_nearest(facts, known, others[0]), *others] if others and aspects.is_pace(asked) else others
    return _first(aspects.of(facts, known, asked, others[0]), others) if others else []


def _nearest(facts: Facts, known: list[Question], one: Question) -> list[Question]:
    """The measure that lies nearest what nothing follows: what it takes is told of that; none of anything else."""
    near = {f"unfollowed:{each.name}": f"indicator:{each.nearest}" for each in facts.programme.unfollowed}
    return [each for each in known if each.key == near.get(one.key)]


def _is_of_one_measure(facts: Facts, one: list[Question], other: list[Question]) -> bool:
    """Whether two measures are made of one: what there is for each inhabitant and all there is of it."""
    keys = [each[0].key.partition(":")[2] if each else "" for each in (one, other)]
    made_of = [{*facts.indicator(key).measures} if key in facts.of_programme else {key} for key in keys]
    return bool(made_of[0] & made_of[1])


def _leveled(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """What a level of a reader's own takes, then what else its other words mean; none without a level."""
    others = subject_of(facts, known, levels.rest(asked)) if levels.read(asked, facts.as_of.year) else []
    return _first(levels.of(facts, known, asked, others[0]), others) if others else []


def _reached(facts: Facts, known: list[Question], asked: str, found: list[Question]) -> list[Question]:
    """What is found, of a target that it is asked whether one reaches the indicator's own answer first."""
    kind, _, key = found[0].key.partition(":") if found else ("", "", "")
    is_asked = kind == "target" and asking.REACHES.search(asked) and not is_doubtful(facts, known, asked, found[0])
    own = [replace(one, text=asked) for one in known if one.key == f"indicator:{key}"] if is_asked else []
    return [*own, *(one for one in found if one.key not in {other.key for other in own})]


def _meant(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """The questions that words mean, best first, whatever aspect of them is asked of."""
    whole = asked.strip().casefold()
    if told := direct.of(facts, known, asked):
        return told
    named, home = areas.named(facts, asked), facts.areas.home.id
    area = None if named == home else named
    if asking.STANDING.match(whole) and not area and not language.stems(telling.words(facts, asked)):
        return [one for one in known if one.key == f"area:{facts.areas.home.id}"]
    faint = [*([facts.areas.name(area)] if area else []), facts.home.name, *language.FAINT]
    is_of_member = area in facts.areas.home_members
    is_of_member = is_of_member or bool(areas.set_beside(facts, asked))
    barred = {
        number for number, one in enumerate(known) if telling.is_barred(facts, one, whole, is_of_member=is_of_member)
    }
    passing, searched = telling.passing_words(facts, asked), areas.searched(facts, asked)
    numbers = search.ranked(telling.index(known), searched, faint, passing, barred)
    if asking.SHARE.search(whole) and not (numbers and _is_certain(facts, known, asked, known[numbers[0]])):
        no_shares = {number for number in barred if not figures.is_no_share(facts, known[number])}
        numbers = search.ranked(telling.index(known), searched, faint, passing, no_shares)
    ranked = [known[number] for number in numbers]
    if asking.MEANING.match(whole):
        ranked.sort(key=lambda one: one.group != matters.WORDS)
    key = None
    if travel.COMMUTES.search(whole) and areas.are_crossed(facts, asked):
        key = commutes.BETWEEN
    elif commutes.is_to_core(facts, asked):
        key = commutes.CORE
    ranked = _certain_first(facts, known, asked, _key_first(known, ranked, key))
    if ranked and telling.is_elsewhere(facts, asked, ranked[0]):
        ranked = _key_first(known, ranked, projects.WHOLE)
    if travel.AGAINST_CAR.search(whole):
        ranked.sort(key=lambda one: one.key == matters.BY_ONE_MODE)
    if kinds.FAR.search(whole):
        ranked.sort(key=lambda one: not any(kinds.FAR.search(words) for words in one.words))
    return _first(next((one for one in ranked if not telling.is_other(one, searched)), None), ranked) or ranked


def _key_first(known: list[Question], ranked: list[Question], key: str | None) -> list[Question]:
    """What is ranked, after the question of a key; as it is where the key is None."""
    own = [one for one in known if one.key == key]
    return [*own, *(one for one in ranked if one not in own)]


def _certain_first(facts: Facts, known: list[Question], asked: str, ranked: list[Question]) -> list[Question]:
    """What is ranked, what it is compared in before the comparison of everything, where that is told."""
    if not ranked[1:] or ranked[0].key != figures.COMPARED:
        return ranked
    return sorted(ranked, key=lambda one: not _is_certain(facts, known, asked, one))


def _is_certain(facts: Facts, known: list[Question], asked: str, first: Question) -> bool:
    return not search.is_doubtful(telling.index(known), telling.words(facts, asked), known.index(first))


def is_doubtful(facts: Facts, known: list[Question], asked: str, first: Question) -> bool:
    """Whether a reader may mean something else than the question that comes first: its answer then misleads."""
    if first.text.casefold() == asked.strip().casefold() or direct.of(facts, known, asked)[:1] == [first]:
        return False
    if first.key == commutes.BETWEEN and areas.are_crossed(facts, asked):
        return False
    if first.key == commutes.CORE and commutes.is_to_core(facts, asked):
        return False
    if telling.is_of_other(facts, asked, first):
        return True
    if first.group == drafted.GROUP and asking.OBJECT.search(asked):
        asked = kinds.STATE.sub(" ", asked)
    return search.is_doubtful(telling.index(known), telling.words(facts, asked), known.index(first))
