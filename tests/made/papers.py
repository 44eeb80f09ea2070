"""The papers as tests read them: their commands, blocks of code, links, headings, and what they name."""

import re
import shlex
from pathlib import Path

from malkollen import ROOT

README, OFFICE, FIGURES, SERVER, BUILDERS, OTHERS = NAMES = (
    "README.md", "docs/kansli.md", "docs/siffror.md", "docs/drift.md", "docs/utveckla.md", "docs/annan-samverkan.md",
)  # fmt: skip
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
SUBCOMMANDS = (
    "start", "ingest", "values", "assess", "answers", "indicators", "sources", "changes", "check", "timetable",
    "journeys", "report", "edition", "backup", "restore", "priorities", "record", "replay", "streets", "access",
    "proposal", "publish", "cooperation",
)  # fmt: skip
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`]+)`")
COMMAND = re.compile(rf"\bmalkollen ((?:{'|'.join(SUBCOMMANDS)})\b[^\n#|&>}}]*)")


def blocks(name: str) -> list[tuple[str, str]]:
    """Language and text of each block of code in a paper."""
    return FENCE.findall(TEXTS[name])


def block(start: str) -> str:
    """The one block of code, in any paper, that begins so."""
    (found,) = (text for name in NAMES for _, text in blocks(name) if text.startswith(start))
    return found


def spans(name: str) -> list[str]:
    """What stands as code within a paper's lines; one that is broken over two lines in one piece."""
    return [" ".join(text.split()) for text in SPAN.findall(FENCE.sub("", TEXTS[name]))]


def commands(*wanted: str) -> list[list[str]]:
    """Every call of the program in any paper, in blocks and in lines, each once and in the order of the papers.

    Args:
        wanted: only calls of these commands.
    """
    texts = [text for name in NAMES for text in [*(text for _, text in blocks(name)), *spans(name)]]
    found = [tuple(shlex.split(call)) for text in texts for call in COMMAND.findall(text)]
    return [list(call) for call in dict.fromkeys(found) if not wanted or call[0] in wanted]


def first_cells(name: str) -> list[str]:
    """What stands as code in the first column of a paper's tables."""
    cells = re.findall(r"^\| (`[^|]+) \|", TEXTS[name], re.MULTILINE)
    return [text for cell in cells for text in SPAN.findall(cell)]


def anchors(path: Path) -> set[str]:
    """The addresses of a paper's headings, as the pages that show it make them."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-") for title in titles}


def links(path: Path) -> list[str]:
    """Where a paper's links lead, but those to other places than this checkout."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
