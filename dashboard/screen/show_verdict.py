"""The Streamlit pieces of verdicts: what needs attention, a goal's proposal, an indicator's answers, a tried target."""

import streamlit as st

from dashboard import address, plain
from dashboard.content import reasoning, verdict as content
from dashboard.content.facts import Facts
from dashboard.content.future import pace_sentence
from dashboard.content.goal import goal as goals, proposal as proposals
from dashboard.content.indicator import trial
from dashboard.content.indicator.trial import Trial
from dashboard.screen import choices, show
from dashboard.screen.markup import markup, verdict_markup
from malkollen.registry.home import capital
from malkollen.verdicts.assessor import JUDGED_KINDS, Answer

TRIAL_ADDRESS = ("provvarde", "provar", "provbas")


def attention(facts: Facts) -> None:
    """What needs attention: a link to each indicator and why, or that nothing does."""
    st.header("Kräver uppmärksamhet", anchor=False)
    found = proposals.attention_list(facts)
    if not found:
        st.write("Ingen indikator kräver uppmärksamhet efter de siffror som finns.")
    for entry in found:
        with st.container(key=f"attention-{entry.key}", gap=None):
            st.page_link(
                "views/indicator.py",
                label=plain.markdown(entry.title),
                query_params=address.along("indicator", indikator=entry.key),
            )
            st.html(verdict_markup.word(entry.reasons, "bad"))
            st.html(markup.paragraph(entry.sentence, "detail"))


def proposal(facts: Facts, goal: str) -> None:
    """A goal's computed proposal beside ledningsgruppen's judgement."""
    found = proposals.proposal(facts, goal)
    text, counts = proposals.proposal_text(facts, goal), proposals.counts_text(facts, goal)
    st.html(verdict_markup.proposal("Uträknat förslag", text, counts, proposals.SYMBOLS[found.label]))


def verdict(facts: Facts, key: str, area: str) -> None:
    """An indicator's answers for an area, with their arithmetic and every year that was used or not."""
    st.header("Bedömning", anchor=False)
    if facts.indicator(key).kind not in JUDGED_KINDS:
        st.write("Indikatorn visas som sammanhang. Den bedöms inte och räknas inte in i något förslag.")
        return
    st.html(verdict_markup.answers(content.verdict(facts, key, area)))
    for sentence in filter(None, [pace_sentence(facts, facts.assessor.verdict(key, area))]):
        st.html(markup.paragraph(sentence, "pace"))
    if others := reasoning.others_text(facts, key):
        st.html(markup.paragraph(others, "caption"))
    with st.expander("Så bedömdes det"):
        st.html(verdict_markup.reasoning_open(goals.why(facts, key, area), reasoning.method_line()))
        for variant in reasoning.spoken_variants(facts, key):
            show.table(reasoning.used_table(facts, key, area, variant), facts, f"used-{variant}")
    show.twin_of(
        content.members_table(facts, key), facts, "members", f"{capital(facts.members.municipalities)}s bedömningar"
    )


def tried(facts: Facts, key: str, area: str, variant: Answer) -> Trial | None:
    """Asks for a target to try and shows what it would give; nothing is stored, the address has it all."""
    years = trial.base_years(facts, key, area, variant)
    is_asked = any(choices.asked(name) for name in TRIAL_ADDRESS)
    with st.expander("Pröva ett målvärde", expanded=is_asked):
        if not years:
            choices.forget(*TRIAL_ADDRESS)
            st.write("Här finns för få år för att pröva ett målvärde.")
            return None
        st.write("Skriv ett värde och ett år: läge och prognos räknas om. Inget sparas; länken tar med sig försöket.")
        found = _ask(facts, key, area, variant, years)
        if isinstance(found, str):
            st.html(markup.paragraph(found, "takeaway"))
        if not isinstance(found, Trial):
            return None
        st.html(verdict_markup.answers(found.answers))
        st.html(verdict_markup.reasoning([("", found.reasoning)], reasoning.method_line(), "Så räknades det"))
    return found


def _ask(facts: Facts, key: str, area: str, variant: Answer, years: list[int]) -> Trial | str | None:
    columns = st.columns(3, gap="medium")
    with columns[2]:
        default = str(trial.default_base(facts, key, years))
        base = int(choices.choose("provbas", [str(y) for y in years], default, st.selectbox, "Räknat från"))
    with columns[0]:
        typed = choices.type_in("provvarde", f"Målvärde ({trial.unit(facts, key, base)})", "till exempel 30")
    with columns[1]:
        ahead = [str(y) for y in trial.target_years(facts.evaluation(key).latest_year)]
        year = int(choices.choose("provar", ahead, "2030", st.selectbox, "Målår"))
    if not typed:
        choices.forget(*TRIAL_ADDRESS)
        return None
    value = trial.read_number(typed)
    if value is None:
        return f"”{typed}” är inte ett tal. Skriv till exempel 30 eller 30,5."
    return trial.try_target(facts, key, area, variant, value=value, year=year, base_year=base)
