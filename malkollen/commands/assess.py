"""`malkollen assess`: the verdicts of indicators, areas and variants, or of a series given directly."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from malkollen import console
from malkollen.assess import METHOD_VERSION
from malkollen.assess.assessment import Assessment, Lead, Position
from malkollen.assess.direction import Direction
from malkollen.assess.forecast import Forecast
from malkollen.database import freshness, storage
from malkollen.errors import MalkollenError
from malkollen.registry import in_force, registry
from malkollen.registry.registry import Registry
from malkollen.texts.swedish import MISSING, number
from malkollen.values import areas, evaluate, with_figures
from malkollen.values.areas import Areas
from malkollen.verdicts.assessor import Assessed, Assessor
from malkollen.verdicts.series_file import assess_series

JOINT_WORDS = {"with": "med vagnparker", "without": "utan vagnparker", "joint": "båda", None: ""}


def assess(arguments: argparse.Namespace) -> int:
    """Prints the verdicts of indicators for areas, or of the series in a file."""
    if arguments.series:
        return _print_series(arguments)
    as_of = arguments.as_of or date.today()  # noqa: DTZ011 - today is the point
    found = in_force.on(registry.load(), as_of)
    keys = [found.find(name) for name in arguments.indicator] or list(found.indicators)
    with storage.reading(storage.database()) as db:
        found = with_figures.with_figures(db, found)
        places = areas.load(db, found)
        chosen = areas.chosen(places, arguments.area)
        assessor = load_assessor(db, found, places, as_of)
    answers = [
        assessor.assess(key, area, variant)
        for key in dict.fromkeys(keys)
        for area in chosen
        for variant in assessor.variants(key)
    ]
    if unheld := in_force.unheld(found, as_of):
        console.note(unheld)
    if arguments.format == "json":
        console.write_json([as_row(found, answer) for answer in answers])
    else:
        _print_table(found, places, answers)
    return 0


def load_assessor(db: DuckDBPyConnection, found: Registry, places: Areas, as_of: date) -> Assessor:
    """An assessor over an attached database on the day asked for."""
    lags = {source.source: source.lag_months for source in freshness.load(db, as_of)}
    return Assessor(found, places, evaluate.evaluate_all(db, found, places), lags, as_of)


def as_row(found: Registry, answer: Assessed) -> dict[str, Any]:
    """An answer for programs: labels in Swedish, numbers unrounded, null with a reason where not assessed."""
    return {
        "indicator": answer.indicator,
        "code": found.indicators[answer.indicator].code,
        "area": answer.area,
        "year": answer.value.year or None,
        "variant": answer.variant,
        "value": answer.value.value,
        **as_answer(answer.found),
    }


def as_answer(found: Assessment) -> dict[str, Any]:
    """The verdicts as JSON objects."""
    return {
        "position": _position(found.position),
        "direction": _direction(found.direction),
        "forecast": _forecast(found.forecast),
        "lead": _lead(found.lead),
        "method_version": METHOD_VERSION,
    }


def _position(found: Position) -> dict[str, Any]:
    sets = [
        {
            "set": entry.key,
            "area": entry.area,
            "variant": entry.variant,
            "rank": entry.found.rank if entry.found else None,
            "of": entry.found.of if entry.found else None,
            "tied": bool(entry.found.tied) if entry.found else None,
            "gap": entry.found.gap if entry.found else None,
            "best": entry.found.best if entry.found else None,
            "whole": entry.is_whole,
        }
        for entry in found.sets
    ]
    return {
        "kind": found.kind,
        "label": found.label,
        "reached": found.is_reached,
        "share_closed": found.share_closed,
        "remaining": found.remaining,
        "ratio": found.ratio,
        "sets": sets,
        "rank_low": found.rank_low,
        "rank_high": found.rank_high,
        "percentile": found.percentile,
        "outside_group": found.is_outside_group,
        "reason": found.reason,
    }


def _direction(found: Direction) -> dict[str, Any]:
    return {
        "label": found.label,
        "slope": found.slope,
        "p_value": found.p_value,
        "n": found.n,
        "from_year": found.from_year,
        "to_year": found.to_year,
        "left_out": [{"year": one.year, "value": one.value, "reason": one.reason} for one in found.left_out],
        "last_change": found.last_change,
        "reason": found.reason,
    }


def _forecast(found: Forecast) -> dict[str, Any]:
    return {
        "label": found.label,
        "share": found.share,
        "share_low": found.share_low,
        "share_high": found.share_high,
        "projected": found.projected,
        "required_per_year": found.required_per_year,
        "observed_per_year": found.observed_per_year,
        "away_from_target": found.away_from_target,
        "reason": found.reason,
    }


def _lead(found: Lead) -> dict[str, Any]:
    sets = [
        {
            "set": entry.key,
            "variant": entry.variant,
            "against": pace.against,
            "is_best": pace.is_best,
            "from_year": pace.from_year,
            "to_year": pace.to_year,
            "did": pace.did,
            "did_other_scale": pace.did_other_scale,
            "threshold": pace.threshold,
            "label": pace.label,
            "reason": pace.reason,
        }
        for entry in found.sets
        for pace in entry.paces
    ]
    return {"label": found.label, "sets": sets, "reason": found.reason}


def _print_table(found: Registry, places: Areas, answers: Sequence[Assessed]) -> None:
    lines = [
        [
            found.indicators[answer.indicator].code,
            places.name(answer.area),
            str(answer.value.year or ""),
            JOINT_WORDS[answer.variant],
            number(answer.value.value, found.indicators[answer.indicator].decimals),
            *_words(answer.found),
        ]
        for answer in answers
    ]
    console.write_table(
        ["Kod", "Område", "År", "Variant", "Värde", "Läge", "Utveckling", "Prognos", "Främst", "Skäl"],
        lines,
        numeric=(2, 4),
    )


def _words(found: Assessment) -> list[str]:
    labels = [found.position.label, found.direction.label, found.forecast.label, found.lead.label]
    reason = found.direction.reason or found.position.reason or ""
    return [*(label or MISSING for label in labels), reason]


def _print_series(arguments: argparse.Namespace) -> int:
    if arguments.indicator or arguments.area:
        raise MalkollenError("--series bedömer serien i filen; ange varken indikator eller --area")
    answer = assess_series(arguments.series, arguments.as_of)
    if arguments.format == "json":
        console.write_json({"year": answer.year, "value": answer.value, **as_answer(answer.found)})
        return 0
    labels = dict(zip(("Läge", "Utveckling", "Prognos"), _words(answer.found), strict=False))
    reasons = (answer.found.position.reason, answer.found.direction.reason, answer.found.forecast.reason)
    lines = [[name, labels[name], reason or ""] for name, reason in zip(labels, reasons, strict=False)]
    console.write_table(["Bedömning", "Omdöme", "Skäl"], lines)
    return 0
