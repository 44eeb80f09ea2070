"""Maps as plotly figures: areas in classes, streams between them, stops and what one reaches."""
