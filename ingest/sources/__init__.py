"""One module a source; each has `stage`. Sources never import one another."""
