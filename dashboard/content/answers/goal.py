"""A goal's answer in words, ledningsgruppen's judgement of it, and what stands beside: targets, what is not known."""

from collections.abc import Sequence

from dashboard.content.answers import judged, phrases
from dashboard.content.answers.budget import BEST, Part, fitted, sentence
from dashboard.content.answers.hedges import fleets_decide, goal_hedge, last_year, only_one, other_word, without_fleets
from dashboard.content.answers.indicator import aimed, values
from dashboard.content.answers.phrases import DEPENDS, decimals, kept, lower_than, placed, placed_beside, plain
from dashboard.content.answers.silence import NOT_YET, brought, coming, when
from malkollen.answers.aim import AimAnswer
from malkollen.answers.basis import Basis, Unanswered
from malkollen.answers.goal import FEWEST, GoalAnswer, OtherWord, Word
from malkollen.answers.hedge import LastYear
from malkollen.answers.indicator import IndicatorAnswer, indicator_answer
from malkollen.answers.place import can_rank
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import listed, number, number_word, unnamed, with_days_in_words
from malkollen.verdicts.assessor import JUDGED_KINDS

WORDS: dict[Word, str] = {"yes": "ja", "partly": "delvis", "no": "nej", "unknown": NOT_YET}
NOT_OF_OTHERS = "Siffrorna avgör inte"
"""Of a goal that says nothing of others: its measures are told, and no place among them is its answer."""
UNDECIDED = "val, inte beslutat"
SO_FAR = "Är måtten färre kan svaret som mest bli ”hittills ja”."
MOST_NAMED = 3
"""Of measures without figures, in a list that several goals share."""


def word(answer: GoalAnswer) -> str:
    """The answer in a word: the directors' where they have judged, else the computed."""
    return judged.word(answer.judged.label) if answer.judged else computed_word(answer)


def computed_word(answer: GoalAnswer) -> str:
    """The computed answer in a word: "Hittills nej", "Delvis"."""
    if answer.word == "unknown":
        return NOT_OF_OTHERS if answer.compared else NOT_YET
    return f"Hittills {WORDS[answer.word]}" if answer.is_so_far else capital(WORDS[answer.word])


def text(basis: Basis, answer: GoalAnswer) -> str:
    """The answer: the directors' judgement with meeting, day and reason; else the computed one."""
    return judged.text(basis.registry.home, answer.judged) if answer.judged else computed(basis, answer)


def hedge(basis: Basis, answer: GoalAnswer) -> str | None:
    """What weakens the answer most; under a judgement how the figures' own answer stands to it."""
    own = goal_hedge(basis, answer)
    if answer.judged is None:
        return own
    stands = judged.relation(computed(basis, answer), is_newer=answer.judged.has_newer_figures)
    return f"{stands} {own}" if own else stands


def plain_hedge(basis: Basis, answer: GoalAnswer) -> str:
    """The same in few words: what the figures say under a judgement, and that another comparison says else."""
    newer_word = ""
    if answer.judged:
        newer = f"{judged.NEWER} " if answer.judged.has_newer_figures else ""
        told = f"{computed_word(answer)[:1].lower()}{computed_word(answer)[1:]}"
        newer_word = f"{newer}Siffrorna säger nu: {'; '.join(filter(None, [told, only_one(answer)]))}."
    other = other_word(basis, answer, answer.hedge) if isinstance(answer.hedge, OtherWord) else ""
    return " ".join(filter(None, [newer_word, other])) if newer_word or other else ""


def computed(basis: Basis, answer: GoalAnswer) -> str:
    """The computed answer: at most two sentences and 25 words."""
    if not answer.compared:
        return _unknown(basis, answer)
    if len(answer.compared) == 1:
        return _alone(basis, answer, answer.compared[0])
    head, home, total = computed_word(answer), basis.registry.home.name, number_word(len(answer.compared))
    count = f"Så ligger {home} i {total} mått" if answer.word == "unknown" else f"{home} är {firsts(answer)}"
    return fitted([Part(head)], [Part(count), *_ends(basis, answer)])


def firsts(answer: GoalAnswer) -> str:
    """In how many of its measures the home is first: "inte först i något av fyra mått"."""
    if answer.firsts == 0:
        return f"inte först i något av {number_word(len(answer.compared))} mått"
    is_shared = any(one.place and one.place.kind == "tied_first" for one in answer.compared)
    first = "först eller delad etta" if is_shared else "först"
    return f"{first} i {_of(answer.firsts, len(answer.compared))} mått"


def _of(count: int, total: int) -> str:
    if count == total:
        return f"alla {number_word(total)}"
    return f"{'ett' if count == 1 else number_word(count)} av {number_word(total)}"


def _ends(basis: Basis, answer: GoalAnswer) -> list[Part]:
    """The best and the worst, each with its year; where only one is told, that it may not be left out."""
    best, worst = answer.best, answer.worst
    if best is None:
        return [Part(f", platsen {DEPENDS}")]
    if worst is None:
        return [Part(f": {_named(basis, best)}")]
    is_contrast = worst.place and worst.place.is_last and not (best.place and best.place.is_last)
    is_some = 0 < answer.firsts < len(answer.compared)
    joined = "men" if is_contrast or is_some else "och"
    among = "bland annat " if is_some and answer.firsts > 1 else ""  # the others that are first stand below
    return [Part(": "), Part(f"{among}{_named(basis, best)}, {joined} ", BEST), Part(_named(basis, worst))]


def _named(basis: Basis, answer: IndicatorAnswer) -> str:
    told = placed_beside(basis, answer.place, basis.indicator(answer.key), of_goal=True) if answer.place else ""
    return f"{told} ({answer.year})"


def _alone(basis: Basis, answer: GoalAnswer, only: IndicatorAnswer) -> str:
    """The answer where one indicator is compared: its place, its value and the best other's."""
    indicator, own, home = basis.indicator(only.key), only.place, basis.registry.home.name
    if own is None:
        return sentence(computed_word(answer))
    if own.kind == "depends":
        stands = f"{home}s plats {DEPENDS}" if not home.endswith("s") else f"{home} plats {DEPENDS}"
    elif own.better == "lower" and own.kind != "all_tied":
        of = f" av {number_word(own.of)} områden" if own.of > 2 else ""
        stands = f"{home} har {placed_beside(basis, own, indicator, of_goal=True)}{of}"
    else:
        stands = f"{home} är {placed(own)}{' områden' if own.of > 2 else ' av två områden'}"
    return fitted([Part(computed_word(answer))], [Part(f"{stands}: "), *values(basis, only, with_country=False)])


def _unknown(basis: Basis, answer: GoalAnswer) -> str:
    """That nothing can be said yet, and when it can."""
    stale = [silent for silent in answer.unanswered if silent.why == "stale"]
    stale.sort(key=lambda silent: not can_rank(basis.indicator(silent.key)))
    if stale:
        about = _about(basis.indicator(stale[0].key))
        reason = f"senaste värdet om {about} är från {stale[0].year}, och {coming(basis, stale[0])}"
    elif answer.unanswered:
        reason = f"siffror saknas för {_measures(len(answer.unanswered))}, och {coming(basis, answer.unanswered[0])}"
    else:
        reason = "inget av måtten går att jämföra med andra områden"
    return fitted([Part(NOT_YET)], [Part(reason)])


def _about(indicator: Indicator) -> str:
    return kept(plain(indicator))


def _measures(count: int) -> str:
    return "ett mått" if count == 1 else f"{count} mått"


# ───────────── Beside the answer, once a page ─────────────


def measures(basis: Basis, answer: GoalAnswer) -> list[str]:
    """What the answer counts, best first, each by name with its place and year; one that fleets decide stands last."""
    if len(answer.compared) == 1:
        only = answer.compared[0]
        known, others = _about(basis.indicator(only.key)), _others(basis, only)
        return [sentence(f"{known} {only.year}: {others}" if others else f"det enda måttet: {known} ({only.year})")]
    return [_measure(basis, one) for one in sorted(answer.compared, key=_standing)]


def _others(basis: Basis, answer: IndicatorAnswer) -> str:
    """The areas that the answer's own sentence leaves out, each with its value: ours and the best are told there."""
    place, indicator = answer.place, basis.indicator(answer.key)
    if place is None:
        return ""
    turn = 1 if place.better == "lower" else -1
    rest = sorted((turn * value, area) for area, value in place.values.items() if area not in (place.area, place.best))
    places = decimals(indicator, [*place.values.values()])
    told = [f"{unnamed(basis.areas.name(area))} {number(turn * value, places)}" for value, area in rest]
    return listed(told)


def _standing(answer: IndicatorAnswer) -> tuple[bool, float]:
    own = answer.place
    return (own is None or own.kind == "depends", own.standing if own else 1.0)


def _measure(basis: Basis, answer: IndicatorAnswer) -> str:
    indicator, own = basis.indicator(answer.key), answer.place
    if own is None or own.kind == "depends":
        decided = fleets_decide(basis, answer) or f"platsen {DEPENDS} ({answer.year})"
        return capital(f"{_about(indicator)}: {decided}")
    aside = without_fleets(basis, answer)
    told = f"{_about(indicator)}: {placed(own)}{f' {phrases.ALL_CARS}' if aside else ''} ({answer.year})"
    return capital(f"{told}, men {aside}" if aside else told)


def explained(basis: Basis, answer: GoalAnswer) -> list[str]:
    """What the only measure is, and which more are counted: once, where the goal is read whole."""
    if len(answer.compared) != 1:
        return []
    return [sentence(basis.indicator(answer.compared[0].key).about), *_counted(basis, answer)]


def for_yes(basis: Basis, answer: GoalAnswer) -> list[str]:
    """What would make the answer yes; nothing where it is, or where the goal says nothing of others."""
    if answer.word == "yes" or basis.registry.goals[answer.goal].claim is None:
        return []
    aims = ", och att inget mål missas" if answer.aims else ""
    known = f"minst {number_word(FEWEST)} mått går att jämföra"
    first = f"{basis.registry.home.name} är först i alla dem, i varje jämförelse"
    told = f"För ja krävs att {known} och att {first}{aims}. {SO_FAR if len(answer.compared) < FEWEST else ''}"
    return [told.strip()]


def few(answer: GoalAnswer) -> str:
    """In brackets after an answer's word, where it rests on fewer measures than a yes asks for; else nothing."""
    count = len(answer.compared)
    return f" (på {'ett enda' if count == 1 else f'bara {number_word(count)}'} mått)" if 0 < count < FEWEST else ""


def _counted(basis: Basis, answer: GoalAnswer) -> list[str]:
    """Which more the answer counts once they have figures; nothing where all have."""
    silent = [one.key for one in answer.unanswered]
    if not silent:
        return []
    names = listed(_about(basis.indicator(key)) for key in silent)
    these, they = ("de här måtten", "de") if len(silent) > 1 else ("det här måttet", "det")
    return [sentence(f"också {these} räknas i svaret när {they} får siffror: {names}")]


def aims(basis: Basis, answer: GoalAnswer) -> list[str]:
    """The goal's targets: how far each has come, whose it is and whether it is reached, and its last year."""
    return [_aimed(basis, aim) for aim in answer.aims]


def _aimed(basis: Basis, aim: AimAnswer) -> str:
    indicator, told = basis.indicator(aim.key), indicator_answer(basis, aim.key, basis.home)
    come = ""
    if aim.since_base is not None and aim.target.is_index:
        come = lower_than(indicator, aim.since_base, told.year or 0, aim.target.base_year or 0)
    last = last_year(indicator, told.hedge.span) if isinstance(told.hedge, LastYear) else ""
    return " ".join(sentence(part) for part in (come, last, aimed(indicator, aim, is_named=not come)) if part)


def unknown(basis: Basis, answer: GoalAnswer, *, but_waiting: bool = False) -> list[str]:
    """What is not known, and when it comes: those that come the same day together.

    What is shown but not judged is told after the others: the answer does not count it among its measures.

    Args:
        but_waiting: without what waits for its source, where a list of that stands on the page.
    """
    days: dict[str, tuple[list[str], list[str]]] = {}
    for kind, silent in enumerate((answer.unanswered, context(basis, answer.goal))):
        for one in silent:
            if but_waiting and one.why == "waiting":
                continue
            days.setdefault(brought(basis, one), ([], []))[kind].append(_about(basis.indicator(one.key)))
    return [sentence(f"{lacking(*names)}; {when}") for when, names in days.items()]


def unknown_in_short(basis: Basis, answer: GoalAnswer) -> list[str]:
    """The same for a list of several goals: the core ones by name, how many more, and when; not who brings them."""
    days: dict[str, tuple[list[Indicator], list[Indicator]]] = {}
    for kind, silent in enumerate((answer.unanswered, context(basis, answer.goal))):
        for one in silent:
            days.setdefault(when(basis, one), ([], []))[kind].append(basis.indicator(one.key))
    return [sentence(f"siffror saknas om {_in_short(*found)}; {day}") for day, found in days.items()]


def _in_short(counted: Sequence[Indicator], shown: Sequence[Indicator]) -> str:
    """Some by name and the number of the rest; what the answer does not count stands after what it does."""
    named = ([one for one in counted if one.core] or counted)[:MOST_NAMED]
    rest = len(counted) - len(named)
    if len(counted) <= MOST_NAMED or rest == 1:
        told = listed(map(_about, counted)) if counted else ""
    else:
        told = f"{number_word(len(counted))} mått: {listed([*map(_about, named), f'{number_word(rest)} till'])}"
    return "; också om ".join(filter(None, [told, listed(map(_about, shown)) if shown else ""]))


def lacking(counted: Sequence[str], shown: Sequence[str]) -> str:
    """That figures are missing, of what the answer counts and then of what it does not, each by name."""
    aside = f"{listed(shown)}, som inte räknas med i svaret" if shown else ""
    return f"siffror saknas om {'; också om '.join(filter(None, [listed(counted) if counted else '', aside]))}"


def context(basis: Basis, goal: str) -> list[Unanswered]:
    """A goal's core indicators that are shown but not judged, and have no figures; a list is none of figures."""
    keys = [key for key, one in basis.registry.indicators.items() if one.goal == goal and one.core]
    shown = [key for key in keys if basis.indicator(key).kind not in (*JUDGED_KINDS, "lageslista")]
    told = [indicator_answer(basis, key, basis.home).unanswered for key in shown]
    return [silent for silent in told if silent]


def chosen(basis: Basis, answer: GoalAnswer) -> str | None:
    """Which comparison leads and who decided that it does; None where there is none."""
    if answer.set is None:
        return None
    title = basis.declared(answer.set).title
    if answer.set_decided_by:
        return f"Jämförelsen: {title}. Beslutat av: {sentence(with_days_in_words(answer.set_decided_by))}"
    return f"Jämförelsen: {title} ({basis.registry.home.office_short}s {UNDECIDED})."
