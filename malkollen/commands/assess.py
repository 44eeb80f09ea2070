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

JOINT_WORDS = {"with": "alla kommuner", "without": "utan kommuner med många företagsbilar", "joint": "båda", None: ""}


def assess(arguments: argparse.Namespace) -> int:
    """Prints the verdicts of indicators for areas, or of the series in a file."""
    if arguments.series:
        return _print_series(arguments)
    as_of = arguments.as_of or date.today()  # noqa: DTZ011 - today is the point
    declared = in_force.on(registry.load(), as_of)
    keys = [declared.find(name) for name in arguments.indicator] or list(declared.indicators)
    with storage.reading(storage.database()) as db:
        declared = with_figures.with_figures(db, declared)
        places = areas.load(db, declared)
        chosen = areas.chosen(places, arguments.area)
        assessor = load_assessor(db, declared, places, as_of)
    answers = [
        assessor.assess(key, area, variant)
        for key in dict.fromkeys(keys)
        for area in chosen
        for variant in assessor.variants(key)
    ]
    if unheld := in_force.unheld(declared, as_of):
        console.note(unheld)
    if arguments.format == "json":
        console.write_json([as_row(declared, answer) for answer in answers])
    else:
        _print_table(declared, places, answers)
    return 0


def load_assessor(db: DuckDBPyConnection, found: Registry, places: Areas, as_of: date) -> Assessor:
    """An assessor over an attached database on the day asked for."""
    lags = {source.source: source.lag_months for source in freshness.load(db, as_of)}
    return Assessor(found, places, evaluate.evaluate_all(db, found, places), lags, as_of)


def as_row(declared: Registry, answer: Assessed) -> dict[str, Any]:
    """An answer for programs: labels in Swedish, numbers unrounded, null with a reason where not assessed."""
    return {
        "indicator": answer.indicator,
        "code": declared.indicators[answer.indicator].code,
        "area": answer.area,
        "year": answer.value.year or None,
        "variant": answer.variant,
        "value": answer.value.value,
        **as_answer(answer.assessment),
    }


def as_answer(assessment: Assessment) -> dict[str, Any]:
    """The verdicts as JSON objects."""
    return {
        "position": _position(assessment.position),
        "direction": _direction(assessment.direction),
        "forecast": _forecast(assessment.forecast),
        "lead": _lead(assessment.lead),
        "method_version": METHOD_VERSION,
    }


def _position(position: Position) -> dict[str, Any]:
    sets = [
        {
            "set": entry.key,
            "area": entry.area,
            "variant": entry.variant,
            "rank": entry.group_rank.rank if entry.group_rank else None,
            "of": entry.group_rank.of if entry.group_rank else None,
            "tied": bool(entry.group_rank.tied) if entry.group_rank else None,
            "gap": entry.group_rank.gap if entry.group_rank else None,
            "best": entry.group_rank.best if entry.group_rank else None,
            "whole": entry.is_whole,
        }
        for entry in position.sets
    ]
    return {
        "kind": position.kind,
        "label": position.label,
        "reached": position.is_reached,
        "share_closed": position.share_closed,
        "remaining": position.remaining,
        "ratio": position.ratio,
        "sets": sets,
        "rank_low": position.rank_low,
        "rank_high": position.rank_high,
        "percentile": position.percentile,
        "outside_group": position.is_outside_group,
        "reason": position.reason,
    }


def _direction(direction: Direction) -> dict[str, Any]:
    return {
        "label": direction.label,
        "slope": direction.slope,
        "p_value": direction.p_value,
        "n": direction.n,
        "from_year": direction.from_year,
        "to_year": direction.to_year,
        "left_out": [{"year": one.year, "value": one.value, "reason": one.reason} for one in direction.left_out],
        "last_change": direction.last_change,
        "reason": direction.reason,
    }


def _forecast(forecast: Forecast) -> dict[str, Any]:
    return {
        "label": forecast.label,
        "share": forecast.share,
        "share_low": forecast.share_low,
        "share_high": forecast.share_high,
        "projected": forecast.projected,
        "required_per_year": forecast.required_per_year,
        "observed_per_year": forecast.observed_per_year,
        "away_from_target": forecast.away_from_target,
        "reason": forecast.reason,
    }


def _lead(lead: Lead) -> dict[str, Any]:
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
        for entry in lead.sets
        for pace in entry.paces
    ]
    return {"label": lead.label, "sets": sets, "reason": lead.reason}


def _print_table(declared: Registry, places: Areas, answers: Sequence[Assessed]) -> None:
    lines = [
        [
            declared.indicators[answer.indicator].code,
            places.name(answer.area),
            str(answer.value.year or ""),
            JOINT_WORDS[answer.variant],
            number(answer.value.value, declared.indicators[answer.indicator].decimals),
            *_words(answer.assessment),
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
        console.write_json({"year": answer.year, "value": answer.value, **as_answer(answer.assessment)})
        return 0
    labels = dict(zip(("Läge", "Utveckling", "Prognos"), _words(answer.assessment), strict=False))
    reasons = (answer.assessment.position.reason, answer.assessment.direction.reason, answer.assessment.forecast.reason)
    lines = [[name, labels[name], reason or ""] for name, reason in zip(labels, reasons, strict=False)]
    console.write_table(["Bedömning", "Omdöme", "Skäl"], lines)
    return 0
