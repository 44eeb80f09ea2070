"""Forms of answers that several publishers share."""
