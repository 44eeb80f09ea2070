"""The office's own lists as tables that are filled in on the screen; their files stay the truth."""
