"""What no line may break."""

import pytest

from malkollen.texts.together import WORD_JOINER, counted, together


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("80,9 % (2021), 81,0 % (2023)", "80,9\u00a0% (2021), 81,0\u00a0% (2023)"),
        ("1\u00a0000 invånare", "1\u00a0000\u00a0invånare"),
        ("minst 10 avgångar", "minst 10\u00a0avgångar"),
        ("−0,6 procentenheter", "−0,6\u00a0procentenheter"),
        ("möte 7/2026, § 4", "möte 7/2026, §\u00a04"),
        ("från 2024 till 2030", "från 2024 till 2030"),
        ("K02 och ord1 ord2", "K02 och ord1 ord2"),
        ("2 652 / 35 714", "2\u00a0652 / 35\u00a0714"),
        ("per 1 000 invånare", "per 1\u00a0000\u00a0invånare"),
        ("1 000 000 kronor", "1\u00a0000\u00a0000\u00a0kronor"),
        ("år 2025 346 laddpunkter", "år 2025 346\u00a0laddpunkter"),
        ("i riket 8,6. Sedan", "i riket 8,6. Sedan"),
    ],
)
def test_a_number_stays_with_what_it_counts_and_a_year_may_end_a_line(text: str, held: str) -> None:
    assert counted(text) == held


def test_a_span_has_no_place_to_break_and_a_dash_between_words_has() -> None:
    assert together("vardagar 06–20, 2023–2024") == f"vardagar 06–{WORD_JOINER}20, 2023–{WORD_JOINER}2024"
    assert together("Fittja–Vårby – 5") == "Fittja–Vårby – 5"
