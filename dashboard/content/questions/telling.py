"""What tells a question from others, and whether one that is found is of something else than a reader means."""

from collections.abc import Iterable

from dashboard.content.facts import Facts
from dashboard.content.questions.apart import drafted, projects
from dashboard.content.questions.reading import areas, asking, kinds, language, search
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import figures, matters

WORDS, ASKED, NAMES, ABOUT = 3.0, 4.0, 2.5, 1.5
"""How much a word weighs where it stands: among the registry's words, in the question, in its names, in the rest."""

FIRST_YEAR = 1990
"""Years from this one on may be asked since."""


def words(facts: Facts, asked: str) -> str:
    """The words of a question that tell it from others: an answer that does not meet them is of something else.

    A short word is told by all its letters: "Handen" is no form of "Haninge".
    """
    exact = {form for text in unmet(facts, asked) for word in language.words(text) for form in typed(word)}
    stems = {stem for stem in passing_words(facts, asked) if len(stem) >= search.PART}
    searched = language.words(areas.searched(facts, asked))
    return " ".join(one for one in searched if one not in exact and language.unmarked(language.stem(one)) not in stems)


def is_of_other(facts: Facts, asked: str, first: Question) -> bool:
    """Whether a question is of something else: a price, somebody, a share, or what its words must have and lack."""
    price = stems(asking.PRICE)
    own = stems([*first.words, *first.names, *first.about, first.text])
    searched = areas.searched(facts, asked)
    of_price = stems([searched]) & price - own
    is_ahead = first.key.startswith("goal:") and kinds.WHO_IS_AHEAD.search(asked)
    of_somebody = asking.WHO.match(asked.strip()) and not matters.is_of_whom(first) and not is_ahead
    of_share = asking.SHARE.search(asked) is not None and figures.is_no_share(facts, first)
    said = asked if first.key == projects.WHOLE else kinds.COSTS.sub(" ", asked)
    says_nothing = not language.stems(words(facts, said)) and not asking.STANDING.match(asked.strip().casefold())
    named = " ".join((*first.words, *first.names, first.text))
    is_aside = first.key.startswith("indicator:") and search.shared(words(facts, asked), named) == 0
    is_of_else = of_price or of_somebody or of_share or says_nothing or is_other(first, searched) or is_aside
    return bool(is_of_else) or is_elsewhere(facts, asked, first)


def is_elsewhere(facts: Facts, asked: str, first: Question) -> bool:
    """Whether a municipality is asked of that an object does not name: which it touches is not known.

    Of one of the committee's that the question names it is asked all the same.
    """
    is_object = first.group == drafted.GROUP and bool(first.names) and first.key != projects.WHOLE
    named = areas.ours_in(facts, asked)
    if not is_object or not named or any(search.meets(facts.areas.name(code), first.names) for code in named):
        return False
    object_named = asking.OBJECT.search(asked)
    is_named = object_named and search.meets(object_named.group(), first.names)
    return first.key.startswith("plan:") or not (is_named or stems(first.names) <= stems([asked]))


def index(known: list[Question]) -> search.Index:
    """The index of every question's texts, each word weighed by where it stands."""
    fields = (((WORDS, one.words), (ASKED, (one.text,)), (NAMES, one.names), (ABOUT, one.about)) for one in known)
    return search.index(tuple(fields))


def passing_words(facts: Facts, asked: str) -> set[str]:
    """Words that an answer may leave unmet: of any question, of places and ways to go, and years that have been."""
    years = {str(year) for year in range(FIRST_YEAR, facts.as_of.year + 1)}
    return stems(unmet(facts, asked)) | years


def unmet(facts: Facts, asked: str) -> list[str]:
    """Places that a question names, and words of any question."""
    places = (*areas.names(facts, asked), facts.home.name, facts.home.region.name)
    return [*places, *language.FAINT, *language.EVERYDAY]


def stems(texts: Iterable[str]) -> set[str]:
    """The words of texts without endings, also as they are typed without å, ä and ö."""
    return {language.unmarked(language.stem(word)) for text in texts for word in language.words(text)}


def typed(word: str) -> tuple[str, str]:
    """A word as it is written, and as it is typed without å, ä and ö."""
    return word, language.unmarked(word)


# ───────────── Whether a question can be what a reader means ─────────────


def shares(one: Question, words: str) -> bool:
    """Whether a question has any of the words that tell another: what shares none is of something else."""
    return search.shared(words, " ".join((*one.words, *one.names, *one.about, one.text))) > 0


def is_of_same(one: Question, other: Question) -> bool:
    """Whether two questions are of one measure, or of one of anything else that is told by a key."""
    return one.key.partition(":")[2] == other.key.partition(":")[2] != ""


def is_other(one: Question, searched: str) -> bool:
    """Whether a question needs words that a reader's own lack."""
    return not all(search.meets(searched, texts) for texts in one.must)


def is_barred(facts: Facts, one: Question, whole: str, *, is_of_member: bool) -> bool:
    """Whether a question cannot be meant: of all for one municipality, of no share or no target where one is asked."""
    is_of_no_share = asking.SHARE.search(whole) is not None and figures.is_no_share(facts, one)
    is_target = one.key.startswith("target:") and asking.AIMS.search(whole) is None
    is_of_things = one.key.startswith("things:") and asking.LACKS.search(whole) is not None
    return is_of_no_share or is_target or is_of_things or (is_of_member and _is_of_all(one))


def _is_of_all(one: Question) -> bool:
    return one.key in matters.OF_ALL or one.key.startswith(f"{figures.COMPARED}:")
