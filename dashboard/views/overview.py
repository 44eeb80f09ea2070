"""Översikt: the programme's goals as they are written, with Södertörn's figures and verdicts against each."""

import streamlit as st

from dashboard import address, plain
from dashboard.content.data.sources import late_text
from dashboard.content.goal import goal as content, programmes, proposal
from dashboard.content.indicator import indicator as texts
from dashboard.screen import choices, judgement_form, session, show, show_verdict
from dashboard.screen.markup import markup, verdict_markup
from dashboard.screen.programmes import show_programme

facts = session.facts()
programme = facts.programme

st.html(markup.paragraph(f"{programme.title}, {programme.period}", "eyebrow"))
st.title(plain.markdown(f"{facts.home.name} mot målen"), anchor=False)
st.html(markup.paragraph(programmes.lead(facts), "lead"))
# Whose eyes the page is laid out for: directors see what needs attention first, the committee its programme.
readers = {"ledningsgruppen": facts.home.bodies.leadership.title, "kommitten": facts.home.bodies.committee.title}
reader = choices.choose("for", list(readers), "ledningsgruppen", st.segmented_control, "Visa för", readers.__getitem__)
is_committee = reader == "kommitten"
if is_committee:
    st.page_link(
        "views/conference.py",
        label="Visa bilderna i rummet",
        query_params=address.along("conference"),
        icon=":material/slideshow:",
    )
if not is_committee:
    show_verdict.attention(facts)
    st.header("Ändrat sedan året före", anchor=False)
    if changed := proposal.changed_list(facts):
        st.html(verdict_markup.changes(changed))
        st.html(markup.notes(proposal.happened_to_all(facts, changed)))
    else:
        st.write("Ingen bedömning är en annan än den som föregående års siffror gav.")
    show.since_edition(facts)

st.html(markup.definitions({"Vision för samverkan": programme.vision, "Övergripande mål": programme.overarching_goal}))
for column, (key, goal) in zip(st.columns(len(facts.goals), gap="large"), facts.goals.items(), strict=True):
    with column:
        st.header(plain.markdown(goal.heading), anchor=False)
        st.html(markup.paragraph(goal.sentence, "goal"))
        show_verdict.proposal(facts, key)
        judgement_form.standing_line(facts, key)
        if mapped := content.map_indicator(facts, key):
            year = facts.evaluation(mapped).latest_year
            st.html(markup.paragraph(texts.takeaway(facts, mapped, facts.areas.home.id, year, None), "takeaway"))
            clicked = show.goal_map(facts, mapped, year, None, facts.areas.home.id, f"overview-{key}")
            if clicked:
                st.switch_page("views/municipality.py", query_params=address.along("municipality", kommun=clicked))
            show.map_list(facts, mapped, year, None, facts.areas.home.id, f"overview-{key}")
        st.subheader("Kärnindikatorer", anchor=False)
        for line in content.core_lines(facts, key):
            show.indicator_line(line)
        st.page_link(
            "views/goal.py",
            label=plain.markdown(f"Hela målet {goal.heading.lower()}"),
            query_params=address.along("goal", mal=key),
            icon=":material/arrow_forward:",
        )

show_programme.others(facts)
st.header("Vart vill ni?", anchor=False)
ways = st.columns(3, gap="large")
with ways[0]:
    st.subheader(plain.markdown(facts.home.bodies.leadership.title), anchor=False)
    st.write("Vad som kräver uppmärksamhet, vad som har ändrats, och er egen bedömning av varje mål.")
    st.page_link(
        "views/goal.py",
        label="Granska måluppfyllelsen",
        query_params=address.along("goal"),
        icon=":material/arrow_forward:",
    )
    st.page_link(
        "views/reports.py", label="Hämta sidan inför mötet",
        query_params=address.along("reports", slag="ledningsgrupp"), icon=":material/arrow_forward:",
    )  # fmt: skip
with ways[1]:
    st.subheader(plain.markdown(facts.home.bodies.network.title), anchor=False)
    st.write("Valfri indikator, valfria områden och år, med uträkning, källor och filer till underlag.")
    st.page_link(
        "views/indicator.py",
        label="Öppna arbetsbänken",
        query_params=address.along("indicator"),
        icon=":material/arrow_forward:",
    )
    st.page_link(
        "views/reports.py", label="Sätt ihop ett underlag", query_params=address.along("reports", slag="underlag"),
        icon=":material/arrow_forward:",
    )  # fmt: skip
with ways[2]:
    st.subheader(plain.markdown(facts.home.bodies.committee.title), anchor=False)
    st.write(plain.markdown(f"Leder {facts.home.name}? Regionen mot de andra storstadsregionerna, en fråga i taget."))
    st.page_link(
        "views/compare.py",
        label="Jämför storstadsregionerna",
        query_params=address.along("compare"),
        icon=":material/arrow_forward:",
    )
    st.page_link(
        "views/conference.py",
        label="Visa bilderna i rummet",
        query_params=address.along("conference"),
        icon=":material/arrow_forward:",
    )

st.header("Hur färska är siffrorna?", anchor=False)
st.write(plain.markdown(late_text(facts)))
st.page_link(
    "views/sources.py",
    label="Alla källor, luckor och vad som väntas",
    query_params=address.along("sources"),
    icon=":material/arrow_forward:",
)
