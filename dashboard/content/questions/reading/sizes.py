"""How sizes are asked for: a level, a part, so many times as much, and that one wants to come there."""

import re

from dashboard.content.questions.reading.language import said, way
from malkollen.texts.swedish import NUMBER_WORDS

_TENS = {"tio": 10, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80,
    "nittio": 90, "hundra": 100}  # fmt: skip
NUMBERS = {word: float(count) for count, word in enumerate(NUMBER_WORDS) if count} | _TENS
"""Numbers as they are written in words."""
_WRITTEN = "|".join(sorted(NUMBERS, key=len, reverse=True))
_SIZE = rf"(?P<size>\d{{1,3}}(?:[ \u00a0]\d{{3}}){{1,4}}|\d{{1,12}}(?:[.,]\d{{1,9}})?|(?:{_WRITTEN})\b)"
_EACH = r"(?:(?:1[ \u00a0]?000|tusen)(?: invånare)?|(?P<each>(?!år)[a-zåäö]+))"
PER = way(rf"\b{_SIZE}(?P<what>(?: [a-zåäö]{{1,40}}){{0,2}}) per {_EACH}")
"""A value of something for each of something else: "10 laddpunkter per 1 000 invånare"."""
PERCENT = way(rf"\b{_SIZE} ?(?:procent\b|%)")
FACTORS = {"dubb": 2.0, "fördubbl": 2.0, "tredubbl": 3.0, "tre gånger": 3.0, "fyrdubbl": 4.0, "fyra gånger": 4.0}
TIMES = said(r"dubbelt så (?:många|mycket|stor\w*|hög\w*)|dubbla|(?:för|tre|fyr)dubbl\w+|(?:tre|fyra) gånger (?:så|"
    r"fler)\w*(?: (?:många|mycket|stor\w*))?")  # fmt: skip
"""How many times as much as today, by how its words begin."""
HALVED = way(r"\bhalver\w*|\bhälften så (?:många|mycket|stor\w*|hög\w*)")
FRACTIONS = {
    "halva": 50.0, "hälften": 50.0, "varannan": 50.0, "vartannat": 50.0,
    "en tredjedel": 100 / 3, "var tredje": 100 / 3, "två tredjedelar": 200 / 3,
    "en fjärdedel": 25.0, "var fjärde": 25.0, "tre fjärdedelar": 75.0,
    "en femtedel": 20.0, "var femte": 20.0, "en tiondel": 10.0, "var tionde": 10.0, "samtliga": 100.0,
}  # fmt: skip
"""Parts of a whole in words, in percent."""
FRACTION = way(rf"\b(?:{'|'.join(FRACTIONS)})\b")
TO_LEVEL = way(r"\btill (?:minst |över )?(?:[\d]+(?:[.,]\d+)? ?(?:procent\b|%)"
    r"(?! (?:lägre|mindre|under|färre|högre|fler|mer|över))|hälften)")  # fmt: skip
"""That a part is where one goes, not how far."""
_PART = rf"(?:procent|%|{'|'.join(FRACTIONS)})"
LESS = way(rf"\b(?:minsk|sänk|skär)\w*|{_PART} (?:lägre|mindre|under|färre)\b")
MORE = way(rf"\b(?:öka|höj)\w{{0,10}} .{{0,80}}\bmed\b|{_PART} (?:högre|fler|mer|över)\b")
"""That a part is how far one goes, down or up."""
TODAY = said(r"i ?dag|dagens|nuvarande")
STRIVES = said(r"krävs|krävdes|behöv\w*|måste|skulle|ska|till för|för att|nå|når|uppnå\w*|klara\w*|hinner|fler|färre|"
    r"fattas|saknas")  # fmt: skip
"""That one wants to come somewhere."""
WHEN = way(r"\b(?:när|vilket år|hur länge (?:dröjer|tar) det(?: tills| innan)?|hur lång tid tar det(?: tills)?)\b"
    r"(?! det gäller)(?: (?:är|har|når|blir|kan|ska|kommer|vi|man|att|går|kör))*|"
    r"\b(?:med|i) (?:nuvarande|dagens|den här|samma) takt(?:en)?\b|\b(?:med )?takten(?: i dag| nu)?\b")  # fmt: skip
"""That it is asked when a level is reached, or whether the pace reaches it."""
YEAR_WORDS = re.compile(
    r"\b(?:(?:till|före|senast|år|än|från|sedan|jämfört med|mot|under) ){0,3}(?:19|20)[0-9]{2}(?: års)?(?: nivå\w*)?\b",
    re.IGNORECASE,
)
TOWARDS_LEVEL = said(r"för att|till för|ska|skulle|vara|ha|bli|blir|nå|når|uppnå|klara|klarar|komma|målet om|målet|"
    r"minst|med|till|än|hur många fler|hur många|hur mycket|i ?dag|dagens|jämfört|jämförelse|lägre|högre|mindre|"
    r"färre|under|det|som går|går på|samma|nivån?|behövs?|saknas|fattas|fler")  # fmt: skip
"""What is said of coming to a level, which tells no measure."""
