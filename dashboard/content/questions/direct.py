"""What is told by the kind of a question rather than by its words."""

from dashboard.content.facts import Facts
from dashboard.content.questions import telling
from dashboard.content.questions.apart import duties, people, projects, standing, unfollowed
from dashboard.content.questions.reading import areas, asking, kinds, language, search
from dashboard.content.questions.reading.language import way
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import bodies, comparisons, figures, goals, matters, moved

LESS_A_YEAR = way(r"\bhur mycket\b.{0,40}\b(?:måste|behöver|ska)\b.{0,60}\b(?:minska|ned|ner|sjunka)\b")
"""That it is asked how much less there must be."""


def of(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """What is told by the kind of a question rather than by its words: of the goals, of money, of what none follows."""
    keys = list[str]()
    rest = kinds.FIRST_OF_ALL.sub(" ", kinds.COMPARES.sub(" ", asked))
    is_only_beside = kinds.COMPARES.search(asked) and _is_all(facts, rest)
    is_of_people = kinds.rest_of_people(asked) is not None
    if of_programme := _of_programme(facts, asked):
        keys = of_programme
    elif not is_of_people and _is_of_each(facts, asked):
        return [figures.of_each(facts, asked)]
    elif is_only_beside and comparisons.named(facts, asked):
        keys = [figures.COMPARED]
    elif _is_all(facts, kinds.rest_of_goals(asked)):
        keys = [matters.REACHED]
    elif of_body := _of_body(facts, asked):
        keys = of_body
    elif not asking.is_of_change(asked) and _is_all(facts, kinds.rest_of_people(asked)):
        keys = people.of(facts)
    elif not _asks_of_measure(asked) and (no_measure := unfollowed.certain(facts, asked)):
        keys = [no_measure]
    elif kinds.COSTS.search(asked) and _is_all(facts, kinds.COSTS.sub(" ", asked)):
        keys = [projects.COST, projects.WHOLE]
    elif kinds.is_of_sum(asked) and not asking.OBJECT.search(asked):
        keys = [projects.SUM, projects.WHOLE, "plan:county"]
    return [one for key in keys for one in known if one.key == key]


def _asks_of_measure(asked: str) -> bool:
    """Whether it is asked what only a measure answers: which of ours has most, how much less a year."""
    return asking.ASPECTS["eight"].search(asked) is not None or LESS_A_YEAR.search(asked) is not None


def _of_programme(facts: Facts, asked: str) -> list[str]:
    """The keys of what comes next, is not followed or has moved, how all stands and whether we lead: of no more."""
    if kinds.COMING.search(asked):
        return [matters.NEXT, *([unfollowed.WHOLE] if kinds.PROPOSES.search(asked) else [])]
    if unfollowed.is_of_all(facts, asked):
        return [unfollowed.WHOLE]
    if kinds.MOVED.search(asked) and _is_all(facts, kinds.MOVED_ASIDE.sub(" ", kinds.MOVED.sub(" ", asked))):
        return [moved.KEY]
    if followed := _followed(facts, asked):
        return followed
    if standing.is_of_all(facts, asked):
        return [standing.STANDING]
    is_first = kinds.LEADS.match(asked) and kinds.FIRST_OF_ALL.search(asked) and not areas.ours_in(facts, asked)
    return [matters.REACHED] if is_first and _is_all(facts, kinds.FIRST_OF_ALL.sub(" ", asked)) else []


def _followed(facts: Facts, asked: str) -> list[str]:
    """The key of which measures a goal has, where that is asked of one."""
    found = kinds.MEASURES_OF.search(asked)
    rest = telling.words(facts, kinds.MEASURES_OF.sub(" ", asked)) if found else ""
    named = [key for key, one in facts.goals.items() if search.meets(rest, (one.heading, one.sentence, *one.words))]
    return [f"{goals.FOLLOWED_BY}:{named[0]}"] if len(named) == 1 else []


def _is_of_each(facts: Facts, asked: str) -> bool:
    """Whether it is asked how our municipalities stand beside each other, or what one of them does best."""
    beside = kinds.COMPARES.sub(" ", asking.THE_REST.sub(" ", asked))
    if _sets_ours_beside(facts, asked) and _is_all(facts, beside):
        return True
    rest = kinds.BEST_AT.sub(" ", asked)
    return rest != asked and bool(areas.ours_in(facts, asked)) and _is_all(facts, rest)


def _sets_ours_beside(facts: Facts, asked: str) -> bool:
    """Whether one of ours is set beside others of ours, the home group, or any other area."""
    if areas.set_beside(facts, asked):
        return True
    is_of_ours = areas.named(facts, asked) in facts.areas.home_members and kinds.COMPARES.search(asked) is not None
    return is_of_ours and (areas.is_beside_home(facts, asked) or bool(comparisons.named(facts, asked)))


def _of_body(facts: Facts, asked: str) -> list[str]:
    """The keys of what waits, of who does what, of who judges the goals and who decides them, where that is asked."""
    if kinds.FIRST_TO_DECIDE.search(asked) or (kinds.BODY_TO_DO.search(asked) and bodies.names_any(facts, asked)):
        return [bodies.DECISIONS]
    if _is_all(facts, _of_whom(facts, asked)):
        return [matters.SHARED, duties.WHOLE]
    if _is_all(facts, kinds.rest_of_judging(asked)):
        return [matters.JUDGED]
    return [matters.DECIDED, "programme"] if _is_all(facts, kinds.rest_of_deciding(asked)) else []


def _of_whom(facts: Facts, asked: str) -> str | None:
    """What else a question has that asks who does what, beside the bodies that it names; None of any other."""
    rest = kinds.rest_of_sharing(asked)
    if rest is None:
        return None
    held = facts.home.bodies
    ours = (held.leadership, held.network, held.committee)
    named = {language.stem(word) for one in ours for word in language.words(f"{one.name} {one.short}")}
    named |= {*language.stems(f"{facts.home.office} {facts.home.municipalities}")}
    return " ".join(word for word in language.words(rest) if language.stem(word) not in named)


def _is_all(facts: Facts, rest: str | None) -> bool:
    """Whether nothing else is asked of, beside what tells a question's kind."""
    return rest is not None and not language.stems(telling.words(facts, rest))
