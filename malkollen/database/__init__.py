"""The database's file: where it is, what it holds, how fresh it is."""
