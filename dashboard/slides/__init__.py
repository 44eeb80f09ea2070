"""Documents as PPTX."""
