"""What is said of commuting."""
