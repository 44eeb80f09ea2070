"""What members and the office do: each act asks whether they may, does it, and writes a line in the journal."""
