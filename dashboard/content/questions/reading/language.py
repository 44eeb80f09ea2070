"""Swedish words as a search needs them: cut out of a text, without endings, and without å, ä, ö for who lacks them."""

import re
import unicodedata

from malkollen.texts.swedish import NUMBER_WORDS

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
    "kommit", "förr", "före", "målen", "ändrats", "förändrats", "utvecklats", "blivit", "jämfört", "ligger",
    "står", "bland",
    "grannar", "grannarna", "störst", "största", "högst", "lägst", "flest", "år", "dag", "plats", "senaste", "senast",
    "siffra", "siffran", "läget", "läge", "visa", "berätta", "undrar", "vet", "veta", "tack", "hej", "snälla", "kommun",
    "kommunen", "kommunens", "kommuner", "kommunerna", "invånare", "invånarna", "människor", "folk", "personer",
    "boende", "bor", "lång", "långt", "långa", "hög", "högt", "höga", "låg", "bra", "dåligt", "klarar", "tar", "ta",
    "nås", "når", "mår", "ner", "ut", "in", "hemma", "hemmet", "mål", "målet", "egen", "egna", "andra", "annan",
    "fortare", "riket", "landet", "sverige", "åtta", "sju", "bo", "förändring", "utveckling", "sedan",
    "högre", "lägre", "större", "resten", "länet", "gå", "ned", "lever",
    "ökade", "ökat", "minskade", "minskat", "steg", "sjönk", "längst", "kortast",
    "övriga", "förra", "året", "gapet", "krymper", "krympt",
    "börja", "börjar", "närmast", "närmaste", "kansliet", "skillnad", "skillnaden", "åren", "fem", "tio",
    "sjunkit", "stigit", "tidigare", "förut", "pandemin", "sen", "vanlig", "snitt", "genomsnitt", "börjat", "fått",
    "byggs", "bygger", "bygga", "mkt", "gått", "numera", "snabbare",
))  # fmt: skip
"""Words that may be of any question: one that an answer does not meet leaves no doubt of it."""
_WITH_WHAT = re.compile(r"\b\w{0,20}(?:el|laddbar\w*|hybrid|bensin|diesel|miljö|last|skåp|tjänste|tåg|buss|taxi)"
    r"(?:bil\w*|arna|en|ar)?\b", re.IGNORECASE)  # fmt: skip
"""That it is asked of certain vehicles rather than of how much all cars are driven."""
DRIVES = re.compile(r"\b(?:kör(?:a|s|t|de|er)?|åk(?:er|a|t|te)(?=.{0,40}\bbil(?:en)?\b))\b", re.IGNORECASE)
"""That somebody drives, whoever and however much."""
THE_CAR = re.compile(r"\b(?:bil(?:en)?|mil|sträckor)\b", re.IGNORECASE)
"""What is driven and how far, which the driving itself says."""
DRIVING = "bilkörning"
TO_WORK = re.compile(
    r"\b(?:för att (?:jobba|arbeta)|till (?:sitt |sina |ett )?(?:jobb(?:et|en)?|arbetet?))\b", re.IGNORECASE
)
"""What one travels for who commutes."""
TRAVELS = re.compile(r"\b(?:åk(?:er|a|t|te)|res(?:er|a|t|te))\b", re.IGNORECASE)
COMMUTING = "pendlar"
OF_THOSE_IN = re.compile(
    r"\b(än|mot|med|som) (?:folk|de|dem|invånarna|man|det är|vad (?:man|folk|de) gör)(?: som bor)? i (?=[A-ZÅÄÖ])"
)
"""How those who live in a place are named where another is set beside it."""
CHANGES = re.compile(
    r"\b(?:mer eller mindre|fler eller färre|mindre eller mer|än (?:för|tidigare|förr|förut|innan|före)\b|"
    r"(?:ökat|minskat|blivit|ändrats|förändrats|utvecklats|sjunkit|stigit|börjat|fått|gått)|"
    r"(?:ökar|minskar|ökade|minskade|byggs|bygger|bygga) |(?:de )?senaste \w+ ?åren|nu (?:än|mot))",
    re.IGNORECASE,
)
"""That it is asked how something has changed."""
HOW = re.compile(r"(?:hur|vad|var|vart|när|vem|vil\w+|varför)\b", re.IGNORECASE)
"""How a question begins that is not answered by yes or no."""
MORE_OR_LESS = re.compile(r"\b(?:mer|mindre|fler|färre)\b", re.IGNORECASE)
THAN = re.compile(r"\bän (?!för\b|tidigare|förr|förut|innan|före\b)", re.IGNORECASE)
"""That it is more or less than something else."""
PRICE = ("kosta", "pris", "dyr", "billig", "avgift")
"""What is asked of a price is not answered by anything else."""
WHO = re.compile(r"vem\b", re.IGNORECASE)
"""How a question begins that asks for somebody."""
OBJECT = re.compile(
    r"\b\w{3,}(?:banan|länken|leden|förbindelsen|tunneln|bron|tunnelbanan|spåret|passagen|farleden)\b", re.IGNORECASE
)
"""How an object of infrastructure is named, known or not."""
OF_ANOTHER = re.compile(r" (?:efter|till följd av) .*", re.IGNORECASE)
"""What the name of an object says of another."""
IN_BRACKETS = re.compile(r" ?\([^()]{0,200}\)")
"""What the name of an object says of who pays."""
COUNTED = re.compile(r"(?:hur många|antal)\b", re.IGNORECASE)
"""How a question begins that asks for a number of things."""
SHARE = re.compile(r"\b(?:andel(?:en|ar|arna)?|hur stor del)\b", re.IGNORECASE)
"""How a share is asked for."""
AGAINST_CAR = re.compile(r"\b(?:mot|än|eller|och|(?:jämfört )?med) (?:bil|bilen)\b", re.IGNORECASE)
"""How two ways of going are set against each other."""
COMMUTES = re.compile(r"\b(?:pendl\w*|(?:arbeta|jobba)(?:r|de|t)?)\b", re.IGNORECASE)
"""How it is asked of those who work somewhere."""
WHERE_TO = re.compile(
    r"\b(?:vart|varifrån|till vilk\w+|i vilk\w+|från vilk\w+|vilka kommuner|var (?:jobbar|arbetar)|"
    r"var (?:kommer|bor) .{0,60}(?:ifrån|från|jobbar|arbetar|pendlar))\b", re.IGNORECASE,
)  # fmt: skip
"""How it is asked where somebody goes for work, or comes from."""
COMES_IN = re.compile(r"\b(?:varifrån|ifrån|inpendl\w*|pendlar in|från vilk\w+|var bor|in till)\b", re.IGNORECASE)
"""That it is asked of those who come into a municipality for work."""
GOES = re.compile(
    r"\b(?:pendl\w*|(?:någon annanstans|utanför|annan kommun|andra kommuner|andra ställen|annan ort)\b)", re.IGNORECASE
)
"""That those who work go somewhere for it."""
BY_MODE = re.compile(
    r"\b(?:buss\w*|tåg\w*|pendeltåg\w*|kollektiv\w*|cykel\w*|cykl\w*|bil|bilen|gång|gå|hållbar\w*|hemifrån|distans\w*|"
    r"restid\w*|lång tid)\b", re.IGNORECASE,
)  # fmt: skip
"""How, rather than where, somebody travels."""
ANOTHER = re.compile(r"\b(?:annan|andra) kommun", re.IGNORECASE)
BETWEEN = re.compile(r"\bmellan (?:kommunerna|de åtta|olika kommuner)\b", re.IGNORECASE)
"""How another municipality is asked of, and all of them."""
THE_REST = re.compile(
    r"\b(?:med|än|mot|och) (?:de |alla )?(?:andra|övriga)(?: sju)?(?: \w*kommun(?:er|erna)?)?(?= ?(?:$|[,?.–]))",
    re.IGNORECASE,
)
"""How all the others of our municipalities are named."""
ASIDE = re.compile(r"\b(?:när det|vad som?|vad) gäller\b|\bi fråga om\b", re.IGNORECASE)
"""What only leads over to what is asked of."""
NEIGHBOURS = re.compile(r"\b(?:än|mot|med|som) (?:sina |de |våra )?grann(?:kommun|ar)\w*", re.IGNORECASE)
"""How those beside a municipality are named, where it is set against them."""
YEARS = re.compile(r"\b(?:19|20)[0-9]{2}\b")
ASPECTS = {
    "why": re.compile(
        r"\b(?:varför|vad beror det på att|vad beror|beror på|hur kommer det sig(?: att)?|orsaken?(?: till)?|"
        r"vad är orsaken till|förklaringen? till)\b", re.IGNORECASE,
    ),
    "sure": re.compile(
        r"\b(?:kan (?:vi|man|jag) lita på|lita på|hur säker|hur säkra|hur osäker|stämmer|tillförlitlig|pålitlig|"
        r"trovärdig|felmarginalen?)\b", re.IGNORECASE,
    ),
    "source": re.compile(
        r"\b(?:varifrån kommer|var kommer(?= .*\bifrån\b)|varifrån har ni|vilken källa har|källan till)\b",
        re.IGNORECASE,
    ),
    "next": re.compile(
        r"\b(?:när kommer(?= nästa| nya| ny | siffr)|nästa siffr\w+|nya siffror|hur gamm?al|hur gamla|hur färsk\w*|"
        r"hur aktuell\w*|hur ofta uppdateras|när uppdateras|senast uppdaterad\w*)\b", re.IGNORECASE,
    ),
    "eight": re.compile(
        r"\b(?:vem|(?:vilken|vilka)(?: av (?:de åtta|oss|våra|kommunerna)| kommun(?:er)?))(?: av de åtta)?"
        r"(?= .*\b(?:bäst|bästa|sämst|sämsta|störst|minst|mest|flest|högst|lägst|längst|kortast)\b)", re.IGNORECASE,
    ),
    "who": re.compile(
        r"\bvem (?:ansvarar|är ansvarig|har ansvaret?|ser till|jobbar|arbetar)(?: för(?: att)?| att| med)?\b",
        re.IGNORECASE,
    ),
    "pace": re.compile(
        r"\b(?:hur (?:mycket|fort|många)(?: (?:fortare|snabbare|mer|mindre|procent|ton))*(?: om året| per år)?"
        r" (?:måste|behöver|skulle)|(?:vilken |i vilken )?takt|vad (?:krävs|behövs|skulle krävas)(?: det)?"
        r"(?: för att)?|(?:måste|behöver)(?: vi| det| de)?(?: (?:bygg|öka|minska|sänk|höj)\w*)?|krävs)\b",
        re.IGNORECASE,
    ),
    "year": re.compile(
        r"(?<!sedan )(?<!från )(?<!efter )(?<!och )(?<!mellan )(?<!till )(?<!före )\b(?:19|20)[0-9]{2}\b",
    ),
}  # fmt: skip
"""How what is asked of a measure beside how it stands is asked: the first that is found is meant."""
BESIDES = {
    "pace": re.compile(
        r"\b(?:för att (?:vi ska )?)?(?:nå|klara) målet\b|\b(?:till )?20[3-9][0-9]\b|\bper år\b|\bom året\b"
    ),
    "source": re.compile(r"\b(?:ifrån|fått)\b"),
    "eight": re.compile(r"\b(?:bäst|bästa|sämst|sämsta)\b"),
}
"""What else of a question tells its aspect and no measure, where the aspect has been found."""
_TENS = {"tio": 10, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80,
    "nittio": 90, "hundra": 100}  # fmt: skip
NUMBERS = {word: float(count) for count, word in enumerate(NUMBER_WORDS) if count} | _TENS
"""Numbers as they are written in words."""
_WRITTEN = "|".join(sorted(NUMBERS, key=len, reverse=True))
_SIZE = rf"(?P<size>\d{{1,3}}(?:[ \u00a0]\d{{3}}){{1,4}}|\d{{1,12}}(?:[.,]\d{{1,9}})?|(?:{_WRITTEN})\b)"
_EACH = r"(?:(?:1[ \u00a0]?000|tusen)(?: invånare)?|(?P<each>(?!år)[a-zåäö]+))"
PER = re.compile(rf"\b{_SIZE}(?P<what>(?: [a-zåäö]{{1,40}}){{0,2}}) per {_EACH}", re.IGNORECASE)
"""A value of something for each of something else: "10 laddpunkter per 1 000 invånare"."""
PERCENT = re.compile(rf"\b{_SIZE} ?(?:procent\b|%)", re.IGNORECASE)
FACTORS = {"dubb": 2.0, "fördubbl": 2.0, "tredubbl": 3.0, "tre gånger": 3.0, "fyrdubbl": 4.0, "fyra gånger": 4.0}
TIMES = re.compile(
    r"\b(?:dubbelt så (?:många|mycket|stor\w*|hög\w*)|dubbla|(?:för|tre|fyr)dubbl\w+|(?:tre|fyra) gånger (?:så|fler)\w*"
    r"(?: (?:många|mycket|stor\w*))?)\b",
    re.IGNORECASE,
)
"""How many times as much as today, by how its words begin."""
HALVED = re.compile(r"\bhalver\w*|\bhälften så (?:många|mycket|stor\w*|hög\w*)", re.IGNORECASE)
FRACTIONS = {
    "halva": 50.0, "hälften": 50.0, "varannan": 50.0, "vartannat": 50.0,
    "en tredjedel": 100 / 3, "var tredje": 100 / 3, "två tredjedelar": 200 / 3,
    "en fjärdedel": 25.0, "var fjärde": 25.0, "tre fjärdedelar": 75.0,
    "en femtedel": 20.0, "var femte": 20.0, "en tiondel": 10.0, "var tionde": 10.0, "samtliga": 100.0,
}  # fmt: skip
"""Parts of a whole in words, in percent."""
FRACTION = re.compile(rf"\b(?:{'|'.join(FRACTIONS)})\b", re.IGNORECASE)
TO_LEVEL = re.compile(
    r"\btill (?:minst |över )?(?:[\d]+(?:[.,]\d+)? ?(?:procent\b|%)"
    r"(?! (?:lägre|mindre|under|färre|högre|fler|mer|över))|hälften)",
    re.IGNORECASE,
)
"""That a part is where one goes, not how far."""
_PART = rf"(?:procent|%|{'|'.join(FRACTIONS)})"
LESS = re.compile(rf"\b(?:minsk|sänk|skär)\w*|{_PART} (?:lägre|mindre|under|färre)\b", re.IGNORECASE)
MORE = re.compile(rf"\b(?:öka|höj)\w{{0,10}} .{{0,80}}\bmed\b|{_PART} (?:högre|fler|mer|över)\b", re.IGNORECASE)
"""That a part is how far one goes, down or up."""
TODAY = re.compile(r"\b(?:i ?dag|dagens|nuvarande)\b", re.IGNORECASE)
STRIVES = re.compile(
    r"\b(?:krävs|krävdes|behöv\w*|måste|skulle|ska|till för|för att|nå|når|uppnå\w*|klara\w*|hinner|fler|färre|fattas|"
    r"saknas)\b",
    re.IGNORECASE,
)
"""That one wants to come somewhere."""
YEAR_WORDS = re.compile(
    r"\b(?:(?:till|före|senast|år|än|från|sedan|jämfört med|mot|under) ){0,3}(?:19|20)[0-9]{2}(?: års)?(?: nivå\w*)?\b",
    re.IGNORECASE,
)
TOWARDS_LEVEL = re.compile(
    r"\b(?:för att|till för|ska|skulle|vara|ha|bli|blir|nå|når|uppnå|klara|klarar|komma|målet om|målet|minst|med|"
    r"till|än|hur många fler|hur många|hur mycket|i ?dag|dagens|jämfört|jämförelse|lägre|högre|mindre|färre|under|"
    r"det|som går|går på|samma|nivån?|behövs?|saknas|fattas|fler)\b",
    re.IGNORECASE,
)
"""What is said of coming to a level, which tells no measure."""
REACHES = re.compile(r"\b(?:nå|når|nåtts|nås|uppnå\w*|klara\w*|hinner|hinna)\b", re.IGNORECASE)
"""How it is asked whether a target is reached."""
LACKS = re.compile(r"\bsaknar\b", re.IGNORECASE)
"""That somebody is without something, which asks for no number of things that are missing."""
AIMS = re.compile(r"mål|20[3-9][0-9]|\bnår?\b|riksdag|krav|nivå|gräns", re.IGNORECASE)
"""How a target is asked for."""
STANDING = re.compile(r"hur (?:går|ser) det\b|hur ligger vi\b|hur långt har vi kommit\b", re.IGNORECASE)
"""How a question begins that asks how it goes, of whatever it does not say."""
MEANING = re.compile(r"vad (?:betyder|menas med|är (?:en|ett)|innebär)\b", re.IGNORECASE)
"""How a question begins that asks what a word means."""


def words(text: str) -> list[str]:
    """The words of a text in small letters, in their order."""
    return WORD.findall(unicodedata.normalize("NFKC", text[:LONGEST]).casefold())


def stem(word: str) -> str:
    """A word without its ending, the same of all its forms: "laddpunkterna", "laddpunkter", "laddpunkt"."""
    for _ in range(2):
        cut = next(
            (word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST), word
        )
        is_bare = not any(letter in "aeiouyåäö" for letter in cut)
        if cut == word or is_bare or word.endswith("ss"):  # of "sluss" nothing is an ending
            return word
        word = cut
    return word


def stems(text: str) -> list[str]:
    """The words of a text that tell it from others, without endings."""
    return [stem(word) for word in words(text) if word not in SMALL and len(word) > 1]


def unmarked(word: str) -> str:
    """A word as it is typed without å, ä and ö."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def spoken(text: str) -> str:
    """A question whose verbs are told by what they mean: to drive, and to go somewhere for work."""
    text = OF_THOSE_IN.sub(r"\1 ", text)
    if TO_WORK.search(text) and TRAVELS.search(text):
        text = TRAVELS.sub(COMMUTING, TO_WORK.sub(" ", text))
    if DRIVES.search(text) and not _WITH_WHAT.search(text):
        text = THE_CAR.sub(" ", DRIVES.sub(DRIVING, text))
    return text


def is_of_change(text: str) -> bool:
    """Whether a question is of how something has changed rather than of how it stands."""
    is_more = not HOW.match(text.strip()) and MORE_OR_LESS.search(text) is not None and not THAN.search(text)
    return CHANGES.search(text) is not None or is_more
