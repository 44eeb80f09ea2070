"""Figures on paper, as vectors."""
