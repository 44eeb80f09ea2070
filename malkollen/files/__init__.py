"""Files that somebody gives or several write: looked at first, locked, unpacked and cleared away."""
