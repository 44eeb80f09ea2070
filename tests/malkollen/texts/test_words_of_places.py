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


def test_places_of_several_comparisons_go_from_the_best_to_the_worst() -> None:
    assert places.over((2, 4), (4, 4), is_low_best=False) == "från tvåa till sist av fyra"
    assert places.over((1, 4), (3, 4), is_low_best=True) == "från lägst till näst högst av fyra"
    assert places.over((4, 4), (4, 4), is_low_best=False) == "sist av fyra"
    assert places.over((2, 3), (2, 2), is_low_best=False) == "från tvåa av tre till sist av två"
