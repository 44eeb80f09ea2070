"""Places in words: one rule for answers, tables and verdicts."""

import pytest

from malkollen.texts import places


@pytest.mark.parametrize(
    ("rank", "last_rank", "high", "low"),
    [
        (1, 1, "först av fyra", "lägst av fyra"),
        (1, 2, "delad etta av fyra", "delat lägst av fyra"),
        (2, 2, "tvåa av fyra", "näst lägst av fyra"),
        (2, 3, "delad tvåa av fyra", "delat näst lägst av fyra"),
        (3, 3, "trea av fyra", "näst högst av fyra"),
        (3, 4, "delad sist av fyra", "delat högst av fyra"),
        (4, 4, "sist av fyra", "högst av fyra"),
        (1, 4, "lika med de andra", "lika med de andra"),
    ],
)
def test_a_place_among_four(rank: int, last_rank: int, high: str, low: str) -> None:
    said = [places.placed(rank, last_rank, 4, is_low_best=is_low_best) for is_low_best in (False, True)]
    assert said == [high, low]


def test_a_place_is_never_read_as_a_count() -> None:
    """ "Fyra av sex" would be four of the six."""
    assert places.placed(4, 4, 6, is_low_best=False) == "fjärde av sex"
    assert places.placed(4, 5, 6, is_low_best=False) == "delad fjärde av sex"
    assert places.placed(8, 8, 10, is_low_best=False) == "åttonde av tio"


def test_places_of_several_comparisons_go_from_the_best_to_the_worst() -> None:
    assert places.over((2, 4), (4, 4), is_low_best=False) == f"tvåa till sist av fyra, {places.DIFFERS}"
    assert places.over((1, 4), (3, 4), is_low_best=True) == f"lägst till näst högst av fyra, {places.DIFFERS}"
    assert places.over((1, 4), (2, 4), is_low_best=True) == f"lägst eller näst lägst av fyra, {places.DIFFERS}"
    assert places.over((4, 4), (4, 4), is_low_best=False) == "sist av fyra"
    assert places.over((2, 3), (2, 2), is_low_best=False) == f"tvåa av tre till sist av två, {places.DIFFERS}"


@pytest.mark.parametrize(
    ("label", "is_low_best", "told"),
    [
        ("2:a–3:e av 4", False, "tvåa eller trea av fyra"),
        ("4:e av 4", False, "sist av fyra"),
        ("1:a av 3", True, "lägst av tre"),
        ("2:a–4:e av 4", True, "näst lägst till högst av fyra"),
        ("2:a av 3 till 2:a av 2", False, "tvåa av tre till sist av två"),
        ("ej uppnått", False, "ej uppnått"),
        ("", False, ""),
    ],
)
def test_a_verdicts_place_in_words(label: str, *, is_low_best: bool, told: str) -> None:
    assert places.worded(label, is_low_best=is_low_best) == told
