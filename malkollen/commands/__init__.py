"""What each command prints. Only the front door imports this room."""
