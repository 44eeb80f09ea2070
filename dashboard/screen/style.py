"""The stylesheet of the screen."""

from pathlib import Path

STYLE = f"<style>{(Path(__file__).parents[1] / 'static' / 'style.css').read_text(encoding='utf-8')}</style>"
"""Read once: a page is drawn, if only to say what is wrong, also when no file can be opened."""
