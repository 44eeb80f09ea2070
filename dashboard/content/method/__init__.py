"""How verdicts are made, in words and worked examples."""
