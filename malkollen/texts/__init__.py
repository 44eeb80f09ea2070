"""Texts and numbers as people read them, and as a line, a file or a terminal can hold them."""
