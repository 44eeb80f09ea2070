"""Whether a question can be what a reader means: what it needs, what it cannot be asked as, what words it shares."""

from dashboard.content.facts import Facts
from dashboard.content.questions.reading import asking, search
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import figures, matters


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
