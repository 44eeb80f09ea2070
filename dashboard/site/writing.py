"""A site on the disk: made beside, its links followed, and put in its place whole."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from dashboard import writing as documents_writing
from dashboard.content.facts import Facts
from dashboard.documents import compose, selection
from dashboard.documents.order import Order
from dashboard.opendata import feed, files, index
from dashboard.opendata.links import FEED
from dashboard.plain import html as escape
from dashboard.site import frame, links, mark
from dashboard.site.links import SiteLinks
from dashboard.site.pages import Page
from dashboard.site.reader import Reader
from malkollen.editions.file import Edition
from malkollen.errors import ConflictError, DataError
from malkollen.reports import Format, Kind

STATIC = Path(__file__).parents[1] / "static"
DOCUMENTS: tuple[tuple[Kind, Format], ...] = (
    ("ledningsgrupp", "pdf"),
    ("ledningsgrupp", "docx"),
    ("arsredovisning", "docx"),
    ("underlag", "xlsx"),
    ("konferens", "pptx"),
    ("blad", "pdf"),
)
FONT = ("source-sans-3-latin-wght-normal.woff2", "LICENSE.txt")
"""The screen's letters, with what they may be used under: a reader's own are wider, or not there."""
LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
NAMED = re.compile(r'\bid="([^"]*)"')
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")


@dataclass(frozen=True)
class Published:
    """What was written: pages, files in all, and their bytes."""

    pages: int
    files: int
    size: int


def publish(
    facts: Facts, pages: Sequence[Page], editions: Sequence[Edition], to: Path, data: Path,
    documents: Sequence[tuple[Kind, Format]] = DOCUMENTS,
) -> Published:  # fmt: skip
    """Writes a site; the folder is whole, or as it was.

    Args:
        editions: that the feed tells of. data: the data folder, where the office may have templates of its own.
        documents: their kinds and forms.

    Raises:
        ConflictError: there is something else in the folder. DataError: it cannot be written, or a link leads nowhere.
    """
    about = {"data_version": facts.data_version, "as_of": facts.as_of.isoformat()}
    about["edition"] = facts.edition.name if facts.edition else ""
    count, size = put(to, _files(facts, pages, editions, data, documents), about)
    return Published(len(pages), count, size)


def put(to: Path, files: Iterable[tuple[str, bytes]], about: Mapping[str, str]) -> tuple[int, int]:
    """Writes a site's files by their paths, and its mark; their number and bytes. Errors as of `publish`.

    Args:
        to: the site's folder; where it is a link, the folder that it leads to is written.
        about: what the site is of.
    """
    refuse(to)
    called, to = to, Path(os.path.realpath(to))
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=f".{to.name}.") as temporary:
            site = Path(temporary) / "site"
            for path, content in files:
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                (site / path).write_bytes(content)
            if broken := broken_links(site):
                raise DataError(
                    f"{called}: {len(broken)} länkar leder ingenstans, den första {broken[0]}; inget är skrivet"
                )
            mark.write(site, about)
            sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
            _swap(site, to, called)
    except OSError:
        raise DataError(f"{called}: går inte att skriva; är mappen skrivskyddad eller disken full?") from None
    return len(sizes), sum(sizes)


def refuse(to: Path) -> None:
    """ConflictError for a folder that is not a site of ours alone, nor empty; DataError where it cannot be read."""
    try:
        mark.refuse(to, to)
    except OSError:
        raise DataError(f"{to}: går inte att läsa; får den som kör kommandot läsa mappen?") from None


def _swap(site: Path, to: Path, called: Path) -> None:
    """Puts a folder in another's place; what lay there goes when the new one stands.

    It is looked through once more when nobody finds it by its name: the site took minutes to make.
    """
    if not to.exists():
        site.rename(to)
        return
    aside = Path(tempfile.mkdtemp(dir=to.parent, prefix=f".{to.name}."))
    before = aside / "before"
    try:
        to.rename(before)
        try:
            mark.refuse(before, called)
            site.rename(to)
        except (ConflictError, OSError):
            before.rename(to)
            raise
        shutil.rmtree(before)
    finally:
        with suppress(OSError):  # never anything that could not be put back
            aside.rmdir()


def _files(
    facts: Facts, pages: Sequence[Page], editions: Sequence[Edition], data: Path,
    documents: Sequence[tuple[Kind, Format]],
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    """Everything of a site by its path."""
    known = frozenset(page.path for page in pages) | {links.DOCUMENTS}
    for page in pages:
        yield from _page(facts, page, known)
    yield from _documents(facts, data, known, documents)
    yield from _data(facts)
    yield FEED, feed.feed(facts, editions, SiteLinks(""))
    for name in FONT:
        yield f"typsnitt/{name}", (STATIC / "fonts" / name).read_bytes()
    yield frame.STYLE, b"\n".join((STATIC / name).read_bytes() for name in ("style.css", "site.css"))


def _page(facts: Facts, page: Page, known: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    reader = Reader(facts, "../" * page.path.count("/"), known, page.slots)
    body = reader.page(page.sections())
    yield from reader.files.items()
    yield page.path, frame.document(facts, page, body, known).encode()


def _documents(
    facts: Facts, data: Path, known: frozenset[str], wanted: Sequence[tuple[Kind, Format]]
) -> Iterator[tuple[str, bytes]]:
    """The documents, and the page that leads to them."""
    items = []
    for kind, form in wanted:
        keys = selection.core(facts) if kind == "underlag" else ()
        document = compose.compose(facts, data, Order(kind, keys))
        name = f"underlag/{document.name}.{form}"
        yield name, documents_writing.write(document, form, data)
        title = f"{selection.title(facts, kind)} ({form.upper()})"
        items.append(f'<li><a href="{escape(name)}">{escape(title)}</a><br>{escape(selection.about(facts, kind))}</li>')
    page = Page(links.DOCUMENTS, "Underlag", list, ("underlag", {}))
    lead = f'<p class="mk-lead">{escape(LEAD)}</p>'
    body = f'{lead}<ul class="mk-list">{"".join(items)}</ul>'
    yield links.DOCUMENTS, frame.document(facts, page, body, known).encode()


LEAD = "Samma siffror och svar som på sidorna, som filer att ta med till mötet."


def _data(facts: Facts) -> Iterator[tuple[str, bytes]]:
    for name in files.every(facts, SiteLinks("")):
        own = SiteLinks("../" * (name.count("/") + 1))
        yield f"data/{name}", files.every(facts, own)[name].make()
    shown, names = files.tabular(facts), (files.PACKAGE, files.CATALOGUE)
    yield frame.DATA, index.page(facts, shown, (), SiteLinks("../"), names)


def broken_links(folder: Path) -> list[str]:
    """Links of a site's pages that lead to no file of it, or to no part of that file: "page: link"."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}
    parts = {path: set(NAMED.findall(text)) for path, text in pages.items()}
    broken = []
    for path, text in pages.items():
        for link in dict.fromkeys(LINK.findall(text)):
            if SCHEME.match(link):
                continue
            target, _, part = unquote(unescape(link)).partition("#")
            file = (path.parent / target).resolve() if target else path
            if not file.is_file() or (part and part not in parts.get(file, set())):
                broken.append(f"{path.relative_to(folder)}: {link}")
    return broken
