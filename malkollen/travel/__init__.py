"""Travel times by public transport: walking, waiting and riding from door to door on one operating day."""
