"""What a figure is for an area: places, sums, formulas, published series."""
