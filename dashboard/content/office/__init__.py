"""What the page Kansli says."""
