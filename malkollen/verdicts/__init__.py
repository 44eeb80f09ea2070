"""From values to verdicts: the registry and the figures meet the arithmetic of assess/."""
