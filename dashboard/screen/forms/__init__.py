"""What a reader or the office fills in on a page: settled first, asked where it stands, checked, kept."""
