"""The server around the pages: who is let in, which doors are open, and what every answer says of itself."""
