"""Where a reader writes a target to try: settled before the page is composed, asked where it stands on it."""

import streamlit as st

from dashboard.content.facts import Facts
from dashboard.content.indicator import trial
from dashboard.content.indicator.case import Case
from dashboard.screen import choices

ADDRESS = ("provvarde", "provar", "provbas")


class TrialForm:
    """A target's value, its year and the year its way begins in; nothing is stored, the address has it all.

    Attributes:
        tried: what it would give, or why it cannot be tried; None where nothing is written.
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
        base = choices.Choice("provbas", [str(y) for y in years], usual, st.selectbox, "Räknat från")
        unit = trial.unit(facts, case.indicator, int(base.value))
        typed = choices.Typed("provvarde", f"Målvärde ({unit})", "till exempel 30")
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
