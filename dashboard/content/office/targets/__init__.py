"""What a target comes to where it is filled in: of what it is, and whether its indicator is judged against it."""
