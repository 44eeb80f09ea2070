"""A site of a few pages of every kind, with one document: as quick to write as to read."""

from pathlib import Path

from dashboard.content.facts import Facts
from dashboard.site import pages, writing

KINDS = (
    "index.html", "mal/klimatomstallning.html", "indikator/index.html", "indikator/K01.html", "indikator/K02.html",
    "indikator/K04.html", "jamfor/K02.html", "kommun/0127.html", "kommun/0180.html", "sida-vid-sida.html",
    "pendling.html", "prioriterade-objekt.html", "kallor.html", "sa-bedomer-vi.html", "ord.html",
)  # fmt: skip


def publish(facts: Facts, to: Path, data: Path, *, only: tuple[str, ...] = KINDS) -> writing.Published:
    every = [page for page in pages.every(facts) if page.path in only]
    assert len(every) == len(only)
    return writing.publish(facts, every, (), to, data, [("underlag", "xlsx")])
