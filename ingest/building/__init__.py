"""From staged rows to a database that is swapped in whole."""
