"""What of the journal holds: neither what is taken back nor its taking back, and what is done again as it was done."""

from datetime import UTC, datetime

import pytest

from malkollen.office.access import Known
from malkollen.office.journal import Act, Line
from malkollen.office.tables import gathered

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def _line(number: int, act: Act, undoes: int | None = None, about: str = "a") -> Line:
    return Line(act=act, about=about, undoes=undoes, id=number, at=AT, who="Anna", address="", known=Known.LIST)


@pytest.mark.parametrize(
    ("undone", "expected"),
    [
        ([None, None], [2, 1]),
        ([None, 1], []),
        ([None, 1, 2], [1]),
        ([None, 1, 2, 3], []),
        ([None, None, 2, 1], []),
        ([None, None, 2, 3], [2, 1]),
        ([None, 900], [2, 1]),
    ],
)
def test_what_is_taken_back_and_done_again_stands_as_it_was_done(undone: list[int | None], expected: list[int]) -> None:
    lines = [_line(number, Act.FILLED_IN, undoes) for number, undoes in enumerate(undone, start=1)]
    assert [line.id for line in gathered.left(lines[::-1])] == expected


def test_a_judgement_and_an_act_on_the_draft_are_taken_back_without_a_number() -> None:
    lines = [
        _line(1, Act.JUDGED), _line(2, Act.JUDGED, about="b"), _line(3, Act.JUDGEMENT_CORRECTED),
        _line(4, Act.JUDGEMENT_UNDONE), _line(5, Act.DRAFT_REMOVED), _line(6, Act.DRAFT_UNDONE),
    ]  # fmt: skip
    assert [line.id for line in gathered.left(lines[::-1])] == [2, 1]


def test_what_an_edition_holds_and_was_taken_back_after_it_is_told() -> None:
    """Of 1 and 2, taken back as 4 and 5 on either side of an edition, who has that edition is to hear of the latter."""
    lines = [
        _line(1, Act.TARGET_ADDED), _line(2, Act.TARGET_ADDED, about="b"), _line(3, Act.JUDGED, about="c"),
        _line(4, Act.TARGET_ADDED, 1), _line(6, Act.FIXED), _line(7, Act.TARGET_ADDED, 2, "b"),
        _line(8, Act.JUDGEMENT_UNDONE, about="c"), _line(9, Act.FILLED_IN), _line(10, Act.FILLED_IN, 9),
    ]  # fmt: skip
    assert [line.id for line in gathered.standing(lines[::-1])] == [8, 7, 6]
    assert [line.id for line in gathered.standing([*lines, _line(11, Act.FIXED)][::-1])] == [11, 6], "not in the newest"
