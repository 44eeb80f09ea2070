"""How a question is put: what of a thing is asked for, how it changes, and what only leads over to it."""

import re

from dashboard.content.questions.reading.language import said, way

CHANGES = way(r"\b(?:(?:mer eller mindre|fler eller färre|mindre eller mer)"
    r"(?! (?:\w+ ){0,3}än (?!för\b|tidigare|förr|förut|innan|före\b))|än (?:för|tidigare|förr|förut|innan|före)\b|"
    r"(?:ökat|minskat|blivit|ändrats|förändrats|utvecklats|sjunkit|stigit|börjat|fått|gått)|"
    r"(?:ökar|minskar|ökade|minskade|byggs|bygger|bygga) |(?:de )?senaste \w+ ?åren|nu (?:än|mot)|"
    r"(?:of|tä)tare|glesare|lättare|svårare)")  # fmt: skip
"""That it is asked how something has changed."""
CHANGED = said(r"ökat|minskat|sjunkit|stigit|ändrats|förändrats|förbättrats|ökar|minskar")
"""That it is asked who has changed, of several."""
HOW = way(r"(?:hur|vad|var|vart|när|vem|vil\w+|varför)\b")
"""How a question begins that is not answered by yes or no."""
MORE_OR_LESS = said(r"mer|mindre|fler|färre")
THAN = way(r"\bän (?!för\b|tidigare|förr|förut|innan|före\b)")
"""That it is more or less than something else."""
PRICE = ("kosta", "pris", "dyr", "billig", "avgift")
"""What is asked of a price is not answered by anything else."""
WHO = way(r"vem\b")
"""How a question begins that asks for somebody."""
OBJECT = way(r"\b\w{3,}(?:banan|länken|leden|förbindelsen|tunneln|bron|tunnelbanan|spåret|passagen|farleden)(?=s?\b)")
"""How an object of infrastructure is named, known or not."""
ROAD = way(r"\b(?:(?:riks|läns)?väg(?:en)? \d{1,4}|e\d{1,2})\b")
"""How a road is named, known or not."""
OBJECT_S = way(rf"{OBJECT.pattern}s\b")
"""The same in the genitive."""
OF_ANOTHER = way(r" (?:efter|till följd av) .*")
"""What the name of an object says of another."""
IN_BRACKETS = re.compile(r" ?\([^()]{0,200}\)")
"""What the name of an object says of who pays."""
COUNTED = way(r"(?:hur många|antal)\b")
"""How a question begins that asks for a number of things."""
SHARE = said(r"andel(?:en|ar|arna)?|hur stor del")
"""How a share is asked for."""
_OTHERS = (
    r"(?:andra|övriga)(?: sju)?(?: \w*kommun(?:er|erna)?)?|åtta|(?!pendlings)\w+kommunerna|"
    r"(?:sina )?grann(?:kommun|ar)\w*"
)
THE_REST = way(rf"\b(?:med|än|mot|och|före|efter|bland|av|om|förbi) (?:de |alla |våra )?(?:{_OTHERS})"
    r"(?= ?(?:$|[,?.–])| (?:i|när|på) )|\b(?:än|mot|med|som) (?:sina |de |våra )?grann(?:kommun|ar)\w*")  # fmt: skip
"""How all the others of our municipalities are named, and those beside one."""
OCCASION = r"\b(?:nästa|förra|första|sista|en|två|tre|här|denna|varje|någon|annan|många|flera) gång(?:en|er|erna)?\b"
"""A time that something is done, which is no going on foot."""
ASIDE = way(r"\bhur (?:ser|såg) det ut\b|\bvar hamnar\b|\b(?:när det|vad som?|vad) gäller\b|\bi fråga om\b|"
    rf"\b(?:omställningen|övergången) till (?=el|laddbar)|{OCCASION}|"
    r"\bpå (?:rätt |god )?väg (?=att\b)")  # fmt: skip
"""What only leads over to what is asked of."""
YEARS = re.compile(r"\b(?:19|20)[0-9]{2}\b")
ASPECTS = {
    "why": said(r"varför|vad beror det på att|vad beror|beror på|hur kommer det sig(?: att)?|orsaken?(?: till)?|"
        r"vad är orsaken till|förklaringen? till"),
    "sure": said(r"kan (?:vi|man|jag) lita på|lita på|hur säkert(?: är det)?(?: att)?|hur säker|hur säkra|hur osäker|"
        r"stämmer|tillförlitlig|pålitlig|trovärdig|felmarginalen?|"
        r"hur stor är osäkerheten|osäkerheten|"
        r"uppmätta?|modellberäkna\w*|beräkna(?:d|t|de) (?:med|i|genom) (?:en )?modell"),
    "source": said(r"varifrån kommer|var kommer(?= .*\bifrån\b)|varifrån har ni|vilken källa har|källan till|"
        r"vem (?:är det som )?(?:gör(?! vad\b)|ger ut|publicerar|tar fram|ska ta fram|"
        r"har tagit fram|har gjort|mäter|räknar)(?: siffran| siffrorna)?(?: om)?"),
    "next": said(r"när kommer(?= nästa| nya| ny | siffr)|nästa siffr\w+|nya siffror|hur gamm?al|hur gamla|hur färsk\w*|"
        r"hur aktuell\w*|(?:från )?vilket år gäller|från vilket år|"
        r"senaste noteringen|vilket år är (?:den |det )?(?:senaste|siffr\w+)|hur ofta uppdateras|"
        r"när uppdateras|senast uppdaterad\w*"),
    "eight": way(r"\b(?:vem|(?:vilken|vilka)(?: av (?:de åtta|oss|våra|kommunerna)| kommun(?:er)?))(?: av de åtta)?"
        r"(?= .*\b(?:bäst|bästa|sämst|sämsta|störst|minst|mest|flest|högst|lägst|längst|kortast)\b)|"
        r"\b(?:vilken|vilka)(?: av (?:de åtta|oss|våra|kommunerna)| kommun(?:er)?)(?: av de åtta)?"
        r"(?= .*\b(?:sist|först|främst|fler|färre)\b)|"
        r"^är (?=\w+ (?:bäst|sämst|högst|lägst)\b)"),
    "who": way(r"\bvem (?:ansvarar|är ansvarig|har ansvaret?|ser till|jobbar|arbetar)(?: för(?: att)?| att| med)?\b"),
    "pace": said(r"hur (?:mycket|fort|många)(?: (?:fortare|snabbare|mer|mindre|procent|ton))*(?: om året|"
        r" per år)? (?:måste|behöver|skulle)|hur (?:långt|mycket) (?:har vi|är det|återstår)?(?: det)? ?kvar|"
        r"(?:vilken |i vilken )takt|vad (?:krävs|behövs|skulle krävas)(?: det)?(?: för att)?|hur mycket mer|"
        r"(?:måste|behöver|behövs)(?: vi| det| de)?(?: (?:bygg|öka|minska|sänk|höj)\w*)?|krävs"),
    "year": re.compile(
        r"(?<!sedan )(?<!från )(?<!efter )(?<!och )(?<!mellan )(?<!till )(?<!före )(?<!än )\b(?:19|20)[0-9]{2}\b",
    ),
}  # fmt: skip
"""How what is asked of a measure beside how it stands is asked: the first that is found is meant."""
BESIDES = {
    "pace": re.compile(
        r"\b(?:för att (?:vi ska )?)?(?:nå|klara) (?:målet|ett mål)\b(?: om\b)?|\b(?:till )?20[3-9][0-9]\b|"
        r"\bper år\b|\bom året\b|\btill (?:\w+ ){1,3}nivå(?: i)?\b"
    ),
    "source": re.compile(r"\b(?:ifrån|fått)\b"),
    "eight": re.compile(r"\b(?:bäst|bästa|sämst|sämsta|bygg(?:er|t|de|a))\b"),
    "why": re.compile(r"\b(?:sist|sämst|sämre|bäst|bättre|först|etta|tvåa|trea|fyra|främst|efter|bakom|lägst|högst)\b"),
}
"""What else of a question tells its aspect and no measure, where the aspect has been found."""
SINCE = way(r"\b(?:sedan|från|jämfört med|mot|än) ((?:19|20)[0-9]{2})\b")
"""From which year on a change is asked of."""
SINCE_PROGRAMME = way(
    r"\b(?:sedan|sen|efter att?|från det att) (?:\w+ ){0,3}program\w*(?: (?:antogs|började|startade))?"
    r"(?: ((?:19|20)[0-9]{2})\b)?")  # fmt: skip
"""That it is asked of since the programme, with the year where it is said."""
REACHES = said(r"nå|når|nåtts?|nås|uppnå\w*|klara\w*|hinner|hinna|miss\w*|uppfyll\w*|räcker (?:takten|det)")
"""How it is asked whether a target is reached."""
LACKS = way(r"\bsaknar\b")
"""That somebody is without something, which asks for no number of things that are missing."""
AIMS = way(r"mål|20[3-9][0-9]|\bnår?\b|riksdag|krav|nivå|gräns")
"""How a target is asked for."""
STANDING = way(r"hur (?:går|ser) det\b|hur ligger vi\b|hur långt har vi kommit\b")
"""How a question begins that asks how it goes, of whatever it does not say."""
MEANING = way(r"vad (?:betyder|menas med|är (?:en|ett)|innebär)\b")
"""How a question begins that asks what a word means."""


def is_of_change(text: str) -> bool:
    """Whether a question is of how something has changed rather than of how it stands."""
    is_more = not HOW.match(text.strip()) and MORE_OR_LESS.search(text) is not None and not THAN.search(text)
    return CHANGES.search(text) is not None or is_more
