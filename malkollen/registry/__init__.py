"""indicators.toml as checked objects."""
