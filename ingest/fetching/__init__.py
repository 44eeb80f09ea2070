"""How publishers are asked, and how their answers are kept as they came."""
