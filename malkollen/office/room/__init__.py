"""What the office has under way: long work, and what is read in and waits for yes or no."""
