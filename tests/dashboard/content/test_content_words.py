"""The declared words: each a sentence of its own, and found in running text where it first stands."""

import pytest

from dashboard.blocks.blocks import Bullets
from dashboard.blocks.simple import within
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.words import page, words
from dashboard.content.words.words import Word

KNOWN = (
    Word("vagnpark", "Många bilar.", "vagnpark"),
    Word("vagnparkskommun", "En kommun.", "vagnparkskommun"),
    Word("laddpunkt", "Ett uttag.", "laddpunkt"),
    Word("riket", "Alla."),
)


def told(text: str, explained: set[str]) -> list[tuple[str, str]]:
    return [(part, word.term if word else "") for part, word in words.parts(text, KNOWN, explained)]


def test_a_word_is_explained_once_a_page_whatever_its_ending() -> None:
    explained: set[str] = set()
    assert told("Antal laddpunkter, och fler laddpunkter.", explained) == [
        ("Antal ", ""), ("laddpunkter", "laddpunkt"), (", och fler laddpunkter.", ""),
    ]  # fmt: skip
    assert told("Laddpunkterna i riket", explained) == [("Laddpunkterna i riket", "")]


def test_the_longest_word_is_meant_and_no_part_of_another() -> None:
    assert told("Utan vagnparkskommuner", set())[1] == ("vagnparkskommuner", "vagnparkskommun")
    assert told("Fler vagnparkskommuner", {"vagnparkskommun"}) == [("Fler vagnparkskommuner", "")]
    assert told("Snabbladdpunkter", set()) == [("Snabbladdpunkter", "")]


def test_two_words_of_one_text_are_both_found_in_their_order() -> None:
    text = "Laddpunkter och vagnparker i riket."
    said = told(text, set())
    assert "".join(part for part, _ in said) == text
    assert [term for _, term in said if term] == ["laddpunkt", "vagnpark"]


def test_every_word_is_one_sentence_and_none_is_explained_by_itself(facts: Facts) -> None:
    declared = words.words(facts)
    assert [word.term for word in declared] == [
        "basår", "bryts", "fastställd version", "företagens bilar", "jämförelsenivå",
        "kollektivtrafiknära", "kommun med många företagsbilar", "kommunerna runt storstäderna", "kärnindikator",
        "laddpunkt", "målvärde", "nyare inte hämtade", "nära kollektivtrafik",
        "område", "pendlingskommun", "preliminär", "riket", "sammanhang",
    ]  # fmt: skip
    for word in declared:
        assert word.sentence.endswith(".")
        assert ". " not in word.sentence
        assert word.sentence[0].isupper()
        assert not word.sentence.casefold().startswith(f"{word.term} ")
    section, unfollowed = page.sections(facts)
    assert len(section.blocks) == 2
    told_of = dict(section.blocks[1].pairs)
    assert "kollektivtrafiknära eller nära kollektivtrafik" in told_of, "one meaning stands once"
    assert len(set(told_of.values())) == len(told_of)
    assert unfollowed.heading == "Det här i programmet följer Målkollen inte"
    told = [line for block in within(unfollowed.blocks) if isinstance(block, Bullets) for line in block.lines]
    assert (
        "Vad samverkan kostar en kommun, och vad kommunen får för pengarna, mäts inte. Kostnaderna står i samverkans "
        "årliga budget. Programmets ord: ”finansieras gemensamt” (avsnittet Kansliet)."
    ) in told


def test_the_sentences_hold_what_the_registry_says(facts: Facts) -> None:
    sentences = {word.term: word.sentence for word in words.words(facts)}
    assert sentences["kommun med många företagsbilar"] == (
        "En kommun där företag något av de senaste sex åren ägde mer än 35 procent av bilarna, eller där antalet bilar "
        "ändrades mer än 10 procent mellan två år i följd."
    )
    assert (
        sentences["kollektivtrafiknära"].casefold() in facts.indicator("population_near_transit_share").about.casefold()
    )
    assert sentences["basår"].startswith(f"Året före programmet, {facts.programme.base_year}, ")
    assert sentences["basår"].endswith("; målvärdet för utsläppen från transporter har ett eget, 2010.")


def test_a_municipality_by_no_other_name_is_not_explained(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a cooperation whose municipalities are placed among their county's: the word means no more than it says."""
    plain = {"one": "kommun", "many": "kommuner", "the": "kommunerna", "classed": ""}
    monkeypatch.setattr(Facts, "placed", facts.placed.model_copy(update=plain))
    assert "kommun" not in {word.term for word in words.words(facts)}
    assert "kommun med många företagsbilar" in {word.term for word in words.words(facts)}


def test_one_thing_has_one_name_for_readers(facts: Facts) -> None:
    """Other names are a publisher's own titles of its tables, and the word that the glossary explains."""
    indicators, measures = facts.registry.indicators.values(), facts.registry.measures.values()
    told = [
        *map(facts.areas.name, facts.areas.by_id),
        *(text for one in indicators for text in (one.title, plain(one), one.about)),
        *(one.title for one in measures),
        *(text for one in facts.registry.targets.values() for text in (one.title, one.wording)),
    ]
    assert [one for one in told if "kranskommun" in one.casefold() or "kollektivtrafiknära" in one.casefold()] == []
