"""What a value means beside others. Pure arithmetic, standard library only."""
