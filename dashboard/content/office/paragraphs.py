"""The office's own paragraphs of the registry: what they are called, which can be taken away, and the last change."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dashboard.blocks.page import Link
from dashboard.content.facts import Facts
from dashboard.content.office import filled
from dashboard.content.office.targets import counting, judging
from dashboard.content.text import ended
from malkollen.errors import MalkollenError
from malkollen.office import overlay
from malkollen.office.journal import Act, Line
from malkollen.registry import registry
from malkollen.registry.paragraph import UNVERIFIED, Target
from malkollen.registry.registry import Registry
from malkollen.texts.printable import cut_at_word
from malkollen.texts.swedish import at_time, with_days_in_words
from malkollen.verdicts.targets_in_force import is_decided

REMOVE, RETURN = "Ta bort målvärdet", "Låt programmets målvärde gälla igen"
KEPT = "Målvärdet följer med programmet. Det kan ändras här, men inte tas bort."
REMOVE_GOAL, RETURN_QUESTION = "Ta bort målet", "Låt programmets fråga gälla igen"
TABLES = {
    "areas": "område", "breaks": "brott i en serie", "comparison_sets": "jämförelse", "goals": "mål",
    "groups": "jämförelsegrupp", "indicators": "indikator", "measures": "grunduppgift", "targets": "målvärde",
}  # fmt: skip
STEPS = {
    "undo": ("Ångra", "Det som stod där före den senaste ändringen gäller igen.", "Ångra ändringen"),
    "repeat": ("Gör om", "Det som ångrades gäller igen.", "Gör om ändringen"),
}
"""What is done with the last change or the last taking back: its heading, what holds then, and its button."""
DONE = {"undo": "Ångrat", "repeat": "Gjort om"}
"""What its receipt begins with."""
GONE = "Det fanns inte före den ändringen."
TARGETLESS = "målvärdet finns inte"
SAME = "Målvärdet står kvar: {}."
"""Of a step that leaves the value and its year."""
UNDOABLE = "Det går att ångra nedan."
HOW_QUESTIONS = (
    "Frågan står överst på målets sida, på Översikt och i dokumenten. Jämförelsen säger vilka områden svaret jämför "
    "med: ett annat val kan ge ett annat svar."
)
BASELESS = "inget basår, så ingen prognos går att göra"
LONGEST = 60
"""Letters of what a paragraph's change is called, in a line that is pressed."""
UNCHECKED = "ingen har jämfört texten med dokumentet"
FORMS = ("targets", "goals")
"""The tables that have a form of their own."""


def own(data: Path) -> list[tuple[str, str]]:
    """The paragraphs of the office's own, each with its table and its key."""
    return overlay.paragraphs(overlay.text(data))


def without(data: Path, table: str, key: str, as_of: date) -> str:
    """The overlay without a paragraph; an indicator that was judged against that target alone is compared again."""
    text = overlay.without_paragraph(overlay.text(data), table, key)
    return judging.without(text, key, as_of) if table == "targets" else text


def is_the_programs(table: str, key: str) -> bool:
    """Whether the program has a paragraph of that name, which holds again where the office's own is gone."""
    return key in getattr(registry.load_with(""), table, {})


def is_chosen_at_a_target(table: str, key: str) -> bool:
    """Whether a paragraph is an indicator that is judged by a choice at one of its targets, where it is taken back."""
    decided = any(map(is_decided, registry.load().targets_of(key).values())) if table == "indicators" else False
    return decided and judging.is_own(key)


def name(facts: Facts, table: str, key: str) -> str:
    """What a paragraph is called."""
    entry = getattr(facts.registry, table, {}).get(key)
    called = next((str(text) for at in ("title", "heading") if (text := getattr(entry, at, None))), key)
    return called if table in FORMS else f"{TABLES.get(table, table)}: {called}"


def target(facts: Facts, declared: Registry, about: str) -> str:
    """Which target it is, by indicator, value and year; empty of what is no target, or is not there.

    Args:
        about: as in the journal.
    """
    table, _, key = about.partition(".")
    found = declared.targets.get(key) if table == "targets" else None
    return counting.which(facts, found) if found and found.indicator in facts.registry.indicators else ""


def removed(facts: Facts, table: str, key: str, called: str) -> str:
    """The receipt of taking away a paragraph: which it was. It is there still."""
    which = _in_brackets(target(facts, registry.load(), f"{table}.{key}"))
    if is_the_programs(table, key):
        then = target(facts, registry.load_with(""), f"{table}.{key}")
        return f"Er ändring av {called}{which} är borttagen. {f'Nu gäller: {then}. ' if then else ''}{UNDOABLE}"
    again = judging.changed(f"{table}.{key}", without(facts.folder, table, key, facts.as_of))
    return " ".join(filter(None, [f"Borttaget: {called}{which}.", again, UNDOABLE]))


def stepped(facts: Facts, step: str, last: Line, then: str) -> str:
    """The receipt of a step: what is done, with what, and what holds now. step: as in `STEPS`; then: the overlay."""
    table, _, key = last.about.partition(".")
    called = with_days_in_words(last.words) or name(facts, table, key)
    before, after = target(facts, registry.load(), last.about), target(facts, registry.load_with(then), last.about)
    again = judging.changed(last.about, then)
    if (table, key) not in overlay.paragraphs(then) and not is_the_programs(table, key):
        told = f"{DONE[step]}: {called}{_in_brackets(before)} är borttaget."
        return " ".join(filter(None, [told, GONE if step == "undo" else "", again]))
    told = f"{DONE[step]}: {called}. {STEPS[step][1]}{_now_and(before, after)}"
    return " ".join(filter(None, [told, again]))


def offered(facts: Facts, done: str, button: str, last: Line, then: str) -> str:
    """What will hold, said before the button is pressed: not as if it had been already. Arguments as `stepped`."""
    press, (table, _, key) = f"{done[:1].lower()}{done[1:]}", last.about.partition(".")
    before, after = target(facts, registry.load(), last.about), target(facts, registry.load_with(then), last.about)
    if table == "targets" and key:
        is_same = before == after != ""
        both = SAME.format(before) if is_same else f"Nu: {before or TARGETLESS}. Efter: {after or TARGETLESS}."
        press = f"{press} {both}"
    # A long change is cut in what the fold is called: here it stands whole, as it was made.
    whole = f"Ändringen var: {ended(with_days_in_words(last.words))}" if len(last.words) > LONGEST else ""
    return " ".join(filter(None, [f"När du trycker {button}: {press}", whole, judging.changed(last.about, then)]))


def step(facts: Facts, label: str, last: Line, then: str) -> str:
    """What was last written from here or taken back, by whom and when.

    label: what is done with it; then: as `stepped`.
    """
    table, _, key = last.about.partition(".")
    now, later = (target(facts, one, last.about) for one in (registry.load(), registry.load_with(then)))
    which = now or later if label == STEPS["undo"][0] else later or now
    changed = cut_at_word(
        with_days_in_words(last.words), LONGEST
    )  # the whole stands in the fold, as it is now and will be
    called = f"{changed or name(facts, table, key)}{_in_brackets(which)}"
    what = "borttaget" if last.act is Act.UNDECLARED else "sparat"
    if last.undoes:
        what = "gjort om" if label == STEPS["undo"][0] else "ångrat"
    return f"{label}: {called}, {what} {at_time(last.at)} av {last.who or facts.home.office_short}"


def lacking(facts: Facts, data: Path, room: tuple[str, str]) -> Iterator[Link]:
    """What is open of each decided target of the office's own, in a line that leads to its form.

    room: where targets are filled in, as the address says it.
    """
    try:
        keys = [key for table, key in own(data) if table == "targets"]
    except MalkollenError:
        return
    for key in keys:
        found = facts.registry.targets.get(key)
        if found and is_decided(found) and not found.is_past(facts.as_of) and (what := _lacks(facts, found)):
            way = (room, (filled.PART, filled.TARGETS), (filled.TARGET, key))
            yield Link(f"Målvärdet {found.title}: {'; '.join(what)}", "office", way)


def _lacks(facts: Facts, one: Target) -> list[str]:
    """A base year is lacking only where the indicator is judged against its targets: nothing else needs it."""
    is_baseless = one.base_year is None or one.base_value is None
    return [
        *([BASELESS] if is_baseless and counting.is_judged(facts, one.indicator) else []),
        *([UNCHECKED] if one.checked == UNVERIFIED else []),
    ]


def _now_and(before: str, after: str) -> str:
    now = f" Nu: {after}." if after else ""
    return f"{now} Förut: {before}." if before and before != after else now


def _in_brackets(which: str) -> str:
    return f" ({which})" if which else ""
