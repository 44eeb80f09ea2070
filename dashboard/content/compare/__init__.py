"""What is said where areas stand beside one another."""
