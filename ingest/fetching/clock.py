"""Whether the clock was right when a fetch was made or found unchanged, as far as the raw folder can show it.

A fetch has the day it was made and the days it was found unchanged, in the order they were written. A day before any
fetch of this program could be made, or after now, is wrong by itself. Of days that go back in time the fewest are
wrong; where it is as many, the earlier written.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from malkollen.errors import SourceError

if TYPE_CHECKING:
    from ingest.fetching.raw import Fetch

FIRST_POSSIBLE = date(2025, 1, 1)
"""No fetch of this program is older."""
SLACK = timedelta(minutes=5)
"""How far a clock may be set back without anything being wrong."""
DAY = timedelta(days=1)
APART = timedelta(days=8)
"""Checks that are no further apart (a weekly one that came late) stand for the days between too."""
NOTE = "clock"
"""What a manifest has where a fetch's own content shows that its clock was wrong: why, in Swedish."""

Span = tuple[date, date]
"""From a day through another."""


def require_possible(now: datetime) -> None:
    """SourceError where the clock shows a time at which nothing can be fetched."""
    if now.date() < FIRST_POSSIBLE:
        raise SourceError(f"serverns klocka visar {now:%Y-%m-%d} och går efter; rätta den och läs in igen")


def checks(manifest: Mapping[str, Any]) -> list[Span]:
    """When a fetch was found unchanged, in the order it was written; what makes no sense is left out."""
    told = manifest.get("checked")
    if told is None and (text := manifest.get("checked_at")):
        told = [[str(text)[:10]] * 2]  # as it was written before
    spans = []
    for span in told if isinstance(told, list) else []:
        try:
            first, last = map(date.fromisoformat, span)
        except (ValueError, TypeError):
            continue
        spans += [(first, last)] if first <= last else []
    return spans


def with_check(spans: Sequence[Span], day: date) -> list[Span]:
    """The spans with one more day: the last goes on to it, or another begins."""
    if spans and timedelta() <= day - spans[-1][1] <= APART:
        return [*spans[:-1], (spans[-1][0], day)]
    return [*spans, (day, day)]


def trusted(fetches: Sequence["Fetch"], name: str) -> dict["Fetch", list[Span]]:
    """The days each fetch of a file was surely what the publisher had, in order; none where its clock was wrong.

    Args:
        fetches: newest first, as RawStore.readable gives them.
        name: the file whose day is the fetch's own.
    """
    spans = [(fetch, span) for fetch in reversed(fetches) for span in _spans(fetch, name)]
    last = datetime.now(UTC) + SLACK
    spans = [(fetch, span) for fetch, span in spans if span[0] >= FIRST_POSSIBLE and span[1] <= last.date()]
    trusted_days: dict[Fetch, list[Span]] = {fetch: [] for fetch in fetches}
    for (fetch, span), is_right in zip(spans, _in_order([span for _, span in spans]), strict=True):
        days = trusted_days[fetch]
        if is_right and days and span[0] - days[-1][1] <= APART:
            days[-1] = (days[-1][0], max(span[1], days[-1][1]))
        elif is_right:
            days.append(span)
    return trusted_days


def wrong(fetches: Sequence["Fetch"], now: datetime) -> tuple["Fetch", str] | None:
    """The newest fetch whose clock was wrong and what shows it, in Swedish; None where there is none.

    Args:
        fetches: newest first.
    """
    named = [fetch for fetch in reversed(fetches) if fetch.began.year > 1]
    order = _in_order([(fetch.began.date(), fetch.began.date()) for fetch in named])
    astray = {fetch for fetch, is_right in zip(named, order, strict=True) if not is_right}
    for fetch in fetches:
        said = _said(fetch)
        if max(said) > now + SLACK:
            return fetch, f"är daterad {max(said):%Y-%m-%d}, efter serverns klocka ({now:%Y-%m-%d %H:%M} UTC)"
        first = min((each.date() for each in said if each.year > 1), default=date.min)
        if date.min < first < FIRST_POSSIBLE:
            return fetch, f"är daterad {first}, innan någon hämtning kan ha gjorts"
        if told := fetch.manifest().get(NOTE):
            return fetch, str(told)
        own = checks(fetch.manifest())
        if fetch in astray or not all(_in_order(own)):
            day = fetch.began.date() if fetch in astray else own[0][0]
            return fetch, f"är daterad {day}, men hämtningar före eller efter den visar att klockan gick fel"
    return None


def moment(text: object) -> datetime | None:
    """A stored time, UTC; None where it is none."""
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _said(fetch: "Fetch") -> list[datetime]:
    """Every moment a fetch says anything of: at least when it began."""
    manifest = fetch.manifest()
    texts = [manifest.get("checked_at"), *(file.get("fetched_at") for file in manifest["files"].values())]
    texts += [day.isoformat() for span in checks(manifest) for day in span]
    return [fetch.began, *(found for text in texts if (found := moment(text)))]


def _spans(fetch: "Fetch", name: str) -> list[Span]:
    """The day a file was fetched and the days it was found unchanged, as the manifest says."""
    manifest = fetch.manifest()
    day = date.fromisoformat(str(manifest["files"][name]["fetched_at"])[:10]) if name in manifest["files"] else None
    return [*([(day, day)] if day else []), *checks(manifest)]


def _in_order(spans: Sequence[Span]) -> list[bool]:
    """Which spans are of the longest row in which none begins before the one before it has ended."""
    ends: list[date] = []  # the least end of a row of each length, and which span has it
    at: list[int] = []
    before: list[int | None] = []
    for number, (first, last) in enumerate(spans):
        length = bisect_right(ends, min(first, date.max - DAY) + DAY)  # midnight is within the slack
        before.append(at[length - 1] if length else None)
        if length == len(ends):
            ends.append(last)
            at.append(number)
        elif last <= ends[length]:
            ends[length], at[length] = last, number
    is_in_row = [False] * len(spans)
    number_ = at[-1] if at else None
    while number_ is not None:
        is_in_row[number_] = True
        number_ = before[number_]
    return is_in_row
