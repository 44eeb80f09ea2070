"""A timetable (GTFS) read: calls, days, departures, connections."""
