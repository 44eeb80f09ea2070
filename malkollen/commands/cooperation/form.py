"""What only the cooperation itself can say: each value says what is to be written in its place."""

import re

from malkollen.registry.content import TO_FILL_IN

HOME = {
    "office": f"{TO_FILL_IN}vem som står bakom siffrorna, i obestämd form efter namnet, som Södra områdets kansli",
    "keeper": f"{TO_FILL_IN}vem som sköter servern, med telefon och e-post; vet ni inte det än, lämna texten tom",
    "leadership": f"{TO_FILL_IN}de tjänstemän som leder arbetet, i bestämd form, som chefsgruppen",
    "network": f"{TO_FILL_IN}de tjänstemän som följer frågorna, i bestämd form, som trafiknätverket",
    "committee": f"{TO_FILL_IN}de politiker som beslutar, i bestämd form, som styrelsen",
}
PROGRAMME: dict[str, object] = {
    key: f"{TO_FILL_IN}{what}"
    for key, what in {
        "title": "programmets korta namn, som Program 2030",
        "document": "programmets hela namn, med år",
        "decided_by": "vem som beslutade det",
        "decided": "dagen då det beslutades, som 2024-01-01",
        "adopted_by": "vilka som har ställt sig bakom det",
        "valid_from": "första dagen det gäller, som 2024-01-01",
        "valid_to": "sista dagen det gäller, som 2028-12-31",
        "base_year": "året som förändringar räknas från, före första dagen, som 2023",
        "vision": "programmets vision, i dess egna ord",
        "overarching_goal": "det övergripande målet, i programmets egna ord; har det inget, skriv visionen igen",
    }.items()
}
GOAL = {
    "heading": "målets namn med ett eller två ord",
    "sentence": "målet, i programmets egna ord",
    "question": "målet som en fråga, som går att svara ja eller nej på",
    "meaning": "vad målet innebär, i en eller två meningar",
}
_TEXTS = (*HOME.values(), *map(str, PROGRAMME.values()), *GOAL.values())
ASKED = re.compile(
    rf"(?:{'|'.join(re.escape(text.removeprefix(TO_FILL_IN)) for text in _TEXTS)})"
    r"(?: \(här ligger indikatorerna om [^)]*\))?"
)
"""What follows a mark that nobody has written over."""


def goal(theme: str, answer_set: str) -> dict[str, object]:
    """The keys of a goal. theme: what its indicators are of; answer_set: the comparison that it is answered by."""
    asked = {name: f"{TO_FILL_IN}{what} (här ligger indikatorerna om {theme.lower()})" for name, what in GOAL.items()}
    return {"programme": "program", **asked, "answer_set": answer_set, "answer_set_decided_by": ""}
