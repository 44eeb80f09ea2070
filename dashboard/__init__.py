"""The screen. Never imports ingest: what it shows stands in the database and the registry."""
