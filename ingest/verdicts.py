"""Which verdicts an ingest changed: the same rules and the same registry on the old figures and on the new."""

from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen import areas, evaluate, freshness, registry, storage, waiting
from malkollen.areas import COUNTRY
from malkollen.assess.assessment import Assessment
from malkollen.assessments import Assessor
from malkollen.errors import MalkollenError

KEPT_INGESTS = 50
Labels = dict[tuple[str, str, str, str], str]
"""A verdict's word by indicator, area, variant and question."""


def record(db: DuckDBPyConnection, old: Path, day: date) -> int:
    """Writes mart.verdict_changes for the home group, its municipalities and the groups; how many there are.

    Args:
        db: the database under way, with its marts filled. old: the database it will replace.
        day: decides which targets hold, for both.
    """
    try:
        with storage.attach(old) as before:
            was = labels(before, day)
            _carry_on(db, before)
        now = labels(db, day)
    except MalkollenError:  # no old database, or a registry at fault: figures are built all the same
        return 0
    changed = sorted(key for key in was.keys() | now.keys() if was.get(key, "") != now.get(key, ""))
    for key in changed:
        db.execute(
            "INSERT INTO mart.verdict_changes SELECT built_at, data_version, ?, ?, ?, ?, ?, ? FROM mart.build",
            [*key, was.get(key, ""), now.get(key, "")],
        )
    return len(changed)


def labels(db: DuckDBPyConnection, day: date) -> Labels:
    """The words of every judged verdict of a database."""
    found = waiting.with_figures(db, registry.load())
    places = areas.load(db, found)
    lags = {source.source: source.lag_months for source in freshness.load(db, day)}
    assessor = Assessor(found, places, evaluate.evaluate_all(db, found, places), lags, day)
    return {
        (key, area, str(variant or ""), question): word
        for key in found.computed()
        for area in [*areas.chosen(places, None), *places.groups, COUNTRY]
        for variant in assessor.variants(key)
        for question, word in _words(assessor.assess(key, area, variant).found).items()
    }


def _words(found: Assessment) -> dict[str, str]:
    labels_of = {
        "läge": found.position.label,
        "utveckling": found.direction.label,
        "prognos": found.forecast.label,
        "främst": found.lead.label,
    }
    return {question: label for question, label in labels_of.items() if label}


def _carry_on(db: DuckDBPyConnection, before: DuckDBPyConnection) -> None:
    """Takes over what earlier ingests changed, the latest fifty."""
    known = "SELECT 1 FROM information_schema.tables WHERE table_schema = 'mart' AND table_name = 'verdict_changes'"
    if not before.execute(known).fetchone():
        return
    rows = before.execute(
        """
        FROM mart.verdict_changes WHERE ingested_at IN (
          SELECT DISTINCT ingested_at FROM mart.verdict_changes ORDER BY ingested_at DESC LIMIT ?)
        """,
        [KEPT_INGESTS],
    ).fetchall()
    if rows:
        db.executemany("INSERT INTO mart.verdict_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
