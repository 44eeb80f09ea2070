"""What is said of an indicator."""
