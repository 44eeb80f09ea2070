"""SCB's statistics database: tables asked for in parts, and their answers read."""
