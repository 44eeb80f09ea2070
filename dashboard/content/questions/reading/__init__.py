"""How a reader's words are read: as Swedish, and as one of many texts that they may mean."""
