"""What waits for somebody to decide: what, who, by when, what each choice leads to, and where it is prepared."""
