"""The page Så bedömer vi: the rules, the examples worked step by step, and what is never judged."""

from dashboard.blocks.blocks import Answers, Bullets, Text
from dashboard.blocks.page import Entry, Fold, Link, PageBlock, PageSection, Sheet, for_operators
from dashboard.blocks.pieces import Worked
from dashboard.content.facts import Facts
from dashboard.content.method import method
from dashboard.content.method.worked import Example

WIDE = 5
"""Columns of a table beyond which it takes the whole width."""


def sections(facts: Facts) -> list[PageSection]:
    """The whole page under its lead."""
    return [
        *(
            PageSection(rule.title, [Text(rule.question, "takeaway"), Bullets(rule.lines)])
            for rule in method.rules(facts.home, facts.placed)
        ),
        PageSection("Räkna själv", [Text(method.CALCULATOR)]),
        *(_example(facts, example, number) for number, example in enumerate(method.examples(facts), 1)),
        PageSection("Det här bedöms aldrig", [Bullets(tuple(method.never_judged(facts)))]),
        PageSection(
            "Pröva själv",
            [Text(method.version_text(), "caption"), for_operators([(method.TRY, method.TRY_COMMAND)], "try")],
        ),
    ]


def _example(facts: Facts, example: Example, number: int) -> PageSection:
    """An example's question, its tables and steps folded but for the first, and its answers."""
    tables = [
        Sheet(table, f"example-{number}-{place}", is_narrow=len(table.columns) <= WIDE)
        for place, table in enumerate(example.tables)
    ]
    worked = Fold("Visa talen och räkningen steg för steg", [*tables, Worked(example.steps)], is_open=number == 1)
    blocks: list[PageBlock] = [Text(example.question, "takeaway"), worked, Answers(example.answers)]
    if example.indicator:
        label = f"Öppna {facts.indicator(example.indicator).title}"
        link = Link(label, "indicator", (("indikator", example.indicator),), is_arrow=False)
        blocks.append(Entry(f"line-example-{number}", link))
    return PageSection(f"{number}. {example.title}", blocks, level=3)
