"""Kinds of questions that are told by how they are put, whatever they are of: of all goals, of a sum of money."""

import re

from dashboard.content.questions.reading import asking
from dashboard.content.questions.reading.language import said, way

GOAL = way(r"\b(?:de )?(?:två |båda )?(?:långsiktiga |strategiska )?mål(?:en|et)?\b"
    r"(?: (?:till|före|innan|senast) (?:19|20)[0-9]{2})?"
    r"(?:.{0,20}\bprogrammet (?:går ut|slutar|tar slut|löper ut)(?: (?:19|20)[0-9]{2})?)?")  # fmt: skip
"""All the goals together, or whichever of them."""
ONE_TARGET = way(r"\bmål(?:et|värdet|nivån)?\b")
"""A target of one measure."""
REACHES = way(
    rf"{asking.REACHES.pattern}|\b(?:sämst|sämre|efter|hittills|längst (?:i)?från|längst bort|närmast|"
    r"svårast|lättast)\b"
)
"""That it is asked whether they are reached."""
WHETHER = way(r"(?:vilk\w+|när|når|nås|klarar|missar|uppfyller|har|hur många|kommer|ligger|är|hinner|kan|lyckas)\b")
"""How a question begins that asks whether, and which."""
FOLLOWED = said(r"mål(?:en|et)?|vision\w*|mått(?:en)?|indikator\w*")
"""What is decided on: the goals and what measures them."""
WHO = said(r"vem|vilka som|vilka är det som|vilket organ")
DECIDES = said(r"bestäm\w*|beslut\w*|ändra\w*|sätter|satte|satt|välj\w*|valt|formulera\w*")
"""That it is asked who decides."""
BY_WHOM_OR_WHEN, JUDGES = way(r"(?:vem|vilka som|när)\b"), said(r"bedöm\w*|avgör\w*")
"""That it is asked who judges, or when."""
SHARES = way(r"\b(?:vem|vilka|vilken) (?:(?:ska|kan|bör|måste|skulle) )?(?:gör|göra|sköter|ansvarar för) vad\b|"
    r"\b(?:roll|ansvars|arbets)fördelning\w*")  # fmt: skip
"""That it is asked who does what."""
ALL_OF_IT = said(r"genomför\w*|programmet\w*|arbetet|samverkan|samarbetet|nätverk\w*|kommun\w*|mål(?:en|et)?|"
    r"nås?|mellan|inom|hur ser|ut|för att|vi ska")  # fmt: skip
"""What is said of the whole of it."""
HOW_MUCH = said(r"hur mycket|hur stor\w* (?:del|andel|summa)|hur många (?:kronor|miljarder|miljoner)|vilken summa|"
    r"(?:mer|mindre|mer eller mindre) pengar|(?:sin|vår|rättvis) (?:del|andel)")  # fmt: skip
OUR_SHARE = way(r"\b(?:sin|vår|rättvis)\w* (?:rättvis\w* )?(?:del|andel) av (?:infrastruktur)?pengar\w*")
"""That it is asked whether we have our share of the money, which is the state's."""
STATE = said(r"nationell\w* plan\w*|staten\w*|statlig\w*|infrastrukturpengar\w*|infrastruktursatsning\w*|"
    r"infrastrukturplan\w*")  # fmt: skip
COSTS = way(rf"\b(?:{'|'.join(asking.PRICE)})\w*")
"""How a sum of the state's money is asked for, and the cost of one thing, which is something else."""


MOVED = way(
    r"\b(?:vilk\w+ (?:mått|indikator\w*|siffr\w*|värden)|vad|något|någonting|allt)\b.{0,30}\b(?:förändrats|ändrats|"
    r"förbättrats|försämrats|blivit (?:bättre|sämre|annorlunda)|rört sig|gått (?:upp|ner|framåt|bakåt|åt)|hänt|"
    r"går (?:åt|i) (?:fel|rätt) (?:håll|riktning)|går (?:fram|bak)åt|(?:för(?:bättr|sämr)|utveckl|förändr)as)\b"
    r"(?: (?:allra )?(?:mest|snabbast|fortast|minst))?"
)
"""That it is asked what has changed, of nothing in particular."""
MOVED_ASIDE = said(r"har|sedan|sen|efter|förra|senaste|uppföljning\w*|året|programmet|basåret|start\w*|hos|oss|"
    r"i siffrorna|ni|mätte|mätningen|åt (?:rätt|fel) håll|framåt|bakåt")  # fmt: skip
"""What such a question says beside that names no measure."""
MEASURES_OF = way(r"\b(?:vilka|vad för|hur många) (?:mått|indikatorer|nyckeltal)\b.{0,30}?\b(?:hör till|"
    r"ingår i|ligger under|finns (?:för|under)|mäter|följer|används för|räknas in i)\b(?: målet)?")  # fmt: skip
"""That it is asked which measures a goal has."""
PEOPLE = way(r"\bhur (?:många|stor)(?: (?:fler|är|som))? (?:invånare|människor|bor|befolkning\w*|folkmängd\w*)|"
    r"\bhur många (?:är|blir) (?:vi|ni|det som bor)\b|\bfolkmängd\w*|"
    r"\b(?:hur stor (?:del|andel)|andel\w*) av länets (?:folk|befolkning|invånare)(?: som)?\b")  # fmt: skip
"""That it is asked how many live somewhere."""

BEST_AT = way(r"\bvad (?:är|har|gör) .{1,40}\b(?:bäst|sämst|bra|dålig\w*|starkast|svagast)\w* (?:på|i|med)\b"
    r"(?:.{0,10}\bde (?:åtta|andra)(?: kommuner\w*)?)?|\bvad är .{1,40}\b(?:styrkor|svagheter)\w*")  # fmt: skip
"""That it is asked what a municipality does best or worst."""


def rest_of_goals(asked: str) -> str | None:
    """What else a question has that asks whether the goals are reached; None where it does not ask that."""
    if not (WHETHER.match(asked.strip()) and GOAL.search(asked) and REACHES.search(asked)):
        return None
    return REACHES.sub(" ", GOAL.sub(" ", asked))


def rest_of_people(asked: str) -> str | None:
    """What else a question has that asks how many live somewhere; None where it does not ask that."""
    return PEOPLE.sub(" ", asked) if PEOPLE.search(asked) else None


BODY_TO_DO = way(r"\bvad (?:ska|bör|behöver|måste) (?:\w+ ){0,3}?(?:göra|förbereda|ta fram|lyfta|föreslå)"
    r"(?: nu| härnäst| först)?[ ?.!]{0,4}$")  # fmt: skip
"""That it is asked what somebody is to do, whom the words between name."""
FIRST_TO_DECIDE = way(r"\b(?:besluta|beslutas|bestämma|ta ställning)\b.{0,20}\b(?:först|i första hand)\b|"
    r"\bviktigast(?:e)? (?:beslutet|att (?:besluta|bestämma))")  # fmt: skip
"""That it is asked what is to be decided first."""


def rest_of_deciding(asked: str) -> str | None:
    """What else a question has that asks who decides the goals; None where it does not ask that."""
    if not (WHO.search(asked) and FOLLOWED.search(asked) and DECIDES.search(asked)):
        return None
    return DECIDES.sub(" ", FOLLOWED.sub(" ", WHO.sub(" ", asked)))


def rest_of_judging(asked: str) -> str | None:
    """What else a question has that asks who judges the goals, or when; None where it does not ask that."""
    asks = BY_WHOM_OR_WHEN.match(asked.strip())
    if not (asks and FOLLOWED.search(asked) and JUDGES.search(asked)):
        return None
    return JUDGES.sub(" ", FOLLOWED.sub(" ", BY_WHOM_OR_WHEN.sub(" ", asked.strip())))


def rest_of_sharing(asked: str) -> str | None:
    """What else a question has that asks who does what; None where it does not ask that."""
    return ALL_OF_IT.sub(" ", GOAL.sub(" ", SHARES.sub(" ", asked))) if SHARES.search(asked) else None


def is_of_sum(asked: str) -> bool:
    """Whether a question asks how much of the state's money goes somewhere."""
    found = OUR_SHARE.search(asked) or (HOW_MUCH.search(asked) and STATE.search(asked))
    return bool(found) and not COSTS.search(asked)


# ───────────── Whom to ask, and what is waited for ─────────────

COMING = way(r"\b(?:nästa|nya|nytt|kommande) (?:(?:utvecklings)?program\w*|sup\b|mandatperiod\w*)|"
    r"\b(?:nya|andra|två|samma) (?:långsiktiga )?mål (?:även )?(?:inför|till|efter|från|för) 202[6-9]\b|"
    r"\bvad (?:händer|sker|gäller|beslutar?|beslutas|blir det|kommer)\b.{0,20}"
    r"\b(?:när|efter(?: att)?|sedan) (?:program\w*|(?:mandat)?perioden|2026)\b")  # fmt: skip
"""That it is asked of the programme that comes next."""
PROPOSES = said(r"föreslå\w*|(?:vilka|era|ert|några|något|målkollens) förslag|borde|bör|rekommender\w*|råd|tycker|"
    r"vill (?:ni|målkollen)")  # fmt: skip
"""That a proposal is asked for."""
CONTACT = said(r"(?:vem|vart|var|vilka|vilken|hur|till vem) .{0,40}\b(?:kontaktar?|vänder|vända|ringa|ringer?|mejlar?|"
    r"mailar?|skriver till|rapporterar?|anmäler?|hör av mig|når (?:jag|man|vi) (?:er|(?:\w+ )?kansli\w*))|"
    r"(?:vem|vart) (?:kan|ska|bör) (?:jag|man|vi) (?:fråga|prata med)|(?:vem|vilka) kan svara|kontaktuppgift\w*|"
    r"kontaktperson\w*")  # fmt: skip
"""That one asks whom to turn to."""
MISSING = said(r"om|när|ifall|siffr\w*|uppgift\w*|tal\w*|saknas?|saknar|fattas|fel\w*|frågor")
"""That figures are missing, which tells none of them."""
TO_DO = way(r"\bvad (?:av det(?:ta)? )?(?:(?:ska|kan|bör|måste|behöver) (?:jag|vi|man|kommunen)\b.{0,40}\bgöra|"
    r"gör (?:jag|man))\b|"
    r"\bnästa steg\b")  # fmt: skip
"""That one asks what to do."""
_OURS = r"(?:kommun\w*|ni|vi|samverkan|samarbetet|de åtta)"
DONE_FOR = said(rf"vad (?:(?:gör|gjorde) {_OURS}|har {_OURS} gjort) (?:för|åt|med)(?: att)?")
"""That one asks what the municipalities do for something."""
_WHOM = r"(?:jag|vi|man|ni|de åtta|vi åtta|kommun\w*)"
ADVICE = way(
    rf"\b(?:vad|vilk\w+|vilken)\b.{{0,40}}\b(?:ska|bör|borde|kan|måste)(?: {_WHOM})?\b.{{0,40}}\b"
    r"(?:säga|be om|be \w+ om|ta upp|lyfta|enas|driva|kräva|föreslå|satsa|fokusera|svara|argumentera|ta fajten)\b|"
    r"\b(?:saker|punkter|frågor|något) att (?:säga|ta upp|lyfta|driva)\b|\brekommender\w*|"
    r"\b(?:meningar|saker) (?:som )?(?:jag|vi) kan (?:säga|ta upp)\b|\bvad svarar (?:jag|vi|man)\b|"
    r"\btycker (?:ni|du|målkollen)\b|\b(?:gör|göra|ger|ge|få|har) (?:allra )?(?:mest|störst) "
    r"(?:skillnad|nytta|effekt)\b|\bviktigast(?:e)? (?:frågan|att (?:göra|ta upp|driva|lyfta))\b|"
    r"\bvad (?:ska|bör|borde) det (?:vara|bli)\b|\bvilka ska det vara\b"
)
"""That it is asked what one is to say, claim or do about it."""
TO_STATE = said(r"minist\w*|regering\w*|trafikverket\w*|staten\w*|region\w*|riksdag\w*|plan(?:en|erna)")
"""That it is to be said to those who decide of roads and railways."""
WAITS = way(r"\bvad (?:väntar (?:vi|ni|man|målkollen) på|saknas|fattas)(?: nu| än)?[?.! ]{0,4}$|"
    r"\b(?:vilka|hur många) (?:mått|mål|siffror|indikatorer)\b.{0,30}\b(?:saknar?s?|fattas|väntar)\b"
    r"(?! (?:ett |något )?mål)")  # fmt: skip
"""That one asks what there are no figures of."""

# ───────────── How one travels, and how long it takes ─────────────

_MODE = r"(?:bil(?:en)?|buss(?:en)?|tåg(?:et)?|pendeltåg(?:et)?|cykel|cykeln|kollektivt?|kollektivtrafik(?:en)?|gång)"
BY_WHICH = way(rf"\b(?:{_MODE}|gå) eller (?:med )?(?:{_MODE}|gå\w*|cykla\w*)\b|"
    r"\bkollektiv\w*,? (?:och )?(?:gå|gång)\w*,? (?:och|eller) (?:cykl|cykel)\w*|\bi ?stället för (?:att \w+ )?bil\w*|"
    r"\b(?:hur|med vad) (?:reser|åker|färdas|tar sig)\b(?! (?:lång|länge))|"
    r"\bkollektiv\w* .{0,20}\b(?:i förhållande till|jämfört med|mot|än) bil(?:en)?\b|"
    r"\b(?:åker|tar|reser med|kör) (?:\w+ ){0,2}?(?:bil|buss|tåg|kollektivt)\w* (?:\w+ ){0,4}?till (?:\w+ )?"
    r"(?:jobb|arbet)")  # fmt: skip
"""That it is asked which way people go."""
TIMED = said(r"tid\w*|restid\w*|hur långt|snabb\w*|fort\w*|länge|minut\w*|timm\w*|halvtimm\w*|kvart|"
    r"lång (?:är )?(?:resan|resa)")  # fmt: skip
"""That it is asked how long it takes."""
LONG_TIME = said(r"lång(?:a|t)? (?:res)?tid\w*")
"""That it is asked how much time something takes, which is no distance."""
_ENDS = r"(?:från|ifrån) \w.{1,60}? till \w|till \w.{1,60}? (?:från|ifrån) \w|mellan \w.{1,60}? och \w"
FROM_TO = way(rf"\b(?:{_ENDS})")
"""That a journey has two ends."""
GETS_THERE = way(
    r"^(?:kan|hinner|går det) (?:att|jag|man|en \w+|någon|folk|\w+bor(?:na)?)\b.{0,50}"
    r"\b(?:komma|ta sig|åka|resa|hinna|pendla)\b.{0,60}\btill \w"
)
"""That it is asked whether one gets somewhere."""
ALONG_STREETS = said(r"cykl\w*|cykel\w*|gå|gående|promener\w*|till fots|bil|bilen|köra|kör")
SCHEDULED = said(r"buss\w*|tåg\w*|pendeltåg\w*|kollektiv\w*|båt\w*|spårväg\w*")
"""Ways of going that follow streets, and those that follow a timetable."""

# ───────────── How much, and of objects: when, why and who pays ─────────────

COMPARES = said(r"än|mot|jämn?för\w*|skillnad\w*|bättre|sämre|före|efter|lika \w+ som")
"""That areas are set against each other."""
FIRST_OF_ALL = said(r"mest|bäst\w*|främst\w*|först|leder|leda|ledande")
"""That it is asked whether ours come first, which is a goal's own question."""
LEADS = way(r"^\W*(?:leder|är) .{1,40}")
"""How a question begins that asks whether somebody comes first."""
WHO_IS_AHEAD = way(r"\b(?:vilka|vem|vilken|vilket)\b(?! \w*kommun).{0,40}\b(?:före|förbi|om oss|längre (?:fram|än)|"
    r"bättre än|leder|främst|bäst|etta|i (?:ledningen|topp))\b")  # fmt: skip
"""That it is asked who is ahead, of a goal."""
AMOUNT = way(r"\b(?:hur mycket|hur många ton|hur stor\w*|vad (?:är|släpper)|hur högt?|hur höga)\b"
    r"(?! (?:mer|mindre|lägre|högre|bättre|sämre|fler|färre|fortare|snabbare|kvar|målet))")  # fmt: skip
"""That the amount itself is asked for."""
PER_HEAD = way(r"\b(?:per|för varje|en) (?:invånare|person|capita|huvud|\w+bo)\b")
"""That it is asked for each inhabitant."""
PER_EACH = way(r"\b(?:per|(?:för|på) (?:varje|en)) (?P<each>\w+)")
"""That it is asked for each of something."""
BEGINS = said(r"när|byggstart\w*|vilket år|börja\w* (?:man |de |ni )?(?:att )?bygg\w*")
"""That it is asked when something begins."""
OPENS = said(r"öppn\w*|klar[at]?|färdig\w*|invig\w*|trafikstart\w*|kan (?:man|vi|folk|jag) (?:åka|resa|köra|"
    r"börja)(?: (?:på|med|genom))?")  # fmt: skip
"""That it is asked when something is ready."""
KEEPS_PACE = said(r"(?:håller|räcker) .{0,10}takten|takten (?:räcker|håller)")
"""That it is asked whether the pace is enough."""
REASON = said(r"varför|vad är (?:tanken|skälet|syftet|poängen)|av vilket skäl")
"""That it is asked why something is to be."""
GIVES = said(r"bidrar|bidra")
"""That it is asked what something gives."""
PAYS = way(r"\bvem (?:betalar|finansierar|står för)\b")
"""That it is asked who pays."""
BY_WHOM = way(r"\bvem\b.{0,20}\b(?:bestäm\w*|beslut\w*|avgör\w*)")
"""That it is asked who has decided."""
COUNTY_PLAN = way(r"\b(?:(?:i|enligt|med i|ur|från|genom) )?(?:den )?(?:läns(?:transport)?plan\w*|"
    r"regional\w* (?:transport)?plan\w*)\b")  # fmt: skip
"""That it is asked of the county's own plan."""
MONEY = said(r"pengar\w*|finansier\w*|säkrad\w*|miljard\w*|miljon\w*")
"""That it is asked whether there is money for something."""
IN_NATIONAL = way(r"\b(?:kvar |med )?i (?:den )?nationell\w* plan(?:en)?\b")
"""That it is asked whether the national plan has something."""
STAGE = said(r"hur långt|kommit|finansiera\w*|plan\w*|läget|status")
"""That it is asked how far something has come."""
OF_NEED = said(r"behövs?|ska byggas|byggs?|bygger|byggas?|börjar|det|man|och|inte|ny|nya|är|så|prioritera\w*|viktig\w*")
"""What else is said of an object that one asks this of."""

# ───────────── More than one question ─────────────

_ASKS = r"(?:hur|vad|vilk\w+|när(?! det gäller)|vem|varför|vart?)\b"
_TURNED = (
    r"(?:är|har|hade|finns|räcker|skulle|får|leder|blir|kör|åker|reser|måste|behöver|når|klarar|går|ligger|behövs|kostar|ökar|minskar|"
    r"kan|ska) (?:det|de|den|vi|man)\b"
)
AND_THEN = way(rf"[,;]? (?:och|samt|men) (?={_ASKS}|{_TURNED})|(?<![?;!])[?;!]+\s*(?:(?:och|samt|men) )?(?=\w)|"
    rf"(?: [–-]|(?<!\bex)[.,;:]) (?:(?:eller|och) )?(?=(?:{_ASKS}|{_TURNED}))|"
    r",? (?:och|samt|men) (?=i \w+$|i \w+ ?\?)")  # fmt: skip
"""Where another question begins within one: it asks something, or is put of another place."""
PREFACE = re.compile(r"^[^?.]*\w{2}\.\s(?=[^?]+\?)")
"""A sentence before a question, which asks nothing."""
ASKS_OF_IT = way(r"^(?:gör|är|har|kan|når|klarar|håller|stämmer|följer|mäter) (?:den|det|de|ni|vi)\b")
"""How a question begins that is of what the sentence before it says."""
LED_TO = way(r"^.{0,80}\bom hur det (går|ser|ligger)\b")
"""What leads to a question of how it goes: "Vad ska jag säga om hur det går för …"."""
AND_SURE = way(r",? och hur säkert(?: är det)?(?=[ ?.]{0,3}$)")
"""That it is asked how sure the answer is as well, which every answer says."""
THAN_YEAR = way(r"\b(?:än|mot|jämfört med) (?=(?:19|20)[0-9]{2}\b)")
"""That a year is set beside now."""
NEEDED = said(r"fattas|saknas|behövs|krävs")
"""That it is asked how much more there is to be."""
OF_THOSE = re.compile(r"\b(?:den|de|dem|dess|deras)\b(?! (?:åtta|sju|andra|övriga|flesta|nya|här|\w+(?:en|et|na))\b)",
    re.IGNORECASE)  # fmt: skip
"""What was named before."""
WHERE = way(r"var\b(?! .*\b(?:ifrån|hamnar|kommer|bor|jobbar|arbetar|hittar|hämtar|står|ligger)\b)")
"""How a question begins that asks where things are."""
FAR = way(r"\blångt (?:från|till|ifrån)\b|\b(?:utan|saknar) (?:buss|kollektiv)\w*")
"""That it is far to something: a measure of who is near says the opposite."""
