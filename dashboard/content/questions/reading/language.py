"""Swedish words as a search needs them: cut out of a text, without endings, and without å, ä, ö for who lacks them."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 300
"""Letters of a question that are read: the rest of a longer one is no question."""
WORD = re.compile(r"[^\W_]+")
ENDINGS = (
    "ningarnas", "ningarna", "ningens", "ingarna", "arnas", "ornas", "ernas", "ningar", "ningen", "ingens", "ingar",
    "ingen", "heten", "andet", "ande", "arna", "erna", "orna", "aste", "arne", "ning", "ades", "ing", "ens", "ets",
    "ers", "ars",
    "are", "ade", "het", "ast", "ar", "er", "or", "en", "et", "an", "as", "es", "na", "at", "ad", "te", "de", "it", "s",
    "a", "e", "t", "n", "r", "d",
)  # fmt: skip
"""Endings of nouns and verbs, the longest first."""
SHORTEST = 3
"""Letters that are left of a word whose ending is taken."""
SMALL = frozenset((
    "hur", "många", "mycket", "mycken", "stor", "stort", "stora", "är", "har", "hade", "vi", "vad", "som", "en",
    "ett", "det", "de", "den", "i", "på", "av", "för", "till", "från", "med", "och", "eller", "att", "om", "när",
    "var", "vart", "varför", "vilka", "vilken", "vilket", "vem", "finns", "fanns", "går", "ser", "man", "kan",
    "kunna", "ska", "skulle", "blir", "bli", "blev", "får", "få", "gör", "göra", "sig", "sin", "sina", "vår",
    "vårt", "våra", "oss", "ni", "er", "du", "jag", "mig", "här", "där", "än", "nu", "idag", "just", "egentligen",
    "dem", "deras", "denna", "detta", "dessa", "inte", "också", "bara", "redan", "hos", "vid", "under", "över",
    "efter", "mot", "mellan", "alls", "någon", "något", "några", "lite", "kommer", "säger", "hittar", "hitta",
    "del", "delen", "menas", "då", "så", "upp", "ner", "per", "hela", "all", "allt", "varje", "själv", "vill",
    "åt", "håll", "manga", "ar", "görs", "målkollen", "händer", "hända", "hänt", "nagon", "hallet", "såg",
))  # fmt: skip
"""Words of every question, which tell none from another."""
FAINT = frozenset((
    "fler", "färre", "mer", "mindre", "minskar", "minska", "ökar", "öka", "bättre", "sämre", "mest", "minst",
    "andel", "procent", "antal", "alla", "totalt", "sammanlagt",
))  # fmt: skip
"""Words of which way something goes, which say little of what."""
EVERYDAY = frozenset((
    "kommit", "förr", "före", "målen", "ändrats", "förändrats", "utvecklats", "blivit", "jämfört", "jämnfört",
    "ligger", "står", "bland", "grannar", "grannarna", "störst", "största", "högst", "lägst", "flest", "år", "dag",
    "plats", "senaste", "senast", "siffra", "siffran", "läget", "läge", "visa", "berätta", "undrar", "vet", "veta",
    "tack", "hej", "snälla", "kommun", "kommunen", "kommunens", "kommuner", "kommunerna", "invånare", "invånarna",
    "människor", "folk", "personer", "boende", "bor", "lång", "långt", "långa", "hög", "högt", "höga", "låg", "bra",
    "dåligt", "klarar", "tar", "ta", "nås", "når", "mår", "ner", "ut", "in", "hemma", "hemmet", "mål", "målet",
    "egen", "egna", "andra", "annan", "fortare", "riket", "landet", "sverige", "åtta", "sju", "sex", "fyra", "tre",
    "två", "bo", "förändring", "utveckling", "sedan", "högre", "lägre", "större", "resten", "länet", "gå", "ned",
    "lever", "ökade", "ökat", "minskade", "minskat", "steg", "sjönk", "längst", "kortast", "övriga", "förra", "året",
    "gapet", "krymper", "krympt", "börja", "börjar", "närmast", "närmaste", "kansliet", "skillnad", "skillnaden",
    "åren", "fem", "tio", "sjunkit", "stigit", "tidigare", "förut", "pandemin", "sen", "vanlig", "snitt",
    "genomsnitt", "börjat", "fått", "vara", "byggs", "bygger", "bygga", "mkt", "fick", "gått", "numera", "snabbare",
    "lika", "snabbt", "samma", "takt", "takten", "framåt", "minskning", "minskningen", "ökning", "ökningen", "nästa",
    "vecka", "veckan", "möte", "mötet", "fullt", "helt", "tillräckligt", "räcker", "bidrar", "ihop", "verkligen",
    "tänkt", "planerat", "säkert", "sl", "dagligen", "framöver", "enligt", "satsningar", "satsningarna", "måste",
    "perioden", "antogs", "mitten", "sist", "svaret", "faktiskt", "årsskiftet", "hinner", "hinna", "lyckas", "ifrån",
    "haft", "ha", "varit", "vore", "finnas", "tider", "tid", "kvar", "härifrån", "därifrån", "hit", "dit", "lovat",
    "kunde", "bordet", "ofta", "ger", "gett", "gav", "fortfarande", "snart", "igen", "alltid", "aldrig", "ungefär",
    "cirka", "ens", "kanske", "dessutom", "samtidigt", "hittills", "stämmer", "menar", "säga", "sätt", "sak", "saker",
    "sticker", "borde", "tycker", "tänker", "viktig", "viktigt", "viktiga", "enkelt", "kort", "tydligt", "någonting",
    "samverkan", "innan", "slut", "håller", "1000", "000", "helhet", "nuvarande", "dagens", "förbättring",
    "förbättringen", "förbättra", "förbättrat", "förbättras", "förbättrats", "försämring", "försämrats", "försämrat",
    "direkt", "härnäst", "sämst", "bäst", "inför", "status", "fortsätter", "ur", "rena", "ren", "sidan", "sajten",
    "måndag", "tisdag", "onsdag", "torsdag", "fredag", "imorgon", "trots", "vare", "respektive", "hösten", "våren",
    "sommaren", "vintern", "förbereda", "statistik", "statistiken", "data", "uppgifter", "uppgifterna", "uppgiften",
    "särskilt", "längre", "behöver", "procentuellt", "generellt", "utbyggnad", "utbyggnaden", "fort", "bör", "nå",
))  # fmt: skip
"""Words that may be of any question: one that an answer does not meet leaves no doubt of it."""


def said(words: str) -> re.Pattern[str]:
    """Any of some words, written as alternatives of a pattern, wherever they stand and however large their letters."""
    return way(rf"\b(?:{words})\b")


def way(pattern: str) -> re.Pattern[str]:
    """A way of saying something, however large its letters."""
    return re.compile(pattern, re.IGNORECASE)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, in their order."""
    return _words(text[:LONGEST])


@lru_cache(maxsize=20_000)  # one question is held against every text there is, again for each of its parts
def _words(text: str) -> tuple[str, ...]:
    return (*WORD.findall(unicodedata.normalize("NFKC", text).casefold()),)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, the same of all its forms: "laddpunkterna", "laddpunkter", "laddpunkt"."""
    for _ in range(2):
        cut = next(
            (word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST), word
        )
        is_bare = not any(letter in "aeiouyåäö" for letter in cut)
        if cut == word or is_bare or word.endswith(("ss", "ats")):  # of "sluss" and "plats" nothing is an ending
            return word
        word = cut
    return word


def stems(text: str) -> tuple[str, ...]:
    """The words of a text that tell it from others, without endings."""
    return _stems(text[:LONGEST])


@lru_cache(maxsize=20_000)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _words(text) if word not in SMALL and len(word) > 1)


@lru_cache(maxsize=20_000)
def unmarked(word: str) -> str:
    """A word as it is typed without å, ä and ö."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
