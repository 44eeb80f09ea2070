"""The stylesheet of the screen."""

from pathlib import Path

_FILE = Path(__file__).parents[1] / "static" / "style.css"
STYLE = f"<style>{_FILE.read_text(encoding='utf-8')}</style>"
"""Read once: a page is drawn, if only to say what is wrong, also when no file can be opened."""
