"""What tells a question from others, and whether one that is found is of something else than a reader means."""

from dashboard.content.facts import Facts
from dashboard.content.questions.apart import drafted, projects, suited
from dashboard.content.questions.reading import areas, asking, kinds, language, search, unmet
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import figures, matters

WORDS, ASKED, NAMES, ABOUT = 3.0, 4.0, 2.5, 1.5
"""How much a word weighs where it stands: among the registry's words, in the question, in its names, in the rest."""


def words(facts: Facts, asked: str) -> str:
    """The words of a question that tell it from others: an answer that does not meet them is of something else.

    A short word is told by all its letters: "Handen" is no form of "Haninge".
    """
    exact = {form for text in unmet.unmet(facts, asked) for word in language.words(text) for form in unmet.typed(word)}
    stems = {stem for stem in unmet.passing_words(facts, asked) if len(stem) >= search.PART}
    searched = language.words(areas.searched(facts, asked))
    return " ".join(one for one in searched if one not in exact and language.unmarked(language.stem(one)) not in stems)


def is_of_other(facts: Facts, asked: str, first: Question) -> bool:
    """Whether a question is of something else: a price, somebody, a share, or what its words must have and lack."""
    price = unmet.stems(asking.PRICE)
    own = unmet.stems([*first.words, *first.names, *first.about, first.text])
    searched = areas.searched(facts, asked)
    of_price = unmet.stems([searched]) & price - own
    of_somebody = asking.WHO.match(asked.strip()) and not matters.is_of_whom(first)
    of_share = asking.SHARE.search(asked) is not None and figures.is_no_share(facts, first)
    said = asked if first.key == projects.WHOLE else kinds.COSTS.sub(" ", asked)
    says_nothing = not language.stems(words(facts, said)) and not asking.STANDING.match(asked.strip().casefold())
    is_other = of_price or of_somebody or of_share or says_nothing or suited.is_other(first, searched)
    return bool(is_other) or is_elsewhere(facts, asked, first)


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
    return first.key.startswith("plan:") or not (is_named or unmet.stems(first.names) <= unmet.stems([asked]))


def index(known: list[Question]) -> search.Index:
    """The index of every question's texts, each word weighed by where it stands."""
    fields = (((WORDS, one.words), (ASKED, (one.text,)), (NAMES, one.names), (ABOUT, one.about)) for one in known)
    return search.index(tuple(fields))
