"""The office's own forms."""
