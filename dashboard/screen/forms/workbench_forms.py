"""What the workbench asks for: settled before the page is composed, asked where it stands on it."""

from typing import cast

import streamlit as st

from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from dashboard.content.indicator import trial
from dashboard.content.indicator.case import Case
from dashboard.content.text import VARIANTS
from dashboard.content.workbench import pair, several
from dashboard.screen import choices, session
from dashboard.screen.several import Several
from malkollen.values.values import Variant

ADDRESS = ("provvarde", "provar", "provbas")


class CaseForm:
    """What the page is about: an indicator, which is settled already, in an area and a year.

    Attributes:
        case: what is chosen. ask: puts the questions side by side.
    """

    def __init__(self, facts: Facts, which: choices.Choice[str]) -> None:
        """Settles area, year and, where registered vehicles are counted, the variant."""
        key, evaluation = which.value, facts.evaluation(which.value)
        years = [str(year) for year in evaluation.years()][::-1]
        area = choices.Choice(
            "omrade", facts.areas.from_home, facts.areas.home.id, st.selectbox, "Område", facts.areas.name
        )
        year = choices.Choice("ar", years, str(evaluation.latest_year), st.selectbox, "År")
        questions, variant = [which, area, year], None
        if variants := [name for name in facts.variants(key) if name]:
            fleets = choices.Choice("variant", variants, "with", st.selectbox, "Registrerade fordon", _variant)
            variant, questions = fleets.value, [*questions, cast("choices.Choice[str]", fleets)]
        self.case = Case(key, area.value, int(year.value), variant)
        self.ask = choices.together("mk-choices", *questions, widths=(5, 4, 2, 4)[: len(questions)])


def _variant(name: Variant) -> str:
    return {"with": VARIANTS["with"], "without": "Utan många företagsbilar"}[name or "with"]  # as wide as its list


class LinesForm:
    """Which areas are drawn over the years, and from which year to which.

    Attributes:
        areas: that are drawn. is_own: whether the reader has chosen them. span: the first year and the last.
    """

    def __init__(self, facts: Facts, case: Case) -> None:
        """Settles what is drawn."""
        sets, years = facts.registry.comparison_sets, [str(year) for year in several.years(facts, case.indicator)]
        compared = choices.Choice(
            "jamfor", list(sets), next(iter(sets)), st.selectbox, "Jämför med", lambda name: sets[name].title
        )
        usual = several.usual(facts, case, compared.value)
        if session.is_telephone() and compared.value == next(iter(sets)):
            usual = several.fewest(facts, case.area, usual)
        every, name, most = facts.areas.from_home, facts.areas.name, several.most(usual)
        areas = Several("omraden", every, usual, "Områden i diagrammet", name, most=most)
        first = choices.Choice("fran", years, years[0], st.selectbox, "Från år")
        rest = [year for year in years if year >= first.value]
        last = choices.Choice("till", rest, years[-1], st.selectbox, "Till år")
        self.areas, self.is_own = areas.value, areas.value != usual
        self.span = (int(first.value), int(last.value))
        if several.is_compared(facts, case.indicator):
            self.ask = choices.together("mk-choices-lines", compared, areas, first, last, widths=(4, 6, 2, 2))
        else:
            self.ask = choices.together("mk-choices-lines", areas, first, last, widths=(6, 2, 2))


def pair_choice(facts: Facts) -> choices.Choice[str]:
    """Which second indicator stands beside the first; none until one is chosen."""
    return choices.Choice(
        "par", ["", *pair.options(facts)], "", st.selectbox, "Indikator att ställa bredvid",
        lambda key: phrases.name(facts.indicator(key)) if key else "Ingen", facts.codes,
    )  # fmt: skip


class TrialForm:
    """A target's value, its year and the year its way begins in; nothing is stored, the address has it all.

    Attributes:
        tried: what it would give, or why it cannot be; None where nothing is written.
        is_open: whether the address asks for one.
    """

    def __init__(self, facts: Facts, case: Case) -> None:
        """Settles what is tried; without years to begin in, nothing is and nothing may be asked."""
        self.is_open = any(choices.asked(name) for name in ADDRESS)
        self.tried: trial.Trial | str | None = None
        years = trial.base_years(facts, case.indicator, case.area, case.variant)
        if not years:
            choices.forget(*ADDRESS)
            return
        usual = str(trial.default_base(facts, case.indicator, years))
        base = choices.Choice("provbas", [str(y) for y in years], usual, st.selectbox, "Räknat från år")
        unit = trial.unit(facts, case.indicator, int(base.value))
        typed = choices.Typed("provvarde", f"Målvärde ({unit})", trial.example(facts, case, int(base.value)))
        ahead = [str(y) for y in trial.target_years(facts.evaluation(case.indicator).latest_year)]
        year = choices.Choice("provar", ahead, "2030", st.selectbox, "Målår")
        self._questions: tuple[choices.Typed | choices.Choice[str], ...] = (typed, year, base)
        if typed.value:
            self.tried = trial.of_typed(facts, case, typed.value, year=int(year.value), base_year=int(base.value))
        else:
            choices.forget(*ADDRESS)

    def ask(self) -> None:
        """Puts the questions side by side where the page has come to."""
        for column, question in zip(st.columns(3, gap="medium"), self._questions, strict=True):
            with column:
                question.ask()
