"""Which sections a document has, in what order."""
