"""What is fixed for a meeting and never changes."""
