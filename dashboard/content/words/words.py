"""The declared words: what each means, in one sentence, and how it is found in running text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dashboard.content.answers import answers, phrases
from dashboard.content.data import states
from dashboard.content.facts import Facts
from malkollen.answers.place import other_comparisons
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed, number_word
from malkollen.values.fleets import OWNED_SHARE, YEARLY_CHANGE
from malkollen.verdicts.targets_in_force import is_decided


class Word(NamedTuple):
    """A word and what it means.

    Attributes:
        sentence: the meaning, a sentence of its own.
        stem: how the word begins in running text, whatever its ending; empty where it is not explained there.
    """

    term: str
    sentence: str
    stem: str = ""


EVERYBODYS = "kommun"
"""What needs no explanation, where the municipalities that one is placed among are called nothing else."""


def words(facts: Facts) -> tuple[Word, ...]:
    """The words in alphabetical order, in Swedish."""
    return tuple(sorted(_words(facts), key=lambda word: _swedish(word.term)))


def _words(facts: Facts) -> Iterator[Word]:
    home, placed, programme = facts.home, facts.placed, facts.programme
    regions = facts.registry.comparison.regions.many
    size = len(facts.areas.reference_group.members)
    by_class = " ".join(filter(None, ["En kommun", placed.which, f"enligt {placed.classed}"]))
    kind = f"{by_class}, {size} i landet" if placed.classed else f"En av {placed.counted(size)}"
    groups = [facts.areas.name(group) for group in next(iter(facts.registry.comparison_sets.values())).groups]
    base = f"{capital(programme.base)}, {programme.base_year}, som förändringar räknas från"
    yield Word("basår", f"{'; '.join([base, *_own_base_years(facts)])}.")
    begins = "Ett år då en ny serie börjar, för att statistiken har gjorts om eller för att åren före var ovanliga"
    yield Word("bryts", f"{begins}; inget jämförs över det.")
    yield Word("fastställd version", "Siffrorna, målvärdena, bedömningarna och texterna som de var till ett möte.")
    yield Word("jämförelsenivå", f"En nivå att jämföra med som ingen har beslutat för {home.name}.", "jämförelsenivå")
    near = "Högst 500 meter fågelvägen från en hållplats med minst en avgång i timmen, vardagar 06–20."
    yield Word("kollektivtrafiknära", near, "kollektivtrafiknära")
    yield Word("nära kollektivtrafik", near, "nära kollektivtrafik")
    yield Word("kärnindikator", f"En indikator som är vald för att bedöma om {home.name} når ett mål.", "kärnindikator")
    yield Word(
        "laddpunkt", "Ett uttag eller en kabel där en elbil i taget kan ladda; här räknas bara publika.", "laddpunkt"
    )
    yield Word("målvärde", "Ett tal som någon har beslutat att indikatorn ska nå ett visst år.", "målvärde")
    late = "Nyare siffror väntades från utgivaren en viss dag, men Målkollen har inte hämtat dem än."
    yield Word(states.UNFETCHED, late, states.UNFETCHED)
    yield Word("område", f"Det som jämförs med varandra, hela {regions} eller delar av dem: {listed(groups)}.")
    if placed.one != EVERYBODYS:
        yield Word(placed.one, f"{kind}; {_who_belongs(facts)}", placed.one)
    yield Word(
        "preliminär",
        "En siffra som utgivaren har sagt kan komma att ändras; det som räknas ur den kan då också ändras.",
        "preliminär",
    )
    yield Word("riket", "Alla landets kommuner tillsammans.")
    yield Word("sammanhang", "Indikatorer som visas för att förklara andra, och som inte bedöms.")
    fleets = (
        f"En kommun där företag något av de senaste sex åren ägde mer än {OWNED_SHARE:.0%} av bilarna, eller där "
        f"antalet bilar ändrades mer än {YEARLY_CHANGE:.0%} mellan två år i följd.".replace("%", " procent")
    )
    yield Word("kommun med många företagsbilar", fleets, "kommuner med många företagsbilar")
    yield from _comparisons(facts)
    yield Word(
        "företagens bilar",
        "Många bilar ägs av företag i några få kommuner och räknas där, var de än körs.",
        "företagens bilar",
    )


def _who_belongs(facts: Facts) -> str:
    """Which of the home group's municipalities belong to those that they are placed among, and that all are."""
    members, group = facts.areas.home_members, facts.areas.reference_group.members
    outside = [facts.areas.name(code) for code in members if code not in group]
    if not outside:
        return f"{facts.members.the} hör dit och jämförs med dem."
    if len(outside) == len(members):
        return f"{facts.members.the} hör inte dit men jämförs med dem."
    many = number_word(len(members) - len(outside))
    return f"{many} av {facts.members.the} hör dit, {listed(outside)} gör det inte men jämförs med dem."


def _own_base_years(facts: Facts) -> Iterator[str]:
    """Base years that targets have of their own, with what they are of."""
    for key, indicator in facts.of_programme.items():
        targets = [one for one in facts.registry.targets_of(key).values() if is_decided(one)]
        if other := sorted({one.base_year for one in targets if one.base_year} - {facts.programme.base_year}):
            yield f"målvärdet för {phrases.plain(indicator)} har ett eget, {listed(map(str, other))}"


def _comparisons(facts: Facts) -> Iterator[Word]:
    """Comparisons that leave municipalities out, by what they are called in running text, and whom they leave out."""
    basis = answers.basis(facts)
    leading = dict.fromkeys(filter(None, map(basis.leading_set, facts.goals)))
    left_out = {one.set: one.left_out for name in leading for one in other_comparisons(basis, name) if one.left_out}
    for name, codes in left_out.items():
        if among := basis.declared(name).among:
            yield Word(among, f"De områden som jämförs, utan {listed(map(facts.areas.name, codes))}.", among)


def _swedish(term: str) -> str:
    return term.translate(str.maketrans("åäö", "{|}"))


def parts(text: str, known: tuple[Word, ...], explained: set[str]) -> list[tuple[str, Word | None]]:
    """A text in parts: each word that is declared, where it first stands, with its meaning.

    Args:
        explained: the terms that the page has explained already; those found here are added.
    """
    by_stem = {word.stem: word for word in known if word.stem}
    stems = "|".join(map(re.escape, sorted(by_stem, key=len, reverse=True)))
    pieces: list[tuple[str, Word | None]] = []
    end = 0
    for match in re.finditer(rf"\b({stems})\w*", text, re.IGNORECASE):
        word = by_stem[match[1].casefold()]
        if word.term not in explained:
            explained.add(word.term)
            pieces += [(text[end : match.start()], None), (match[0], word)]
            end = match.end()
    return [*pieces, (text[end:], None)]
