"""Blocks: what pages and documents are made of, as plain data that knows no library; every medium reads the same."""
