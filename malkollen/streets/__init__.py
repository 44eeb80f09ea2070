"""Travel times on streets, on foot, by cycle and by car: what is kept of the map, what it costs, and the search."""
