"""From a timetable to departures, access and travel times: stops, days, modes, small areas and methods."""
