"""What is published: values, verdicts, answers, indicators and sources, tidy and with every column declared."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from dashboard.content.answers import answers as worded
from dashboard.content.answers.answers import Answered
from dashboard.content.facts import Facts
from dashboard.opendata.licences import licences
from dashboard.opendata.rows import Cell, Column, Form, Rows
from malkollen.assess import METHOD_VERSION
from malkollen.database.freshness import Freshness
from malkollen.editions.snapshot import spoken_areas
from malkollen.texts.inert import inert
from malkollen.values.values import STATUS_ORDER, Evaluation, Value
from malkollen.verdicts.assessor import Assessed

Cells = Callable[[], Iterable[tuple[Cell, ...]]]
VALUES, VERDICTS, ANSWERS, INDICATORS, SOURCES = "varden", "omdomen", "svar", "indikatorer", "kallor"
CODE = Column("code", "string", "Indikatorns kod, till exempel K06.", is_required=True)
INDICATOR = Column("indicator", "string", "Indikatorns id; står kvar om koden ändras.", is_required=True)
AREA = Column("area", "string", "Kommunkod med fyra siffror, gruppens id eller riket.", is_required=True)
NAME = Column("name", "string", "Områdets namn.")
VARIANTS = (
    "with och without: fordon med och utan kommuner med många företagsbilar; tomt: indikatorn har inga varianter."
)
STATUS = f"Märken med plustecken emellan: {', '.join(STATUS_ORDER)}; tomt: som publicerat."
VALUE_COLUMNS = (
    CODE,
    INDICATOR,
    AREA,
    NAME,
    Column("year", "integer", "Året värdet avser.", is_required=True),
    Column("variant", "string", VARIANTS, ("with", "without")),
    Column("value", "number", "Värdet, oavrundat; tomt: uppgift saknas."),
    Column("low", "number", "Enkätvärdets nedre gräns."),
    Column("high", "number", "Enkätvärdets övre gräns."),
    Column("unit", "string", "Värdets enhet."),
    Column("status", "string", STATUS),
    Column("source", "string", "Källornas id med semikolon emellan; de står i kallor.csv."),
    Column("licence", "string", "Licenserna för källorna, med semikolon emellan."),
)
QUESTIONS = ("läge", "utveckling", "prognos", "främst")
VERDICT_COLUMNS = (
    CODE,
    INDICATOR,
    AREA,
    NAME,
    Column("year", "integer", "Året för värdet som bedöms."),
    Column("variant", "string", f"{VARIANTS} joint: det båda är ense om.", ("with", "without", "joint")),
    Column("question", "string", "Vad omdömet svarar på.", QUESTIONS, is_required=True),
    Column("verdict", "string", "Omdömet i ord; tomt: inget omdöme."),
    Column("reason", "string", "Varför det inte finns något omdöme, eller vad som ska sägas med det."),
    Column("method", "string", "Metodens version."),
)
ANSWER_COLUMNS = (
    Column("about", "string", "Målets nyckel, indikatorns kod eller områdets id.", is_required=True),
    Column("question", "string", "Frågan."),
    Column("word", "string", "Svaret i ett ord eller två."),
    Column("answer", "string", "Svaret.", is_required=True),
    Column("hedge", "string", "Förbehållet, som hör till svaret."),
    Column("place", "string", "Platsen i den jämförelse som leder, i ord."),
    Column("year", "integer", "Året för alla värden; tomt: flera år."),
    Column("source", "string", "Källornas id med semikolon emellan; de står i kallor.csv."),
)
INDICATOR_COLUMNS = (
    CODE,
    INDICATOR,
    Column("title", "string", "Vad den heter."),
    Column("goal", "string", "Målets nyckel."),
    Column("kind", "string", "Slag: mal, jamforelseniva, jamforelse, sammanhang eller lageslista."),
    Column("unit", "string", "Värdenas enhet."),
    Column("better", "string", "Vilket håll som är bättre; tomt: inget.", ("higher", "lower")),
    Column("about", "string", "Vad den mäter."),
    Column("first_year", "integer", "Första året med värden."),
    Column("latest_year", "integer", "Senaste året där alla våra kommuner har värden; tomt: inga siffror än."),
)
SOURCE_COLUMNS = (
    Column("source", "string", "Källans id.", is_required=True),
    Column("publisher", "string", "Utgivare."),
    Column("title", "string", "Statistikens namn."),
    Column("publication", "string", "Publikation."),
    Column("url", "string", "Adress."),
    Column("licence", "string", "Licens, med utgivarens ord."),
    Column("attribution", "string", "Så anges källan för bearbetade uppgifter."),
    Column("reference", "string", "Vad uppgifterna avser."),
    Column("first_year", "integer", "Första året."),
    Column("latest_year", "integer", "Sista året."),
    Column("retrieved", "string", "När uppgifterna hämtades, lästes in eller lades in."),
)


def values(facts: Facts, keys: Collection[str] | None = None) -> Rows:
    """Every value of every indicator, area, year and variant. keys: the indicators, where not all are wanted."""
    about = (
        "Alla indikatorers värden för kommunerna, grupperna och riket, år för år, med märken och källor. Kommuners "
        "egna värden saknas där de är för ungefärliga."
    )
    shown = facts.registry.computed() if keys is None else keys
    cells = partial(_values, facts, [one for key in shown for one in _shown(facts, key)])
    return _rows(facts, VALUES, ("Värden", about), VALUE_COLUMNS, cells, ("csv", "parquet"))


def values_of(facts: Facts, key: str) -> Rows:
    """Every value of one indicator."""
    indicator, sources = facts.indicator(key), facts.sources_of(key)
    cells = partial(_values, facts, _shown(facts, key))
    return Rows(
        indicator.code, inert(indicator.title), inert(indicator.about), VALUE_COLUMNS, cells,
        _credited(facts, sources), licences(sources), ("csv", "json"),
    )  # fmt: skip


def _shown(facts: Facts, key: str) -> list[Evaluation]:
    """An indicator's values as the pages show them: none of a municipality where its own are too rough."""
    return [facts.evaluation(key, variant) for variant in facts.variants(key)] if facts.is_computed(key) else []


def _values(facts: Facts, evaluations: Iterable[Evaluation]) -> Iterator[tuple[Cell, ...]]:
    known = {source.source: source for source in facts.sources}
    for evaluation in evaluations:
        indicator = facts.indicator(evaluation.indicator)
        for area in facts.areas.from_home:
            first = (indicator.code, evaluation.indicator, area, inert(facts.areas.name(area)))
            for year, value in sorted(evaluation.cells.get(area, {}).items()):
                about = (inert(indicator.unit), value.status_text, ";".join(value.sources), _licences(known, value))
                yield (*first, year, evaluation.variant, value.value, value.low, value.high, *about)


def _licences(known: dict[str, Freshness], value: Value) -> str:
    return ";".join(one.title for one in licences(known[source] for source in value.sources if source in known))


def verdicts(facts: Facts) -> Rows:
    """The words of every verdict on the home group, its municipalities, the groups and riket."""
    about = "Läge, utveckling, prognos och vem som är främst, med skäl där det inte finns något omdöme."
    return _rows(facts, VERDICTS, ("Omdömen", about), VERDICT_COLUMNS, partial(_verdicts, facts))


def _verdicts(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    for key in facts.registry.computed():
        for area in spoken_areas(facts.areas):
            for variant in facts.assessor.variants(key):
                yield from _verdict(facts, facts.assessor.assess(key, area, variant))


def _verdict(facts: Facts, assessed: Assessed) -> Iterator[tuple[Cell, ...]]:
    code, name = facts.indicator(assessed.indicator).code, inert(facts.areas.name(assessed.area))
    first = (code, assessed.indicator, assessed.area, name, assessed.value.year or None, assessed.variant)
    found = assessed.assessment
    parts = (found.position, found.direction, found.forecast, found.lead)
    said = [(part.label, part.reason) for part in parts]
    for question, (label, reason) in zip(QUESTIONS, said, strict=True):
        if label or reason:
            yield (*first, question, label, inert(reason or "") or None, METHOD_VERSION)


def answers(facts: Facts) -> Rows:
    """The goals' questions, the indicators and our areas, answered in the words that every medium shows."""
    about = "Målens frågor, indikatorerna och områdena, besvarade med samma ord som på skärmen."
    cells = partial(_answers, facts)
    return _rows(facts, ANSWERS, ("Svar", about), ANSWER_COLUMNS, cells, ("csv", "json"))


def _answers(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    for one in worded.usual(facts):
        texts = (inert(text) if text else None for text in (one.question, one.word, one.answer, one.hedge, one.place))
        yield (one.about, *texts, one.year, ";".join(one.sources))


def indicators(facts: Facts) -> Rows:
    """Every declared indicator, those that wait too."""
    about = "Vad varje indikator mäter, i vilken enhet och för vilka år."
    return _rows(facts, INDICATORS, ("Indikatorer", about), INDICATOR_COLUMNS, partial(_indicators, facts))


def _indicators(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    for key, declared in facts.registry.indicators.items():
        years = facts.evaluation(key).years() if facts.is_computed(key) else []
        words = (declared.goal, declared.kind, inert(declared.unit), declared.better, inert(declared.about))
        span = (years[0], facts.evaluation(key).latest_year) if years else (None, None)
        yield (declared.code, key, inert(declared.title), *words, *span)


def sources(facts: Facts) -> Rows:
    """Every source with its licence."""
    about = "Utgivare, licens och period för varje källa, och hur den ska anges."
    return _rows(facts, SOURCES, ("Källor", about), SOURCE_COLUMNS, partial(_sources, facts))


def _sources(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    for one in facts.sources:
        texts = (one.publisher, one.title, one.publication, one.url, one.licence, facts.credited([one.attribution]))
        period = (inert(one.reference), one.first_year, one.latest_year, one.retrieved)
        yield (one.source, *map(inert, texts), *period)


def _rows(
    facts: Facts, name: str, words: tuple[str, str], columns: tuple[Column, ...], cells: Cells,
    forms: tuple[Form, ...] = ("csv",),
) -> Rows:  # fmt: skip
    """Rows that the source of every indicator has given something to. words: title and what they are."""
    computed = [key for key in facts.registry.computed() if facts.is_computed(key)]
    origin = list({one.source: one for key in computed for one in facts.sources_of(key)}.values())
    return Rows(name, *words, columns, cells, _credited(facts, origin), licences(origin), forms)


def _credited(facts: Facts, origin: Iterable[Freshness]) -> tuple[str, ...]:
    attributions = [source.attribution for source in origin]
    return (facts.credited(attributions),) if attributions else ()


def as_row(facts: Facts, row: Answered) -> dict[str, Any]:
    """An answer for programs: words in Swedish, whole numbers, null where there is none."""
    things = [
        {"thing": facts.indicator(one.key).thing, "to": one.to, "missing": one.count, "per_year": one.per_year}
        for one in row.things
    ]
    said = {name: getattr(row, name) for name in ("about", "question", "word", "answer", "hedge", "place", "year")}
    lists = {"sources": list(row.sources), "things": things, "movers": list(map(asdict, row.movers))}
    return said | {name: each or None for name, each in lists.items()}
