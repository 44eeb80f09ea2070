"""Small areas: who lives where, and what lies near."""
