"""The page Så bedömer vi: the rules, the examples worked step by step, and what is never judged."""

from dashboard.blocks.blocks import Answer, Answers, Bullets, Text
from dashboard.blocks.page import Entry, Fold, Link, PageBlock, PageSection, Sheet, for_operators
from dashboard.blocks.pieces import Worked
from dashboard.content.facts import Facts
from dashboard.content.method import method
from dashboard.content.method.worked import Example

WIDE = 5
"""Columns of a table beyond which it takes the whole width."""


def sections(facts: Facts) -> list[PageSection]:
    """The whole page under its lead."""
    examples = [_example(facts, example, number) for number, example in enumerate(method.examples(facts), 1)]
    return [
        PageSection("", [Answer(method.QUESTION, "", method.LEAD)]),
        *(
            PageSection(rule.title, [Text(rule.question, "takeaway"), Bullets(rule.lines)])
            for rule in method.rules(facts.home, facts.placed, facts.registry.comparison.called)
        ),
        PageSection("Räkna själv", [Text(method.CALCULATOR), *examples]),
        PageSection("Det här bedöms aldrig", [Bullets(tuple(method.never_judged(facts)))]),
        PageSection(
            "Metodens version",
            [Text(method.version_text(), "caption"), for_operators([(method.TRY, method.TRY_COMMAND)], "try")],
        ),
    ]


def _example(facts: Facts, example: Example, number: int) -> Fold:
    """An example, folded: its question and answers, then its tables and steps."""
    tables = [
        Sheet(table, f"example-{number}-{place}", is_narrow=len(table.columns) <= WIDE)
        for place, table in enumerate(example.tables)
    ]
    asked: list[PageBlock] = [Text(example.question, "takeaway"), Answers(example.answers)]
    blocks: list[PageBlock] = [*asked, *tables, Worked(example.steps)]
    if example.indicator:
        label = f"Öppna {facts.indicator(example.indicator).title}"
        link = Link(label, "indicator", (("indikator", example.indicator),), is_arrow=False)
        blocks.append(Entry(f"line-example-{number}", link))
    return Fold(f"{number}. {example.title}", blocks, key=f"example-{number}")
