"""A heading is printed where anything under it is."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Beside, Fold, Link, Links, PageSection, Slot
from dashboard.blocks.printed import WAITING, are_printed

FOLDED = Fold("Alla kommuner", [Text("Nitton av fyrtiotre")])
WORDS = Text("Elbilar: 10,6 procent")


def test_a_heading_over_what_paper_leaves_out_is_left_out() -> None:
    beside = Beside([[PageSection("", [FOLDED])], [PageSection("", [Slot("val")])]])
    way = Link("Jämför", "compare")
    sections = [
        PageSection("Andra jämförelser", [FOLDED, way]),
        PageSection("Bredvid", [beside]),
        PageSection("Svar", [WORDS]),
    ]
    assert are_printed(sections) == [False, False, True]


def test_a_heading_stays_over_what_stands_under_the_headings_below_it() -> None:
    small = PageSection("Bredvid en annan indikator", [WORDS], level=3)
    assert are_printed([PageSection("Jämförelse"), small]) == [True, True]
    folded = PageSection("Bredvid en annan indikator", [FOLDED], level=3)
    assert are_printed([PageSection("Jämförelse"), folded, PageSection("Vad krävs", [WORDS])]) == [False, False, True]


def test_what_goes_on_without_a_heading_belongs_to_the_one_before() -> None:
    assert are_printed([PageSection("Karta", [Slot("ar")]), PageSection("", [WORDS])]) == [True, True]


def test_what_waits_for_the_office_is_printed() -> None:
    waits = Links((Link("Nästa möte", "office"),), WAITING)
    assert are_printed([PageSection("Det här väntar", [waits]), PageSection("Mer", [WORDS])]) == [True, True]


def test_titles_questions_and_headings_that_wait_for_more_are_printed() -> None:
    questions = Links((Link("Hur många elbilar?", "questions"),), "mk-questions-usual")
    assert (
        are_printed([PageSection("Fråga", level=1), PageSection("Till exempel", [questions]), PageSection("Mer")])
        == [True] * 3
    )
