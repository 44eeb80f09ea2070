"""From the publishers' figures to data/malkollen.duckdb. Never imports the dashboard."""
