"""Målkollen as files: the same pages in HTML and SVG that need no script and ask nobody for anything."""
