"""What is said of public transport."""
