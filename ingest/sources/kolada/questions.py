"""What Kolada is asked, page by page, and the same questions read again from the raw store."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ingest import publishers
from ingest.fetching import addresses, conditional
from ingest.fetching.download import Answer, Client
from ingest.fetching.raw import Fetch
from ingest.sources.kolada import answers, kpis
from ingest.sources.kolada.answers import Page
from malkollen.errors import SourceError

URL_VARIABLE = "MALKOLLEN_KOLADA_URL"
DECLARED = addresses.of(kpis.NAME, URL_VARIABLE)
AT_ONCE = 20  # ids in a list; more than 25 are refused
MOST_PAGES = 200

Question = tuple[str, str]
"""The name of the stored files and the path that is asked."""


def units() -> Question:
    """The question for the municipalities and regions."""
    return "municipality", _paths()["municipalities"]


def titles(ids: Sequence[str]) -> Iterator[Question]:
    """The questions for the titles of some key figures."""
    for number, batch in enumerate(_batches(ids), start=1):
        yield f"kpi-{number}", f"{_paths()['titles']}/{batch}"


def figures(ids: Sequence[str], units: Mapping[str, str]) -> Iterator[Question]:
    """The questions for the figures: every municipality, riket and the county, all years."""
    taken = answers.areas()
    wanted = sorted(key for key, kind in units.items() if kind == "K" or key in taken)
    for number, batch in enumerate(_batches(ids), start=1):
        for part, places in enumerate(_batches(wanted), start=1):
            path = f"{_paths()['figures']}/{batch}/municipality/{places}"
            yield f"data-{number}-{part:02d}", path


def search(client: Client, into: Fetch | None, key: str) -> list[Mapping[str, Any]]:
    """The key figures whose titles have the words of one, for its successor; stored where a fetch is given.

    Only the first page is asked for, and a search that is not answered finds nothing: it is only advice.
    """
    name, path = f"successor-{key}.json", _paths()["titles"]
    try:
        if into and into.has(name):
            return answers.page(into.file(name).read_bytes(), path).rows
        answer = client.get(DECLARED.base + path, {"title": kpis.kpis()[key].words()})
        rows = answers.page(answer.content, path).rows
        if into:
            into.keep(name, answer)
    except SourceError:
        return []
    return rows


def searched(fetch: Fetch, key: str) -> list[Mapping[str, Any]]:
    """What a stored search found; nothing where there is none."""
    name = f"successor-{key}.json"
    return answers.page(fetch.file(name).read_bytes(), name).rows if fetch.has(name) else []


def ask(client: Client, question: Question) -> list[Page]:
    """The pages of an answer; nothing is stored."""
    return _pages(question[1], lambda query, _number: _get(client, None, question[1], query).content)


def bring(client: Client, into: Fetch, question: Question) -> list[Page]:
    """The pages of an answer, stored; those that are stored already are not asked for again."""
    name, path = question

    def content(query: str | None, number: int) -> bytes:
        file = f"{name}-{number}.json"
        if into.has(file):
            return into.file(file).read_bytes()
        answer = _get(client, into, path, query)
        answers.page(answer.content, path)  # what is no answer is not stored: the next try asks again
        into.keep(file, answer)
        return answer.content

    return _pages(path, content)


def stored(fetch: Fetch, question: Question) -> list[Page]:
    """The pages of an answer that is stored; SourceError where one is gone or has been changed."""
    name, path = question

    def content(_query: str | None, number: int) -> bytes:
        file = f"{name}-{number}.json"
        if not fetch.has(file):
            raise SourceError(f"Kolada: hämtningen {fetch.id} saknar {file} eller filen är ändrad; hämta igen")
        return fetch.file(file).read_bytes()

    return _pages(path, content)


def _pages(path: str, content: Callable[[str | None, int], bytes]) -> list[Page]:
    """Follows the pages of an answer to the last.

    Args:
        content: the bytes of a page, given the query that asks for it (None: the first) and its number.
    """
    pages: list[Page] = []
    query: str | None = None
    seen: set[str | None] = set()
    while query not in seen and len(pages) < MOST_PAGES:
        seen.add(query)
        pages.append(answers.page(content(query, len(pages) + 1), path))
        query = pages[-1].next_query
        if query is None:
            answers.check_count(pages, path)
            return pages
    raise SourceError(f"Kolada: svaret på {path[:80]} tar aldrig slut ({len(pages)} sidor); gränssnittet har ändrats")


def _get(client: Client, into: Fetch | None, path: str, query: str | None) -> Answer:
    with addresses.naming(kpis.NAME, "paths"):
        return conditional.get(client, into, f"{DECLARED.base}{path}{'?' + query if query else ''}")


def _paths() -> Mapping[str, str]:
    paths: Mapping[str, str] = publishers.read(kpis.NAME)["paths"]
    return paths


def _batches(ids: Sequence[str]) -> Iterator[str]:
    return (",".join(ids[first : first + AT_ONCE]) for first in range(0, len(ids), AT_ONCE))
