"""Loaded timetables as the pages read them: what a build has computed of each, and the stops of its files."""
