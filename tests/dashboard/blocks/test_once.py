"""Each fact once a page: whole where it first stands, and short after that, wherever it may be read alone whole."""

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.once import Once, whole
from dashboard.blocks.page import Beside, Entry, Fold, Link, PageBlock, PageSection
from dashboard.blocks.pieces import Note
from dashboard.blocks.placed import placed
from dashboard.blocks.simple import within

FIRST = Once("cars", "Många företagsbilar är skrivna i kommunen.", "Jämförs inte.")
OTHER = Once("cars", "Värdet säger lite om invånarna.")


def read(sections: list[PageSection], said: set[str] | None = None) -> list[str]:
    found = placed(sections, said if said is not None else set())
    inner = [one for section in found for block in within(section.blocks) for one in _inside(block)]
    return [one.text for one in inner if isinstance(one, Text | Note)]


def _inside(block: PageBlock) -> list[PageBlock]:
    return [*block.blocks] if isinstance(block, Entry | Fold) else [block]


def entry(*told: str | Once) -> Entry:
    return Entry("line", Link("", "indicator"), "7 %", [Note.of(told, "detail")])


def test_what_is_read_alone_is_whole() -> None:
    assert Text.of(("2025.", FIRST)).text == "2025. Många företagsbilar är skrivna i kommunen."
    assert whole((FIRST, "", OTHER)) == f"{FIRST.text} {OTHER.text}"


def test_on_a_page_a_key_is_whole_once_then_short_or_gone() -> None:
    page = [PageSection("", [entry("2025.", FIRST), entry("2024.", FIRST), entry("2023.", OTHER)])]
    assert read(page) == [f"2025. {FIRST.text}", "2024. Jämförs inte.", "2023."]


def test_an_answer_says_what_the_rest_need_not_and_columns_are_read_one_after_the_other() -> None:
    told = Answer("?", "", "Många företagsbilar är skrivna här.", says=("cars",))
    columns = [[PageSection("", [told])], [PageSection("", [entry(FIRST)])]]
    assert read([PageSection("", [Beside(columns)])]) == ["Jämförs inte."]
    left = [[PageSection("", [entry(FIRST)])], [PageSection("", [entry(FIRST)])]]
    assert read([PageSection("", [Beside(left)])]) == [FIRST.text, "Jämförs inte."]


def test_a_paragraph_of_which_nothing_is_left_is_gone_and_a_closed_fold_is_whole() -> None:
    page = [PageSection("", [Text.of((FIRST,)), Text.of((OTHER,)), Fold("Mer", [Text.of((FIRST,))])])]
    assert read(page) == [FIRST.text, FIRST.text]
    folded = [PageSection("", [Fold("Mer", [Text.of((FIRST,)), Text.of((OTHER,))])])]
    assert read(folded) == [FIRST.text], "once in a fold too"


def test_what_the_page_has_said_in_an_earlier_part_is_not_said_again() -> None:
    said: set[str] = set()
    assert read([PageSection("", [Text.of((FIRST,))])], said) == [FIRST.text]
    assert read([PageSection("", [Text.of((FIRST,))])], said) == ["Jämförs inte."]
