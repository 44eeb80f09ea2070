"""Safety copies: everything of a data folder that cannot be built anew, in one file, and back again."""
