"""What the commands say of programmes: on the last day, the day after, with a gap and with one that follows."""

from datetime import date
from pathlib import Path

import pytest
from checkout import Checkout, laid_out
from two_programmes import FIRST_DAY, LAST_DAY, NEW, TITLE, with_new

from malkollen.texts.swedish import NO_BREAK_SPACE

ENDED = (
    "SUP 2040 gällde till och med den 31\u00a0december\u00a02026 och inget nytt program är infört: siffrorna "
    "fortsätter, målvärdena gäller "
    "så länge deras egen giltighet räcker och bedömningarna står kvar som de senast gjordes."
)
ASSESS = ("assess", "T01", "--area", "sodertorn", "--as-of")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, database: Path) -> Checkout:
    """The program with SUP 2040 alone."""
    return laid_out(tmp_path_factory.mktemp("alone") / "checkout", database.parent)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, database: Path) -> Checkout:
    """The program with the invented programme after SUP 2040."""
    found = laid_out(tmp_path_factory.mktemp("both") / "checkout", database.parent)
    found.registry.write_text(with_new(), encoding="utf-8")
    return found


@pytest.mark.thorough  # what check says of it in test_commands.py
def test_on_its_last_day_nothing_is_said_and_on_the_next_that_it_has_ended(alone: Checkout) -> None:
    days = (LAST_DAY, FIRST_DAY)
    *checked, before, after = alone.run(
        *(("check", "--as-of", str(day)) for day in days), *((*ASSESS, str(day)) for day in days)
    )
    assert [found.code for found in checked] == [0, 0]
    warning = f"varning: indicators.toml: programmes.sup_2040: {ENDED}"
    assert [found.out.splitlines().count(warning) for found in checked] == [0, 1]
    assert "programmes." not in checked[0].out
    assert (before.err, after.err) == ("", f"{ENDED}\n")
    assert before.out == after.out  # the figures and their verdicts go on


@pytest.mark.thorough  # what is said without one above
def test_with_one_that_follows_nothing_has_ended(both: Checkout) -> None:
    days = (LAST_DAY, FIRST_DAY)
    answers = both.run(*(command for day in days for command in (("check", "--as-of", str(day)), (*ASSESS, str(day)))))
    for checked, assessed in zip(answers[::2], answers[1::2], strict=True):
        assert (checked.code, assessed.err) == (0, "")
        assert "programmes." not in checked.out


@pytest.mark.thorough  # of the programme that holds, in tests/malkollen/verdicts
def test_the_pace_is_counted_from_the_base_year_of_the_programme_that_holds(both: Checkout) -> None:
    before, after = both.run(
        (*ASSESS, str(LAST_DAY), "--format", "json"), (*ASSESS, str(FIRST_DAY), "--format", "json")
    )
    assert '"from_year": 2022' in before.out
    assert '"from_year": 2022' not in after.out
    assert '"from_year": 2026' in after.out
    assert "inga siffror efter 2026 än" in after.out  # of which nothing is published


@pytest.mark.thorough  # a gap and an overlap of programmes in tests/malkollen/registry/test_programmes.py
def test_a_gap_is_told_and_an_overlap_refused(both: Checkout) -> None:
    both.registry.write_text(with_new(first=date(2027, 3, 1)), encoding="utf-8")
    now, then = both.run(("check",), ("check", "--as-of", "2027-01-15"))
    days = "den 1 januari 2027 till den 28 februari 2027"
    gap = f"varning: indicators.toml: programmes.{NEW}.valid_from: inget program gäller {days}"
    assert (now.code, gap in now.out.replace(NO_BREAK_SPACE, " ").splitlines()) == (0, True)
    told = then.out.replace(NO_BREAK_SPACE, " ")
    assert f"och {TITLE} börjar gälla först den 1 mars 2027: siffrorna fortsätter" in told
    both.registry.write_text(with_new(first=date(2026, 6, 1)), encoding="utf-8")
    (refused,) = both.run(("check",))
    assert (refused.code, refused.out) == (2, "")
    assert f"indicators.toml: programmes.{NEW}.valid_from: 2026-06-01 är inte efter 2026-12-31" in refused.err
    both.registry.write_text(with_new(), encoding="utf-8")
