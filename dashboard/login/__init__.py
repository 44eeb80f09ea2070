"""Who reads a page, and the ways in and out."""
