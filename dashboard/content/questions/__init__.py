"""Fråga Målkollen: what can be asked, what each question is answered, and which question a reader means."""
