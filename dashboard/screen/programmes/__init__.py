"""Which programme a visitor reads, and what is shown of programmes."""
