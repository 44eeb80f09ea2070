"""Figures as plain data: lines, bands, shapes, looks and spacing, the same for screen, paper and slides."""
