"""What Kolada is asked, page by page, and the same questions read again from the raw store."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ingest.fetching import conditional
from ingest.fetching.addresses import Declared
from ingest.fetching.download import Answer, Client
from ingest.fetching.raw import Fetch
from ingest.sources.kolada import answers, kpis
from ingest.sources.kolada.answers import Page
from malkollen.errors import SourceError

URL_VARIABLE = "MALKOLLEN_KOLADA_URL"
URL = "https://api.kolada.se/v3"
DECLARED = Declared((URL,), URL_VARIABLE)
AT_ONCE = 20  # ids in a list; more than 25 are refused
MOST_PAGES = 200

Question = tuple[str, str]
"""The name of the stored files and the path that is asked."""

UNITS: Question = ("municipality", "/municipality")


def titles() -> Iterator[Question]:
    """The questions for the titles of the key figures."""
    for number, ids in enumerate(_batches(list(kpis.kpis())), start=1):
        yield f"kpi-{number}", f"/kpi/{ids}"


def figures(units: Mapping[str, str]) -> Iterator[Question]:
    """The questions for the figures: every municipality, riket and the county, all years."""
    taken = answers.areas()
    wanted = sorted(key for key, kind in units.items() if kind == "K" or key in taken)
    for number, ids in enumerate(_batches(list(kpis.kpis())), start=1):
        for part, places in enumerate(_batches(wanted), start=1):
            yield f"data-{number}-{part:02d}", f"/data/kpi/{ids}/municipality/{places}"


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
    found: list[Page] = []
    query: str | None = None
    seen: set[str | None] = set()
    while query not in seen and len(found) < MOST_PAGES:
        seen.add(query)
        found.append(answers.page(content(query, len(found) + 1), path))
        query = found[-1].next_query
        if query is None:
            answers.check_count(found, path)
            return found
    raise SourceError(f"Kolada: svaret på {path[:80]} tar aldrig slut ({len(found)} sidor); gränssnittet har ändrats")


def _get(client: Client, into: Fetch | None, path: str, query: str | None) -> Answer:
    return conditional.get(client, into, f"{DECLARED.base}{path}{'?' + query if query else ''}")


def _batches(ids: Sequence[str]) -> Iterator[str]:
    return (",".join(ids[first : first + AT_ONCE]) for first in range(0, len(ids), AT_ONCE))
