"""From A to B by every way of travelling: how long it takes and how many one reaches, in words and tables."""
