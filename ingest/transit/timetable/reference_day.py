"""The day that stands for weekdays: the ordinary Tuesday–Thursday on which most trips run.

Ordinary: no public holiday in Sweden, not the day before one (traffic thins out) and not between 23 December and
7 January. Of days with as many trips the first is taken, so that the same timetable always gives the same day.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from ingest.transit.timetable import service
from ingest.transit.timetable.feed import Feed
from malkollen.texts.swedish import number

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
MIDWEEK = (2, 3, 4)


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar (the anonymous algorithm, Nature 1876; Meeus 1991, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def holidays(year: int) -> frozenset[date]:
    """Sweden's public holidays, and the eves of Midsummer, Christmas and New Year, which traffic treats as such."""
    sunday = easter(year)
    fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    midsummer = _saturday_from(date(year, 6, 20))
    days = [date(year, month, day) for month, day in fixed]
    days += [sunday + timedelta(step) for step in (-2, 0, 1, 39, 49)]
    return frozenset([*days, midsummer - timedelta(1), midsummer, _saturday_from(date(year, 10, 31))])


def is_ordinary(day: date) -> bool:
    """A Tuesday, Wednesday or Thursday when traffic is what it is most weeks."""
    if day.isoweekday() not in MIDWEEK or (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 7):
        return False
    free = holidays(day.year)
    return day not in free and day + timedelta(1) not in free


def choose(trips: Mapping[date, int], first: date | None = None, last: date | None = None) -> tuple[date, str]:
    """The reference day and why it is that, in Swedish.

    Args:
        trips: how many run each day; not empty.
        first, last: the period the publisher says the timetable holds for; days outside are taken if none is inside.
    """
    days = _inside(trips, first, last) or trips
    ordinary = {day: n for day, n in days.items() if is_ordinary(day)}
    chosen = max(ordinary or days, key=lambda day: ((ordinary or days)[day], -day.toordinal()))
    count, period = number(days[chosen]), f"{min(days)}–{max(days)}"
    if ordinary:
        why = f"den tisdag–torsdag med flest resor ({count}) av {len(ordinary)} vanliga i tidtabellen {period}"
    else:
        why = f"dagen med flest resor ({count}); ingen vanlig tisdag–torsdag finns i tidtabellen {period}"
    return chosen, f"{written(chosen)}: {why}"


def of(feed: Feed, wanted: date | None = None) -> tuple[date, str, date, date]:
    """The reference day of a timetable, its reason, and the first and last day that anything runs.

    Args:
        wanted: a day that is taken instead.

    Raises:
        SourceError: nothing runs at all, or not on the wanted day.
    """
    trips = _trips(feed)
    starts, ends = min(trips), max(trips)
    if wanted is not None:
        if wanted not in trips:
            raise feed.fault(f"ingen trafik {wanted}; tidtabellen gäller {starts} till {ends}")
        return wanted, f"{written(wanted)}: vald för hand, {number(trips[wanted])} resor", starts, ends
    return *choose(trips, *_said(feed)), starts, ends


def period(feed: Feed) -> tuple[date, date]:
    """The first and last day that anything runs, within what the publisher says where anything runs there.

    Raises:
        SourceError: nothing runs at all.
    """
    trips = _trips(feed)
    days = _inside(trips, *_said(feed)) or trips
    return min(days), max(days)


def _trips(feed: Feed) -> Mapping[date, int]:
    if not (trips := service.trips_by_day(feed)):
        raise feed.fault("ingen trafik på någon dag; calendar.txt och calendar_dates.txt ger inga dagar åt resorna")
    return trips


def _said(feed: Feed) -> tuple[date | None, date | None]:
    """The period that feed_info.txt gives; of several rows the days that all of them hold for."""
    row = feed.db.execute(
        "SELECT max(try_strptime(feed_start_date, '%Y%m%d')::DATE), min(try_strptime(feed_end_date, '%Y%m%d')::DATE) "
        "FROM feed_info"
    ).fetchone()
    return row or (None, None)


def _inside(trips: Mapping[date, int], first: date | None, last: date | None) -> dict[date, int]:
    return {day: n for day, n in trips.items() if (first is None or day >= first) and (last is None or day <= last)}


def written(day: date) -> str:
    """A day in words: "tisdag 6 oktober 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _saturday_from(day: date) -> date:
    return day + timedelta((5 - day.weekday()) % 7)
