"""Semantic HTML of the pieces of a page: data in, escaped text out; no Streamlit."""
