"""How people speak of going somewhere: to drive, to go to work, from where to where, and how."""

import re

from dashboard.content.questions.reading.language import said, way

_WITH_WHAT = way(r"\b\w{0,20}(?:el|laddbar\w*|hybrid|bensin|diesel|miljö|last|skåp|tjänste|tåg|buss|taxi)"
    r"(?:bil\w*|arna|en|ar)?\b")  # fmt: skip
"""That it is asked of certain vehicles rather than of how much all cars are driven."""
DRIVES = said(r"kör(?:a|s|t|de|er)?(?! (?:på|genom|över) (?:de[nt]\b|dem\b|\w*(?:banan|länken|leden|förbindelse\w*|"
    r"tunneln|bron)\b))|åk(?:er|a|t|te)(?=.{0,40}\bbil(?:en)?\b)")  # fmt: skip
"""That somebody drives, whoever and however much."""
THE_CAR = said(r"bil(?:en)?|mil|sträckor")
"""What is driven and how far, which the driving itself says."""
DRIVING = "bilkörning"
TO_WORK = said(r"för att (?:jobba|arbeta)|till (?:sitt |sina |ett )?(?:jobb(?:et|en)?|arbetet?)")
"""What one travels for who commutes."""
TRAVELS = said(r"åk(?:er|a|t|te)|res(?:er|a|t|te)|kommer(?= (?:in|från|ifrån|till)\b)")
GETS_THERE = said(r"(?:ta|tar|tog|tagit) sig")
CYCLES = way(r"\bcykl(?:a|ar|ade|at)\b")
"""That one cycles, wherever one goes."""
COMMUTING = "pendlar"
BY_CYCLE = way(r"\b(?:arbets)?pendl(?:ar|a|ade|at|ing|ingen) (?:med|på) cykeln?\b|\bcykelpendl(?:ar|a|ing)\b")
BY_WHAT = way(r"\b(?:arbets)?pendl(?:ar|a|ade|at|ing|ingen) (?:med|på) (?:bil|buss|tåg|pendeltåg|kollektiv)\w*")
CYCLE_TRIPS, ANY_TRIPS = "cykelresor", "hållbara resor"
"""That those who commute go in some way, which is asked of then rather than how many they are."""
GROWS = way(r"\bväxer (?=antalet|andelen)")
"""That a number of things grows, which is no growth of the region."""
GOES_OUT = way(r"\bpendl(?:ar|ing|ingen|arna) (?=från (?!.*\btill\b))")
"""That it is asked of those who leave a place for work, wherever they go."""
OF_THOSE_IN = re.compile(
    r"\b(än|mot|med|som) (?:folk|de|dem|invånarna|man|det är|vad (?:man|folk|de) gör)(?: som bor)? i (?=[A-ZÅÄÖ])"
)
"""How those who live in a place are named where another is set beside it."""
AGAINST_CAR = way(r"\b(?:mot|än|eller|och|(?:jämfört )?med) (?:bil|bilen)\b")
"""How two ways of going are set against each other."""
THAN_CAR = way(r"\b(kollektiv\w*.{0,20}?) (?:i förhållande till|jämfört med) bil(?:en)?\b")
"""How the car is set beside public transport, of which it then is asked."""
COMMUTES = said(r"pendl\w*|(?:arbeta|jobba)(?:r|de|t)?")
"""How it is asked of those who work somewhere."""
GOES_AWAY = said(r"pendl\w*|utpendl\w*|inpendl\w*|(?:arbet|jobb)\w*|åk\w*|res(?:a|er|or|an|orna|te|t|tid\w*)|tar? sig|"
    r"tid|minuter|länge|långt|buss\w*|tåg\w*")  # fmt: skip
"""That it may be asked of going to another municipality, rather than of how one stands beside it."""
WHERE_TO = said(r"vart|varifrån|till vilk\w+|i vilk\w+|från vilk\w+|vilka kommuner|var (?:jobbar|arbetar)|"
    r"var (?:kommer|bor) .{0,60}(?:ifrån|från|jobbar|arbetar|pendlar)")  # fmt: skip
"""How it is asked where somebody goes for work, or comes from."""
COMES_IN = said(r"varifrån|ifrån|inpendl\w*|pendlar in|från vilk\w+|var bor|in till")
"""That it is asked of those who come into a municipality for work."""
GOES = way(r"\b(?:pendl\w*|(?:någon annanstans|utanför|annan kommun|andra kommuner|andra ställen|annan ort)\b)")
"""That those who work go somewhere for it."""
BY_MODE = said(r"buss\w*|tåg\w*|pendeltåg\w*|kollektiv\w*|cykel\w*|cykl\w*|bil|bilen|gång|gå|hållbar\w*|hemifrån|"
    r"distans\w*|restid\w*|lång tid")  # fmt: skip
"""How, rather than where, somebody travels."""
ANOTHER = way(r"\b(?:annan|andra|övriga)(?: av)?(?: de)? \w{0,20}kommun")
"""That it is asked of another municipality."""
WITHIN_OURS = said(r"inom|innanför|(?:någon )?annan (?:del|ort)|(?:någon|en|ett)(?: annan)? av")
"""That those who go to work stay within the home group, where that is named."""
BESIDE_OURS = way(r"\b(?:hos|i|till|från|ifrån) (?:(?:någon|en|sin|sina|våra|ett)(?: annan)?(?: av)? )?"
    r"(?:de (?:andra|övriga)(?: sju)?(?: \w*kommun\w*)?(?=\W{0,3}$)|(?:våra )?grann(?:kommun|ar|e\b)\w*)")  # fmt: skip
"""That they go to whichever of ours is beside where they live."""
HAS_JOB = way(r"\bhar (?:sitt |sina |ett |sin )?(?:jobb(?:et)?|arbete(?:t)?|arbetsplats)(?= i | hemma)")
"""That those who live somewhere work somewhere."""
AT_HOME = said(r"bor och (?:jobbar|arbetar)|"
    r"(?:jobbar|arbetar) (?:hemma )?i (?:den |sin )?(?:egna? |egen |hem)kommun\w*")  # fmt: skip
"""That one works where one lives."""
BETWEEN = way(r"\bmellan (?:kommunerna|de åtta|olika kommuner)\b")
"""How another municipality is asked of, and all of them."""


ON_TIME = said(r"i (?:rätt )?tid|försenade?|sena|punktlig\w*")
BY_TIMETABLE = way(r"\b(?:går|kommer|är|kör|håller)? ?(?:buss|tåg|pendeltåg)(?:en|et|arna|ar)?\b")
"""That trains and buses keep their times, which is one thing."""
PUNCTUALITY = "punktligheten"
LORRIES = way(r"\b(?:tunga )?(?:lastbil(?:ar|arna|en|strafik\w*)?|långtradar\w*|tung trafik|tunga fordon)\b")
ON_ROAD = way(r"\b(?:på |längs )?(?:E ?\d{1,2}|(?:riks)?väg(?:en)? \d{1,3})(?:/E?\d{1,3})?\b|"
    r"\b(?:(?:går|kör|åker|rullar)(?: det)? (?:på|genom|förbi)|passerar|trafikerar|genom)\b")  # fmt: skip
"""That lorries go along a road or through a place."""
WITHOUT_CAR = way(r"\butan (?:egen )?bil(?:en)?\b")
"""How one goes who does not drive."""
BY_TRANSIT = "kollektivt"
LIGHT = said(r"el\w*|lätta|skåp\w*|utsläpp\w*|släpp\w*|koldioxid")
"""What else may be asked of lorries."""
GOODS = "godstrafiken"


def spoken(text: str) -> str:
    """A question whose verbs are told by what they mean: to drive, to keep time, and to go somewhere for work."""
    if ON_TIME.search(text) and BY_TIMETABLE.search(text):
        return BY_TIMETABLE.sub(" ", ON_TIME.sub(PUNCTUALITY, text))
    if LORRIES.search(text) and ON_ROAD.search(text) and not LIGHT.search(text):
        return ON_ROAD.sub(" ", LORRIES.sub(GOODS, text))
    text = HAS_JOB.sub("arbetar", OF_THOSE_IN.sub(r"\1 ", text))
    if not WHERE_TO.search(text):
        text = GOES_OUT.sub("utpendlare ", text)
    text = WITHOUT_CAR.sub(BY_TRANSIT, GROWS.sub("ökar ", text))
    if CYCLES.search(text):
        text = TO_WORK.sub(" ", text)
    if GETS_THERE.search(text):
        text = TO_WORK.sub("nå jobb", text)
    if TO_WORK.search(text) and TRAVELS.search(text):
        text = TRAVELS.sub(COMMUTING, TO_WORK.sub(" ", text))
    text = THAN_CAR.sub(r"\1", BY_WHAT.sub(ANY_TRIPS, BY_CYCLE.sub(CYCLE_TRIPS, text)))
    if DRIVES.search(text) and not _WITH_WHAT.search(text):
        text = THE_CAR.sub(" ", DRIVES.sub(DRIVING, text))
    return text
