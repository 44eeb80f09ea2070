"""What is said of a goal."""
