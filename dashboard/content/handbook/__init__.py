"""The office's handbook, chapter by chapter, as its paper says it."""
