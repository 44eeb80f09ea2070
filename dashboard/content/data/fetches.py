"""What the page Data och källor says of how the figures came: fetches, what waits for somebody, what changed."""

from collections.abc import Mapping
from datetime import date, datetime

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.data import taken
from dashboard.content.data.sources import OWN, in_use
from dashboard.content.facts import Facts
from dashboard.content.text import file_day, label_word
from dashboard.content.verdict import question_word
from malkollen.database.changed import CHANGE_WORDS, STATE_WORDS, Changed, ChangedVerdict, Fetched
from malkollen.database.freshness import Freshness
from malkollen.texts.swedish import MISSING, listed, number

VARIANT_WORDS = {"with": "alla kommuner", "without": "utan kommuner med många företagsbilar", "joint": "båda"}
INGESTS_SHOWN = 5
PRINT_LETTERS = 12
CARRIED = f"{taken.BY_HAND}: de följer med Målkollen och hämtas inte av sig själva"


def summary(facts: Facts) -> str:
    """How many sources are fetched and how many were put in by hand, in a sentence."""
    live = [fetch for fetch in facts.fetches if fetch.is_shown and fetch.state != "carried"]
    fetched = sum(len(fetch.sources) for fetch in live)
    used = {source.source for source in in_use(facts)}
    carried = len([fetch for fetch in facts.fetches if fetch.state == "carried" and used & {*fetch.sources}])
    if not facts.fetches:
        return "Databasen säger inte hur siffrorna kom; den byggs om vid nästa inläsning."
    if not carried:
        return f"Alla {fetched} källor är {_brought(facts)}."
    hand = [source for source in in_use(facts) if taken.way(facts, source) == taken.BY_HAND]
    by_hand = f"{taken.told(facts, hand)} och följer med Målkollen, så som utgivarna har publicerat dem"
    if not fetched:
        return f"Alla {carried} källors siffror är {by_hand}. Målkollen hämtar ingen av dem än."
    some = f"{fetched} av {fetched + carried} källor är {_brought(facts)}"
    return f"{some}; {carried} källors siffror är {by_hand}."


def _brought(facts: Facts) -> str:
    """How the figures came that are fetched or read in, in the ways that are used."""
    shown = [fetch for fetch in facts.fetches if fetch.is_shown and fetch.state != "carried" and fetch.sources]
    is_both = len({fetch.is_from_file for fetch in shown}) > 1
    if is_both:
        return "hämtade från utgivaren eller inlästa ur en fil"
    return "inlästa ur en fil" if any(fetch.is_from_file for fetch in shown) else "hämtade från utgivaren"


def waiting_text(facts: Facts) -> str:
    """Which sources need somebody, in a sentence; empty where none does."""
    needing = dict.fromkeys(
        fetch.publisher for fetch in facts.fetches if fetch.state in ("held", "refused") or fetch.failure
    )
    return f"Någon behöver titta på {listed(needing)}: se tabellen." if needing else ""


def fetches_table(facts: Facts) -> Table:
    """Every live source's newest fetch and the one that is shown, with what somebody has to do."""
    records = [_fetch_record(facts, fetch) for fetch in facts.fetches if fetch.state != "carried"]
    notes = (
        "Tider i UTC. En hämtning som avvisats eller hålls tillbaka visas aldrig: den förra goda ligger kvar.",
        "Fingeravtrycket (SHA-256) är av filen, så som den kom.",
    )
    return table(
        "Hämtningar",
        f"malkollen_hamtningar_{file_day(facts)}",
        records,
        OWN,
        notes=notes,
        hidden=("Filer", "Byte", "Hela fingeravtrycket"),
    )


def _fetch_record(facts: Facts, fetch: Fetched) -> Record:
    titles = {source.source: source.title for source in facts.sources}
    return {
        "Utgivare": fetch.publisher,
        "Hämtas med": fetch.module,
        "Läge": STATE_WORDS[fetch.state],
        "Visas": listed(titles.get(source, source) for source in fetch.sources) or "nej",
        "Hämtad eller inläst": _time(fetch.fetched_at),
        "Kontrollerad": _time(fetch.checked_at or fetch.fetched_at),
        "Att göra": " ".join(_sentences(fetch)) or MISSING,
        "Fingeravtryck": fetch.sha256[:PRINT_LETTERS] if fetch.sha256 else MISSING,
        "Filer": Number(fetch.files),
        "Byte": Number(fetch.size),
        "Hela fingeravtrycket": fetch.sha256 or MISSING,
    }


def _sentences(fetch: Fetched) -> list[str]:
    """What is wrong and what to do, each a sentence."""
    said = [fetch.reason, f"Senaste försöket: {fetch.failure}" if fetch.failure else None, fetch.help]
    return [f"{text[0].upper()}{text[1:].rstrip('.')}." for text in said if text]


def origin(facts: Facts, source: Freshness) -> dict[str, str]:
    """How one source's figures came, for its declaration."""
    fetch = next((fetch for fetch in facts.fetches if fetch.is_shown and source.source in fetch.sources), None)
    if fetch is None:
        return {}
    if fetch.state == "carried":
        return {"Hur siffrorna kom": CARRIED}
    newer = [other for other in facts.fetches if other.module == fetch.module and not other.is_shown]
    return {
        "Hur siffrorna kom": f"{taken.way(facts, source)} {_time(fetch.fetched_at)} (UTC), {STATE_WORDS[fetch.state]}",
        "Senast kontrollerad": _time(fetch.checked_at or fetch.fetched_at),
        "Fingeravtryck": fetch.sha256 or MISSING,
        **{f"Nyare hämtning ({STATE_WORDS[other.state]})": " ".join(_sentences(other)) for other in newer},
        **({"Senaste försöket": fetch.failure} if fetch.failure else {}),
    }


def read_in(facts: Facts, source: Freshness, days: Mapping[str, date]) -> dict[str, str]:
    """That the office read in a source's figures and when, for its declaration; nothing where it did not."""
    module = next((one.module for one in facts.fetches if one.is_shown and source.source in one.sources), None)
    day = days.get(module or "")
    return {"Läst in": f"av {facts.home.office_short} {day}"} if day else {}


def changes_table(facts: Facts) -> Table:
    """What the last ingests that changed anything changed, by source and measure."""
    latest = sorted({change.ingested_at for change in facts.changes}, reverse=True)[:INGESTS_SHOWN]
    records = [_change_record(facts, change) for change in facts.changes if change.ingested_at in latest]
    notes = (
        f"De {INGESTS_SHOWN} senaste inläsningarna som ändrade något.",
        "Nytt: fanns inte förut. Reviderat: utgivaren har ändrat den. Borta: finns inte längre.",
    )
    return table("Vad inläsningarna ändrade", f"malkollen_andringar_{file_day(facts)}", records, OWN, notes=notes)


def verdicts_table(facts: Facts) -> Table:
    """The verdicts that the last ingests changed, with the words before and after."""
    latest = sorted({found.ingested_at for found in facts.verdict_changes}, reverse=True)[:INGESTS_SHOWN]
    records = [_verdict_record(facts, found) for found in facts.verdict_changes if found.ingested_at in latest]
    name = f"malkollen_andrade_omdomen_{file_day(facts)}"
    notes = ("Samma regler och register på siffrorna före och efter inläsningen.",)
    return table("Omdömen som inläsningarna ändrade", name, records, OWN, notes=notes)


def _verdict_record(facts: Facts, changed: ChangedVerdict) -> Record:
    known = facts.registry.indicators
    return {
        "Inläst (UTC)": _time(changed.ingested_at),
        "Indikator": known[changed.indicator].title if changed.indicator in known else changed.indicator,
        "Område": facts.areas.name(changed.area) if changed.area in facts.areas.by_id else changed.area,
        "Variant": VARIANT_WORDS.get(changed.variant, ""),
        "Fråga": question_word(facts.registry.comparison.called, changed.question),
        "Före": label_word(changed.old),
        "Efter": label_word(changed.new),
    }


def _change_record(facts: Facts, change: Changed) -> Record:
    titles = {source.source: f"{source.publisher}: {source.title}" for source in facts.sources}
    measure = facts.registry.measures.get(change.name)
    most, years = change.largest, (change.first_year, change.last_year)
    area = facts.areas.name(most.area) if most.area in facts.areas.by_id else most.area
    return {
        "Inläst (UTC)": _time(change.ingested_at),
        "Källa": "; ".join(titles.get(source, source) for source in change.source.split("+")),
        "Grunduppgift eller serie": measure.title if measure else change.name,
        "Ändring": CHANGE_WORDS[change.kind],
        "Antal siffror": Number(change.figures),
        "År": f"{years[0]}" if years[0] == years[1] else f"{years[0]}–{years[1]}",
        "Störst": f"{area} {most.year}: {_value(most.old)} → {_value(most.new)}",
    }


def _value(value: float | None) -> str:
    return number(value, 0 if value is None or value == round(value) else 2)


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else MISSING
