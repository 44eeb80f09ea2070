"""What is said of figures, sources and fixed versions."""
