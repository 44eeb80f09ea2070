"""Open data over HTTP: the doors, what is kept of what has been made, and how a file is handed over."""
