"""No pattern takes longer than it takes to read a text: what others write cannot hold an ingest or a page."""

import subprocess
import sys
from pathlib import Path

LEAST = 60
"""So many patterns there are at least: fewer would mean that they are not looked at."""


def test_no_pattern_reads_a_long_text_over_and_over_again() -> None:
    """In a process of its own, which stops each try by the processor's clock."""
    program = Path(__file__).with_name("pattern_pumping.py")
    ran = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=300, check=False)
    *slow, count = ran.stdout.splitlines() or [ran.stderr]
    assert slow == []
    assert int(count) >= LEAST
