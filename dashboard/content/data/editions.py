"""What is said of a fixed version: the banner above its pages, and what is another since the one before."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Remarks
from dashboard.blocks.table import Name, Number, Record, Table, table
from dashboard.content.answers import phrases
from dashboard.content.data import compared as tables, corrections, decided, lists
from dashboard.content.facts import Facts
from dashboard.content.text import ended, fixed_and_meeting, meeting_and_day, version_of_figures
from dashboard.content.verdict import question_word
from malkollen.editions import editions, snapshot
from malkollen.editions.changes import KIND_WORDS, WHY_WORDS, Changes, LabelChange, changes
from malkollen.editions.file import Edition
from malkollen.editions.snapshot import Snapshot
from malkollen.errors import DataError, MalkollenError
from malkollen.office import activities, priority_objects
from malkollen.registry import in_force, registry
from malkollen.texts.places import FIGURES, worded
from malkollen.texts.swedish import MISSING, inside, listed, number

ONE_OR_MORE = {
    "new": ("nytt", "nya"), "revised": ("reviderat", "reviderade"),
    "recounted": ("räknat på annat sätt", "räknade på annat sätt"), "gone": ("borta", "borta"),
}  # fmt: skip
CORRECTS = "Rättar den fastställda versionen {}"  # the heading of a correction's own part
ELSEWHERE = "men en annan plats i en annan jämförelse"
PROVENANCE = ("Siffrornas version", "Metod", "Fingeravtryck")
"""What a version rests on, and its mark: whoever makes one need not read it."""


@dataclass(frozen=True)
class Since:
    """What is another since a fixed version.

    Attributes:
        summary: in one sentence; lines: targets and questions decided, figures corrected, objects and activities
            that are others, and the home group's verdicts that are another, with why.
        values, labels: everything, as tables. judged: which goals are judged otherwise, also in the summary.
        heading: what it is of.
    """

    edition: Edition
    summary: str
    lines: tuple[str, ...]
    values: Table
    labels: Table
    judged: str = ""
    heading: str = "Sedan förra fastställda versionen"

    @property
    def is_any(self) -> bool:
        """Whether anything is another."""
        return bool(self.lines or self.values.rows or self.labels.rows or self.judged)


def banner(facts: Facts) -> str | None:
    """Which fixed version a page shows; None where it shows what holds now."""
    fixed = facts.edition
    if fixed is None:
        return None
    others = corrections.corrects(facts, " Den rättar {}.") + corrections.corrected(facts, " Den är rättad av {}.")
    return (
        f"Fastställd version {fixed.name}: {fixed_and_meeting(fixed)}. Siffror, målvärden och "
        f"bedömningar är de som gällde när den fastställdes.{others}"
    )


def editions_table(data: Path, hidden: Collection[str] = ()) -> Table:
    """Every fixed version, the latest meeting first. hidden: columns that stand in the files alone."""
    fixed = editions.listed(data)
    told = {made.name: corrections.correction(made, fixed) for made in fixed}
    records: list[Record] = [
        {
            "Namn": Name(made.name),
            "Möte": made.meeting,
            "Dag": made.day.isoformat(),
            "Fastställd": made.created_at.astimezone().date().isoformat(),
            **({"Rättelse": told[made.name] or MISSING} if any(told.values()) else {}),
            "Siffrornas version": made.data_version,
            "Metod": made.method_version,
            "Fingeravtryck": made.mark,
        }
        for made in fixed
    ]
    return table("Den senaste först", "malkollen_faststallda_versioner", records, "Målkollen", hidden=hidden)


def plain_values(data: Path, name: str) -> Table:
    """A fixed version's values from its CSV alone: shown where this program cannot read its database.

    Raises:
        MalkollenError: there is none of that name, or it is not as it was made.
    """
    edition = editions.find(data, name)
    try:
        text = (editions.opened(data, name) / editions.VALUES).read_text(encoding="utf-8")
        rows = sorted(snapshot.read_rows(text), key=lambda row: int(row["year"]))
    except (OSError, ValueError, TypeError):
        raise DataError(f"{name}: {editions.VALUES} går inte att läsa") from None
    latest: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in rows:
        latest[row["indicator"], row["area"], row["variant"]] = row
    records: list[Record] = [
        {
            "Kod": row["code"],
            "Indikator": row["title"],
            "Område": row["area_name"],
            "År": row["year"],
            "Variant": tables.variant(row["variant"]),
            "Värde": Number(float(row["value"]), 2),
            "Enhet": row["unit"],
        }
        for row in latest.values()
    ]
    title = f"Senaste värden i {edition.name}, {meeting_and_day(edition.meeting, edition.day)}"
    return table(
        title, f"malkollen_{edition.name}_varden", records, f"Målkollen, {version_of_figures(edition.data_version)}"
    )


def differs(facts: Facts, data: Path) -> str | None:
    """That a verdict is worded otherwise by this program than when the version was fixed; None where none is."""
    if facts.edition is None:
        return None
    try:
        was = editions.snapshot_of(data, facts.edition.name)
    except MalkollenError as error:  # what it said then cannot be read; the page can
        return f"Om bedömningarna löd likadant då går inte att säga. {error}"
    now = snapshot.labels(facts.assessor, facts.areas)
    count = sum(was.labels.get(key, "") != now.get(key, "") for key in was.labels.keys() | now.keys())
    if not count:
        return None
    return (
        f"{'1 bedömning är räknad' if count == 1 else f'{number(count)} bedömningar är räknade'} med en nyare metod än "
        f"{was.method_version} och lyder annorlunda här. Som de löd då står de i den fastställda versionens fil."
    )


def before(facts: Facts, data: Path) -> Edition | None:
    """The fixed version before what is shown: the latest one, or of a fixed version the latest when it was made.

    A version that corrects another of the same meeting is held against the meeting before: nobody met over the first.

    None where a programme is read aside: what holds now is what versions are held against.
    """
    if facts.aside:
        return None
    shown = facts.edition
    return next(
        (
            found
            for found in editions.listed(data)
            if shown is None
            or (
                (found.created_at, found.day) < (shown.created_at, shown.day)
                and not editions.is_of_one_meeting(found, shown)
            )
        ),
        None,
    )


def since(facts: Facts, data: Path) -> Since | None:
    """What is another than in the fixed version before what is shown; None where none is.

    Of a fixed version its own words are compared, as they were then, so that nothing can become another later.
    """
    edition = before(facts, data)
    return _since(facts, data, edition) if edition else None


def correcting(facts: Facts, data: Path) -> Since | None:
    """What is another than in the version of the same meeting that a fixed version corrects; None where it does not."""
    edition = editions.corrects(data, facts.edition) if facts.edition else None
    if edition is None:
        return None
    found = _since(facts, data, edition)
    is_of_words = found.judged and not found.values.rows and not found.labels.rows
    summary = found.judged.strip() if is_of_words else found.summary
    return replace(found, heading=CORRECTS.format(edition.name), summary=summary)


def _since(facts: Facts, data: Path, edition: Edition) -> Since:
    news: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    judged = ""
    try:
        then, now = editions.snapshot_of(data, edition.name), _said(facts, data)
        compared = changes(then, now)
        news = (
            *decided.targets(then.registry, now.registry),
            *decided.questions(facts, then.registry, now.registry),
            *lists.changed(facts, data, edition, priority_objects.FILE_NAME),  # few, and a core measure counts them
            *decided.corrected(facts, compared),
            *lists.changed(facts, data, edition, activities.FILE_NAME),
        )
        verdicts = tuple(_lines(facts, compared, then, now))
        judged = decided.judged(facts, data, edition)
        summary = f"{_summary(facts, compared)}{judged}"
    except MalkollenError as error:  # an edition that cannot be read stops no page
        compared, summary = Changes([], []), f"Den kan inte jämföras med: {error}"
    return Since(
        edition,
        summary,
        (*news, *verdicts),
        tables.values_table(facts, compared, edition),
        tables.labels_table(facts, compared, edition),
        judged,
    )


def _lines(facts: Facts, compared: Changes, then: Snapshot, now: Snapshot) -> Iterator[str]:
    for change in compared.labels:
        if change.key.area == facts.areas.home.id:
            yield _line(facts, compared, change, _places(change, then, now))


def _places(change: LabelChange, then: Snapshot, now: Snapshot) -> tuple[str, str]:
    """The places of a verdict that is of places, as the answers say them; what each was where it is of other things."""
    was, is_now = change.before, change.after
    if change.key.question == "läge":
        key, area, variant, _ = change.key
        was, is_now = (
            (FIGURES.search(label) and tables.place(found, key, area, variant)) or label
            for label, found in ((was, then), (is_now, now))
        )
    return was, is_now


def since_section(since: Since) -> PageSection:
    """What is another than in a fixed version: the home's verdicts with why, and everything as tables."""
    made = since.edition
    summary = Text(f"{made.name}, {fixed_and_meeting(made)}: {since.summary}", "takeaway")
    blocks: list[PageBlock] = [summary, Remarks(since.lines)]
    if since.labels.rows:
        blocks.append(Sheet(since.labels, "since-labels", "Alla omdömen som är andra"))
    if since.values.rows:
        blocks.append(Sheet(since.values, "since-values", "Alla värden som är andra"))
    return PageSection(since.heading, blocks)


def _said(facts: Facts, data: Path) -> Snapshot:
    if facts.edition:
        return editions.snapshot_of(data, facts.edition.name)
    return snapshot.of(facts.assessor, facts.areas, in_force.under(registry.load(), facts.programme_key))


def _summary(facts: Facts, changes: Changes) -> str:
    """How many values and verdicts are another, in two sentences."""
    counts = {kind: sum(change.kind == kind for change in changes.values) for kind in KIND_WORDS}
    parts = [
        f"{number(count)} {'värde' if count == 1 else 'värden'} är {ONE_OR_MORE[kind][count > 1]}"
        for kind, count in counts.items()
        if count
    ]
    return f"{ended(listed(parts) or 'Inget värde är annorlunda')} {_verdicts(facts, changes)}"


def _verdicts(facts: Facts, changes: Changes) -> str:
    """How many of the home group's verdicts are another, and of other areas'."""
    home = facts.areas.home
    own = sum(change.key.area == home.id for change in changes.labels)
    if not changes.labels:
        return "Inget uträknat omdöme är annorlunda."
    others = len(changes.labels) - own
    said = f"{number(own) if own else 'Inget'} av {home.name}s omdömen är {'andra' if own > 1 else 'ett annat'}."
    if not others:
        return said
    return f"{said} Om andra områden är {number(others)} {'omdöme ett annat' if others == 1 else 'omdömen andra'}."


def _line(facts: Facts, found: Changes, change: LabelChange, pair: tuple[str, str]) -> str:
    """One verdict that is another: "Elbilar, utveckling: från X till Y (nya uppgifter)".

    pair: what it was and is. Where the place that is told is as it was, that of another comparison is another.
    """
    title = phrases.name(found.indicators[change.key.indicator])
    variant = f" {inside(tables.variant(change.key.variant))}" if change.key.variant in ("with", "without") else ""
    why = "; ".join(WHY_WORDS[why] for why in change.why)
    is_low = found.indicators[change.key.indicator].better == "lower"
    before, after = (worded(one, is_low_best=is_low) or "inget omdöme" for one in pair)
    asked = inside(question_word(facts.registry.comparison.called, change.key.question))
    said = f"från {before} till {after}" if before != after else f"{after} som förut, {ELSEWHERE}"
    return f"{title}, {asked}{variant}: {said} ({why})"
