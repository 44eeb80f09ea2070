"""What the office itself writes: judgements, objects, activities."""
