"""Logging in as the operator has set it up: which provider, what its claims say of somebody, and what is taken back."""
