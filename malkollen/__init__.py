"""Målkollen's core: what the published figures mean for an area. No network, no screen."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The checkout: where indicators.toml, data/ and dashboard/ lie."""
