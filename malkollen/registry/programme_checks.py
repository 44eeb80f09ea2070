"""What must hold of programmes and goals in indicators.toml: their days, who carries on whom, which goal is whose."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from malkollen.registry.content import Content, entries, texts
from malkollen.registry.programme import served
from malkollen.texts.printable import excerpt


def faults(content: Content) -> list[str]:
    """Every fault of the programmes and their goals, as "key: what is wrong"."""
    return [
        *_programme_faults(content),
        *_overlap_faults(content),
        *_carried_faults(content),
        *_left_out_faults(content),
        *_focus_faults(content),
        *_quote_faults(content),
        *_unfollowed_faults(content),
        *_indicator_faults(content),
        *_goal_faults(content),
    ]


def _programme_faults(content: Content) -> Iterator[str]:
    """A programme ends after it begins, its base year comes before it, and it has a goal."""
    programmes = entries(content, "programmes")
    if "programmes" in content and not programmes:
        yield "programmes: inget program är infört; ett behövs, med mål"
    followed = [goal.get("programme") for goal in entries(content, "goals").values()]
    for key, programme in programmes.items():
        first, last = _day(programme, "valid_from"), _day(programme, "valid_to")
        base = programme.get("base_year")
        if first and last and last < first:
            yield f"programmes.{key}.valid_to: ska inte vara före valid_from ({first})"
        if first and isinstance(base, int) and base >= first.year:
            yield f"programmes.{key}.base_year: ska vara före programmets första år ({first.year})"
        if key not in followed:
            yield f"programmes.{key}: inget mål hör till programmet"


def _day(programme: Content, key: str) -> date | None:
    """A date and nothing else: with a time of day it is the models' fault to name."""
    value = programme.get(key)
    return value if type(value) is date else None


def _overlap_faults(content: Content) -> Iterator[str]:
    """Two programmes of the same body never hold on the same day."""
    known = [
        (first, last, key, _body(programme))
        for key, programme in entries(content, "programmes").items()
        if (first := _day(programme, "valid_from")) and (last := _day(programme, "valid_to")) and first <= last
    ]
    for (_, last, earlier, body), (first, _, later, other) in combinations(sorted(known), 2):
        if body == other and first <= last:
            yield (
                f"programmes.{later}.valid_from: {first} är inte efter {last}, då {earlier} slutar gälla; två program "
                "med samma decided_by får inte gälla samma dag"
            )


def _body(programme: Content) -> str:
    return " ".join(str(programme.get("decided_by")).casefold().split())


def _carried_faults(content: Content) -> Iterator[str]:
    """A goal goes on with one of an earlier programme."""
    goals, programmes = entries(content, "goals"), entries(content, "programmes")
    for key, goal in goals.items():
        earlier = goal.get("carries_on")
        if not isinstance(earlier, str):
            continue
        where = f"goals.{key}.carries_on"
        if earlier not in goals:
            yield f"{where}: inget mål heter '{excerpt(earlier)}'"
            continue
        names = (str(goals[earlier].get("programme")), str(goal.get("programme")))
        before, after = (programmes.get(name, {}) for name in names)
        last, first = _day(before, "valid_to"), _day(after, "valid_from")
        if names[0] == names[1] or (last and first and first <= last):
            yield f"{where}: ska vara ett mål i ett tidigare program; '{excerpt(earlier)}' hör till {excerpt(names[0])}"


def _left_out_faults(content: Content) -> Iterator[str]:
    """What does not follow with a goal has belonged to it."""
    served_goals = _served(content)
    for key, goal in entries(content, "goals").items():
        names, earlier = texts(goal.get("leaves_out")), goal.get("carries_on")
        if names and earlier is None:
            yield f"goals.{key}.leaves_out: gäller bara ett mål som förs vidare från ett annat (carries_on)"
        elif isinstance(earlier, str):
            for name in names:
                if earlier not in served_goals.get(name, ()):
                    no_such = f"'{excerpt(name)}' är ingen indikator för {excerpt(earlier)}"
                    yield f"goals.{key}.leaves_out: {no_such}; ta bort namnet"


def _focus_faults(content: Content) -> Iterator[str]:
    """What a goal's words name is told by indicators that serve it."""
    served_goals = _served(content)
    for key, goal in entries(content, "goals").items():
        for name in texts(goal.get("focus")):
            if key not in served_goals.get(name, ()):
                yield f"goals.{key}.focus: '{excerpt(name)}' är ingen indikator för målet; ta bort namnet"


def _quote_faults(content: Content) -> Iterator[str]:
    """What a goal is said to say of others stands in its sentence; a claim is that in short."""
    for key, goal in entries(content, "goals").items():
        quote, sentence = goal.get("quote"), goal.get("sentence")
        if isinstance(quote, str) and isinstance(sentence, str) and quote.casefold() not in sentence.casefold():
            yield f"goals.{key}.quote: '{excerpt(quote)}' står inte i målets sentence; skriv målets egna ord"
        if "claim" in goal and "quote" not in goal:
            yield f"goals.{key}.claim: säger i korthet vad quote säger, som saknas; skriv båda, eller ingen av dem"
        if "quote" in goal and "claim" not in goal:
            yield f'goals.{key}.quote: kräver claim, det samma i korthet, som "leder"; skriv båda, eller ingen av dem'


def _unfollowed_faults(content: Content) -> Iterator[str]:
    """What a programme says and nothing follows stands in its vision or its goals, or says where it stands."""
    goals = entries(content, "goals").values()
    for key, programme in entries(content, "programmes").items():
        own = [programme.get("vision"), programme.get("overarching_goal")]
        own += [goal.get(part) for goal in goals if goal.get("programme") == key for part in ("sentence", "meaning")]
        declared = programme.get("unfollowed")
        yield from _unnamed_faults(key, content, declared if isinstance(declared, list) else [])
        for number, one in enumerate(declared if isinstance(declared, list) else [], 1):
            quote = one.get("quote") if isinstance(one, dict) and "where" not in one else None
            if isinstance(quote, str) and not any(quote.casefold() in str(text).casefold() for text in own):
                yield (
                    f"programmes.{key}.unfollowed[{number}].quote: '{excerpt(quote)}' står varken i programmets "
                    "vision, i dess övergripande mål eller i dess mål; skriv programmets egna ord, eller var de står "
                    "(where)"
                )


def _unnamed_faults(key: str, content: Content, declared: Sequence[object]) -> Iterator[str]:
    """What nothing follows is in the programme's words or has some of its own; what lies nearest is an indicator."""
    for number, one in enumerate(declared, 1):
        if not isinstance(one, dict):
            continue
        if "quote" not in one and not one.get("words"):
            where = f"programmes.{key}.unfollowed[{number}]"
            yield f"{where}: nämner inget; skriv quote, eller words om programmet inte nämner det"
        if "nearest" in one and one["nearest"] not in entries(content, "indicators"):
            yield (
                f"programmes.{key}.unfollowed[{number}].nearest: '{excerpt(one['nearest'])}' är ingen indikator; "
                "skriv en indikators nyckel, eller ta bort raden"
            )


def _served(content: Content) -> dict[str, tuple[str, ...]]:
    """The goals that indicators serve, the carried ones too."""
    typed = {key: _typed(indicator) for key, indicator in entries(content, "indicators").items()}
    carried = {
        key: (earlier, texts(goal.get("leaves_out")))
        for key, goal in entries(content, "goals").items()
        if isinstance(earlier := goal.get("carries_on"), str)
    }
    return served(typed, carried)


def _typed(indicator: Content) -> list[str]:
    goal = indicator.get("goal")
    return [goal] if isinstance(goal, str) else texts(goal)


def _indicator_faults(content: Content) -> Iterator[str]:
    """An indicator serves goals that exist, one in each programme."""
    goals, served_goals = entries(content, "goals"), _served(content)
    for key, indicator in entries(content, "indicators").items():
        where = f"indicators.{key}.goal"
        for name in _typed(indicator):
            if name not in goals:
                yield f"{where}: inget mål heter '{excerpt(name)}'"
        known = [name for name in served_goals[key] if name in goals]
        for one, other in combinations(known, 2):
            if goals[one].get("programme") == goals[other].get("programme"):
                both = f"'{excerpt(one)}' och '{excerpt(other)}'"
                yield f"{where}: {both} hör till samma program; en indikator har ett mål i varje program"


def _goal_faults(content: Content) -> Iterator[str]:
    followed = set().union(*_served(content).values())
    for key in entries(content, "goals") if entries(content, "indicators") else ():
        if key not in followed:
            yield f"goals.{key}: ingen indikator hör till målet; ge en indikator målet (goal), eller ta bort målet"
