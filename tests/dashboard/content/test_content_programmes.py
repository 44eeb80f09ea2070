"""Two programmes in time as pages and documents say it: the last day, the day after, prepared, carried, replaced."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from parts import every
from two_programmes import (
    CARRIED,
    FIRST_DAY,
    LAST_DAY,
    LEFT_OUT,
    NEW,
    OLD,
    REPLACED,
    SERVES_BOTH,
    TITLE,
    registry_in,
)

from dashboard.blocks.table import Number
from dashboard.content import facts as content
from dashboard.content.decisions.decisions import decisions, of_committee
from dashboard.content.facts import Facts
from dashboard.content.goal import goal as goals, judgements as judged, programmes
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.classes import ramp
from dashboard.content.indicator.indicator import headline_pairs
from dashboard.documents import compose, texts
from dashboard.documents.document import Document
from dashboard.documents.order import Order
from malkollen.errors import UnknownNameError
from malkollen.office import judgements
from malkollen.office.judgements import Basis, Entry
from malkollen.reports import KINDS

Read = Callable[..., Facts]
ENDED = (
    "SUP 2040 gällde till och med den 31\u00a0december\u00a02026 och inget nytt program är infört: siffrorna fortsätter"
)
LATER = date(2028, 6, 1)
BASIS = Basis("delvis", "abc", "def", "1")


@pytest.fixture(scope="module")
def read(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Facts as of a day, with SUP 2040 alone or with the invented programme too, under the one that is asked for."""
    folder = tmp_path_factory.mktemp("both")
    file = registry_in(folder)

    @cache
    def load(day: date, *, both: bool = False, programme: str | None = None) -> Facts:
        return content.load(database, day, registry_file=file if both else None, programme=programme)

    return load


def _document(facts: Facts, kind: str) -> Document:
    order = Order(kind, ["electric_car_share", SERVES_BOTH[0]])  # type: ignore[arg-type]
    return replace(compose.compose(facts, facts.folder, order), made_at=datetime(2026, 1, 1, tzinfo=UTC))


def _words(document: Document) -> list[str]:
    return [said.text for said in texts.texts(document)]


# ───────────── Which programme is read ─────────────


def test_on_the_last_day_the_period_closes_and_on_the_next_it_is_said_to_have_ended(read: Read) -> None:
    last, after = read(LAST_DAY), read(FIRST_DAY)
    assert programmes.lead(last) == ("Perioden 2023–2026 är snart slut. Så här långt har vi kommit.")
    assert (programmes.note(last), programmes.others(last)) == ("", [])
    assert programmes.lead(after) == programmes.note(after)
    assert programmes.note(after).startswith(ENDED)
    assert list(after.goals) == list(last.goals) == ["klimatomstallning", "tillganglighet"]
    assert programmes.others(after) == [(OLD, "Bokslutet: SUP 2040, 2023–2026")]


def test_the_one_that_follows_leads_from_its_first_day(read: Read) -> None:
    last, after = read(LAST_DAY, both=True), read(FIRST_DAY, both=True)
    assert (last.programme_key, after.programme_key) == (OLD, NEW)
    assert list(after.goals) == [CARRIED, REPLACED]
    assert programmes.lead(after).startswith("Programperioden 2027–2030 pågår. Här är målen och hur det går")
    assert programmes.note(after) == ""
    assert programmes.others(after) == [(OLD, "Bokslutet: SUP 2040, 2023–2026")]
    assert programmes.others(last) == [(NEW, f"Utgångsläget: {TITLE}, 2027–2030")]
    assert set(after.of_programme) == {
        key for key, found in last.of_programme.items() if found.goal == "klimatomstallning"
    } - {LEFT_OUT} | set(SERVES_BOTH)


def test_an_ended_one_is_read_as_it_stood_on_its_last_day(read: Read) -> None:
    closed = read(LATER, both=True, programme=OLD)
    assert (closed.as_of, closed.aside) == (LAST_DAY, "closed")
    assert programmes.lead(closed).startswith("Programperioden 2023–2026 är stängd. Här är bokslutet")
    assert programmes.note(closed).startswith(
        "Bokslut för SUP 2040, som det stod den sista dagen, den 31 december 2026"
    )
    then = read(LAST_DAY)
    for goal in then.goals:  # targets and verdicts as they were, whatever has passed since
        assert [_judged(closed, key) for key in then.of_goal(goal, is_computed=True)] == [
            _judged(then, key) for key in then.of_goal(goal, is_computed=True)
        ]
    assert read(LATER, programme=OLD).aside == "closed"  # also where nothing has come after it


def _judged(facts: Facts, key: str) -> object:
    found = facts.assessor.verdict(key, facts.areas.home.id)
    return found.assessment, found.target, found.value


def test_its_figures_end_with_its_last_year(read: Read, facts: Facts) -> None:
    early = content._closed(  # as if the programme had ended in 2023
        facts.registry, facts.registry, facts.evaluations, facts.areas.home.id, 2023
    )[1]
    home = facts.areas.home.id
    for name, evaluation in early.items():
        whole = facts.evaluations[name]
        own = [year for year, cell in whole.series.get(home, {}).items() if cell.value is not None]
        known = own or whole.years()
        if min(known) <= 2023:
            assert evaluation.latest_year == max(year for year in known if year <= 2023)
            assert max(evaluation.years()) <= 2023
        else:  # it has no figures of the period, and is shown with those it has
            assert evaluation == whole
    assert early["electric_car_share", "with"].latest_year == 2023
    closed = read(LATER, programme=OLD)
    assert {name: evaluation.latest_year for name, evaluation in closed.evaluations.items()} == {
        name: evaluation.latest_year for name, evaluation in facts.evaluations.items()
    }


def test_a_programme_that_there_is_none_of_is_refused(read: Read) -> None:
    with pytest.raises(UnknownNameError, match="programmet 'sup_2050' finns inte; de som finns: sup_2040"):
        read(LAST_DAY, programme="sup_2050")


def test_a_year_that_has_no_figures_yet_is_not_compared_with(read: Read) -> None:
    after = read(FIRST_DAY, both=True)
    key, home = "electric_car_share", after.areas.home.id
    pairs = dict(headline_pairs(after, Case(key, home, 2025, "with")))
    assert pairs["Sedan 2026, året före programmet"] == "–"


def test_a_goal_keeps_its_colours_when_it_is_carried_on_and_no_two_share_them(read: Read) -> None:
    last, after = read(LAST_DAY, both=True), read(FIRST_DAY, both=True)
    assert ramp(after, "electric_car_share") == ramp(last, "electric_car_share")
    assert ramp(after, "electric_car_share")[0] != ramp(after, SERVES_BOTH[0])[0]


# ───────────── Side by side ─────────────


def test_one_that_is_prepared_is_shown_beside_the_one_that_holds(read: Read) -> None:
    last = read(LAST_DAY, both=True)
    assert programmes.prepared(last) == NEW
    assert [goal.fate for goal in programmes.told(last, OLD, NEW)] == [
        "Förs vidare som Påhittat klimatmål.",
        "Förs inte vidare.",
    ]
    assert [goal.fate for goal in programmes.told(last, NEW, OLD)] == ["För vidare Klimatomställning.", "Nytt mål."]
    total = len(last.registry.indicators)
    followed = len(read(FIRST_DAY, both=True).of_programme)
    assert programmes.beside_text(last, NEW) == (
        f"{TITLE} börjar gälla den 1 januari 2027. Av {total} indikatorer i SUP 2040 följer "
        f"{followed} med; ingen är ny."
    )


def test_the_baseline_is_the_latest_value_of_every_indicator(read: Read) -> None:
    last = read(LAST_DAY, both=True)
    found = programmes.beside_table(last, NEW)
    columns = [column.title for column in found.columns]
    rows = {row[0]: dict(zip(columns, row, strict=True)) for row in found.rows}
    car = rows[last.indicator("electric_car_share").code]
    assert (car["Mål i SUP 2040"], car[f"Mål i {TITLE}"]) == ("Klimatomställning", "Påhittat klimatmål")
    value = last.evaluation("electric_car_share").at(last.areas.home.id, 2025).value
    baseline = car["Utgångsläge"]
    assert isinstance(baseline, Number)
    assert (baseline.value, car["År"]) == (value, "2025")
    assert rows[last.indicator(LEFT_OUT).code][f"Mål i {TITLE}"] == "–"
    assert len(rows) == len(last.registry.indicators)


def test_prepared_it_is_read_with_its_own_goals_and_says_that_it_has_not_begun(read: Read) -> None:
    ahead = read(LAST_DAY, both=True, programme=NEW)
    assert (ahead.aside, ahead.as_of, list(ahead.goals)) == ("prepared", LAST_DAY, [CARRIED, REPLACED])
    assert programmes.note(ahead).startswith(f"Utgångsläge för {TITLE}, som börjar gälla den 1 januari 2027")
    assert programmes.prepared(ahead) is None


# ───────────── Documents ─────────────


@pytest.mark.parametrize("kind", KINDS)
def test_while_the_old_one_holds_a_prepared_one_changes_no_word(kind: str, read: Read) -> None:
    """But that there is none after the old one."""
    (last,) = (
        one for one in of_committee(read(LAST_DAY)) if one.told.startswith("Nästa program: SUP 2040 gäller till")
    )
    none = {last.told, last.name, *last.choices, f"Beslut: {last.name}"}
    before, after = (_words(_document(read(LAST_DAY, both=both), kind)) for both in (False, True))
    assert [text for text in before if text not in none] == after


STATES = {
    "holds": (LAST_DAY, False, None, ""),
    "ended": (FIRST_DAY, False, None, ENDED),
    "closed": (LATER, True, OLD, "Bokslut för SUP 2040"),
    "prepared": (LAST_DAY, True, NEW, f"Utgångsläge för {TITLE}"),
    "followed": (FIRST_DAY, True, None, ""),
    "all ended": (date(2031, 1, 1), True, None, f"{TITLE} gällde till och med den 31\u00a0december\u00a02030"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("day", "both", "programme", "note"), every(3, [*STATES.values()]), ids=STATES.keys())
def test_every_document_opens_and_says_so_once(
    day: date, both: bool, programme: str | None, note: str, kind: str, read: Read
) -> None:
    """In two states of six, every document; thoroughly in all."""
    facts = read(day, both=both, programme=programme)
    found = _words(_document(facts, kind))
    assert [text for text in found if text == programmes.note(facts)] == ([programmes.note(facts)] if note else [])
    assert programmes.note(facts).startswith(note)


def test_the_annual_report_of_an_ended_one_is_its_closing_account(read: Read) -> None:
    closed, new = read(LATER, both=True, programme=OLD), read(FIRST_DAY, both=True)
    account = _document(closed, "arsredovisning")
    assert account.title == "Årsredovisning 2026"
    assert account.subtitle == "SUP 2040. Bokslut 2023–2026 och utgångsläge för nästa program"
    report = _document(new, "arsredovisning")
    assert (report.title, report.subtitle) == ("Årsredovisning 2027", f"{TITLE}, 2027–2030")
    headings = [section.heading for section in report.sections]
    assert {"Påhittat klimatmål", "Påhittat vardagsmål"} <= set(headings)
    assert "Klimatomställning" not in headings
    assert account.name != report.name


# ───────────── Judgements ─────────────


def _save(path: Path, goal: str, programme: str, label: str, reason: str, seen: int | None = None) -> int:
    entry = Entry(goal, programme, BASIS, label, reason, "Anna Berg", "Ledningsgruppen 7/2026", "2026-11-20")
    return judgements.save(path, entry, seen, now=datetime(2026, 11, 22, tzinfo=UTC)).id


@pytest.fixture
def both_judged(read: Read, tmp_path: Path) -> Callable[..., Facts]:
    """The same facts with a file of judgements of their own: both goals of SUP 2040 are judged."""
    path = tmp_path / judgements.FILE_NAME
    _save(path, "klimatomstallning", OLD, "delvis", "Laddningen går för långsamt.")
    _save(path, "tillganglighet", OLD, "inte på väg", "Restiderna är oförändrade.")
    return lambda *asked, **how: replace(read(*asked, **how), folder=tmp_path)


def test_a_judgement_follows_with_a_carried_goal_and_not_with_one_that_is_replaced(
    both_judged: Callable[..., Facts],
) -> None:
    after = both_judged(FIRST_DAY, both=True)
    assert judged.standing(after, CARRIED) == "delvis (gjord under SUP 2040)"
    assert judged.standing(after, REPLACED) == "Ledningsgruppen har inte gjort någon bedömning än."
    assert decisions(after)[-1].told == "Ledningsgruppen ska bedöma målet påhittat vardagsmål."
    (row,) = judged.read(after, CARRIED)[0]
    assert judged.carried_text(after, CARRIED, row) == "Bedömningen gjordes under SUP 2040 och har följt med målet."
    last = both_judged(LAST_DAY, both=True)
    assert judged.standing(last, "klimatomstallning") == "delvis"
    assert judged.standing(both_judged(LATER, both=True, programme=OLD), "tillganglighet") == "inte på väg"


def test_the_new_goals_own_judgement_stands_and_the_old_ones_is_left_as_it_was(
    both_judged: Callable[..., Facts],
) -> None:
    after = both_judged(FIRST_DAY, both=True)
    path = after.folder / judgements.FILE_NAME
    own = _save(path, CARRIED, NEW, "på väg", "Nu går det fortare.")
    later = _save(path, "klimatomstallning", OLD, "inte på väg", "Bokslutet: målet nåddes inte.", seen=1)
    assert later > own
    rows, _ = judged.read(after, CARRIED)
    assert [row.id for row in rows] == [own, later, 1]
    assert judged.standing(after, CARRIED) == "på väg"
    closed = both_judged(LATER, both=True, programme=OLD)
    assert judged.standing(closed, "klimatomstallning") == "inte på väg"
    shown = judged.history_table(after, CARRIED, rows)
    assert "Program" in [column.title for column in shown.columns if column.is_on_screen]
    assert judgements.misdated(rows, datetime(2026, 11, 22, tzinfo=UTC)) == []
    judgements.withdraw(path, CARRIED, "Anna Berg", own)
    assert judged.standing(after, CARRIED) == "inte på väg (gjord under SUP 2040)"


def test_documents_say_whose_judgement_it_is(both_judged: Callable[..., Facts]) -> None:
    after = both_judged(FIRST_DAY, both=True)
    assert "Bedömningen gjordes under SUP 2040 och har följt med målet." in _words(_document(after, "arsredovisning"))
    for kind in ("ledningsgrupp", "konferens"):
        line = "Ledningsgruppens bedömning: delvis (gjord under SUP 2040)"
        assert line in _words(_document(after, kind))


def test_a_goal_without_figures_has_no_map_and_opens_all_the_same(tmp_path: Path, database: Path) -> None:
    path = registry_in(tmp_path)
    text = path.read_text(encoding="utf-8").replace(f'["tillganglighet", "{REPLACED}"]', '"tillganglighet"')
    marker = "[indicators.satisfaction]"
    before, after = text.split(marker)
    after = after.replace('goal = "tillganglighet"', f'goal = ["tillganglighet", "{REPLACED}"]', 1)
    path.write_text(before + marker + after, encoding="utf-8")
    facts = content.load(database, FIRST_DAY, registry_file=path)
    assert facts.of_goal(REPLACED, is_computed=True) == []
    assert goals.map_indicator(facts, REPLACED) is None
    assert {_document(facts, kind).name for kind in KINDS}
