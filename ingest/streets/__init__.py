"""From OpenStreetMap to the street map that is kept: who may go where, which way, how fast, and what is forbidden."""
