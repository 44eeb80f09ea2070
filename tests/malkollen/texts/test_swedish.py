"""Swedish numbers, order and words."""

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, strategies as st

from malkollen.texts.swedish import (
    MISSING,
    STATUS_WORDS,
    first_sentence,
    is_nothing,
    listed,
    number,
    ordinal,
    rank,
    signed,
    spans,
    statuses,
    swedish_key,
    unnamed,
    with_days_in_words,
    with_unit,
)
from malkollen.values.values import STATUS_ORDER


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (10.6248, 1, "10,6"),
        (520_824, 0, "520\u00a0824"),
        (10_587_710.0, 0, "10\u00a0587\u00a0710"),
        (999, 0, "999"),
        (1234.5678, 2, "1\u00a0234,57"),
        (-0.65, 2, "\u22120,65"),
        (-1234.5, 1, "\u22121\u00a0234,5"),
        (0, 0, "0"),
        (0.0, 1, "0,0"),
        (-0.04, 1, "0,0"),  # no minus zero
        (-0.0, 0, "0"),
        (-0.05001, 1, "\u22120,1"),
        (100, 0, "100"),
        (472_867, -2, "472\u00a0900"),  # hundreds
        (47_957.0, -2, "48\u00a0000"),
        (-1_251, -2, "\u22121\u00a0300"),
        (-49, -2, "0"),
        (39.65, 1, "39,7"),  # a half as in school, whatever its bits
        (67.85, 1, "67,9"),
        (82.65, 1, "82,7"),
        (-2.5, 0, "\u22123"),
        (2e30, 1, f"{2e30:,.1f}".replace(",", "\u00a0").replace(".", ",")),
        (47_957, -3, "48\u00a0000"),
        (None, 1, MISSING),
    ],
)
def test_number(value: float | None, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.5, 1, "+0,5"),
        (-0.5, 1, "\u22120,5"),
        (0, 0, "±0"),
        (0.04, 1, "±0,0"),
        (-0.04, 1, "±0,0"),
        (1234, 0, "+1\u00a0234"),
        (None, 1, MISSING),
    ],
)
def test_difference_always_has_its_sign(value: float | None, decimals: int, text: str) -> None:
    assert signed(value, decimals) == text


@given(value=st.floats(-1e12, 1e12, allow_nan=False), decimals=st.integers(-4, 4))
def test_number_reads_back_as_the_rounded_value(value: float, decimals: int) -> None:
    text = number(value, decimals)
    assert " " not in text
    assert "-" not in text
    assert "." not in text
    plain = text.replace("\u00a0", "").replace("\u2212", "-").replace(",", ".")
    rounded = round(value, decimals) if decimals < 0 else value
    assert float(plain) == float(f"{rounded:.{max(decimals, 0)}f}")


@given(value=st.floats(-1e3, 1e3, allow_nan=False), decimals=st.integers(-3, 3))
def test_a_number_is_nothing_where_it_is_written_as_zero(value: float, decimals: int) -> None:
    assert is_nothing(value, decimals) == (not set(number(value, decimals)) & set("123456789"))
    assert signed(value, decimals).startswith("±") == is_nothing(value, decimals)


def test_unit_is_held_to_its_number() -> None:
    assert with_unit("2,43", "per 1 000 inv.") == "2,43\u00a0per\u00a01\u00a0000\u00a0inv."


def test_swedish_letters_come_last_in_their_order() -> None:
    names = ["Öckerö", "Ängelholm", "Åre", "Zinkgruvan", "Arboga", "Ödeshög", "Älvdalen", "Åmål"]
    assert sorted(names, key=swedish_key) == [
        "Arboga", "Zinkgruvan", "Åmål", "Åre", "Älvdalen", "Ängelholm", "Öckerö", "Ödeshög",
    ]  # fmt: skip


def test_case_does_not_decide_the_order() -> None:
    assert sorted(["övrigt", "Örebro", "åre", "Åmål"], key=swedish_key) == ["Åmål", "åre", "Örebro", "övrigt"]


def test_names_of_the_290_are_in_the_databases_swedish_order(db: DuckDBPyConnection) -> None:
    try:
        rows = db.execute(
            "SELECT municipality_name FROM mart.municipalities ORDER BY municipality_name COLLATE sv"
        ).fetchall()
    except duckdb.Error:
        pytest.skip("this DuckDB has no Swedish collation")
    names = [name for (name,) in rows]
    assert len(names) == 290
    assert sorted(set(names), key=swedish_key) == names


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (1, "1:a"), (2, "2:a"), (3, "3:e"), (4, "4:e"), (10, "10:e"), (11, "11:e"), (12, "12:e"), (13, "13:e"),
        (21, "21:a"), (22, "22:a"), (43, "43:e"), (101, "101:a"), (111, "111:e"), (112, "112:e"), (222, "222:a"),
    ],
)  # fmt: skip
def test_ordinal(place: int, text: str) -> None:
    assert ordinal(place) == text


def test_rank_with_ties_is_the_places_it_may_be() -> None:
    assert rank(2, 2, 4) == "2:a av 4"
    assert rank(2, 3, 4) == "2:a–3:e av 4"


@pytest.mark.parametrize(
    ("years", "text"),
    [
        ([2014, 2015, 2016, 2018], "2014–2016, 2018"),
        ([2025, 2015, 2016], "2015–2016, 2025"),
        ([2024], "2024"),
        ([1990, 2000, 2005], "1990, 2000, 2005"),
        ([], ""),
    ],
)
def test_spans_of_years(years: list[int], text: str) -> None:
    assert spans(years) == text


@given(years=st.sets(st.integers(1950, 2050)))
def test_spans_name_exactly_the_years(years: set[int]) -> None:
    named: set[int] = set()
    for part in filter(None, spans(years).split(", ")):
        first, _, last = part.partition("–")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == years


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")]
)
def test_list_of_words(words: list[str], text: str) -> None:
    assert listed(words) == text


def test_every_mark_has_its_word() -> None:
    assert set(STATUS_WORDS) == set(STATUS_ORDER)
    assert statuses(["preliminary", "partial"]) == "preliminär, ofullständig"
    assert statuses(["break_before"]) == "serien bryts detta år"
    assert statuses([]) == "beräknad ur publicerade uppgifter"


@pytest.mark.parametrize(
    "name",
    ["Norrlands län", "Höglandet och grannlänen", "Stor-Malmö och grannarna", "Stockholms stad", "Trafikverket",
     "Kommunalförbundet Norden", "Öresundsregionen", "Härnösands, Kramfors och Timrå kommunfullmäktige", "EU"],
)  # fmt: skip
def test_a_name_keeps_its_capital_inside_a_sentence(name: str) -> None:
    assert unnamed(name) == name


@pytest.mark.parametrize(
    "title",
    ["Övriga Norrlands län", "Hela storstadsregioner", "Pendlingskommuner nära storstad", "Länet och grannlänen",
     "Utan kärnkommunerna Stockholm och Lund", "Riket", "Storstäder", "Riksdagen", "De fem kommunerna",
     "Kommunstyrelserna i de fem", "Åtta kommuner i Skåne"],
)  # fmt: skip
def test_a_common_word_has_a_small_letter_inside_a_sentence(title: str) -> None:
    assert unnamed(title) == f"{title[0].lower()}{title[1:]}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hämtade 2026-04-16", "hämtade 16 april 2026"),
        ("(2026-04-16).", "(16 april 2026)."),
        ("inlagda för hand 2026-11", "inlagda för hand november 2026"),
        ("2026-04-16 03:30", "16 april 2026 03:30"),
        ("2023-13-45 är ingen dag", "2023-13-45 är ingen dag"),
        ("https://exempel.se/2018-06-05-tvarforbindelse", "https://exempel.se/2018-06-05-tvarforbindelse"),
        ("rapport-2026-04-16.pdf och 2026-04-16.csv", "rapport-2026-04-16.pdf och 2026-04-16.csv"),
        ("2026–2037 och 08-123 45", "2026–2037 och 08-123 45"),
    ],
)
def test_a_day_is_in_words_where_it_stands_by_itself(text: str, said: str) -> None:
    assert with_days_in_words(text).replace("\u00a0", " ") == said


def test_a_sentence_ends_at_no_word_written_short_and_within_no_brackets() -> None:
    whole = "Till rikets nivå (1,4 per 1 000 inv. det året) behövs 422."
    assert first_sentence(f"{whole} Resten är känt.") == (whole, "Resten är känt.")
    assert first_sentence("Från kl. 06 går t.ex. Salem. 12 är kvar.") == ("Från kl. 06 går t.ex. Salem.", "12 är kvar.")
    assert first_sentence("En (av två. Här) mening") == ("En (av två. Här) mening", "")
