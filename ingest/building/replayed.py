"""What a recording answered in a publisher's place: it says so where it is shown, and gives way to the publisher."""

from collections.abc import Sequence

from ingest.fetching import manifests
from ingest.fetching.raw import Fetch
from ingest.source import Source

PARTIAL = "läst utan fel, men bara en del av den är med i inspelningen; inget räknas ur den"


def own_first(fetches: list[Fetch]) -> list[Fetch]:
    """The fetches without those of a recording, once the publisher itself has answered after them; newest first."""
    is_own = bool(fetches) and not manifests.replayed(fetches[0].manifest())
    return [fetch for fetch in fetches if not manifests.replayed(fetch.manifest())] if is_own else fetches


def marked(source: Source, fetches: Sequence[Fetch]) -> Source:
    """A source as it is declared; of a recording it says so, wherever it is named."""
    days = [day for fetch in fetches if (day := manifests.replayed(fetch.manifest()))]
    if not days:
        return source
    said = f"Uppspelat ur en inspelning från {max(days)}; inte hämtat från {source.publisher}."
    through = f"en inspelning från {max(days)}, uppspelad"
    return source.model_copy(update={"retrieved_through": through, "caveats": (said, *source.caveats)})


def partial(fetches: Sequence[Fetch]) -> Fetch | None:
    """A fetch that is cut in a way that its figures would be other ones; None where none is."""
    return next((fetch for fetch in fetches if manifests.is_cut(fetch.manifest())), None)
