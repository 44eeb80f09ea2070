"""The commands that read a file that somebody has, without a database."""
