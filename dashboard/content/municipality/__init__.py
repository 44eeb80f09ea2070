"""What is said of a municipality."""
