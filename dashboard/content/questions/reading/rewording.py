"""A question as people put it, in the words that the rest of the reading knows: the same is asked in many ways."""

import re
from difflib import get_close_matches

from dashboard.content.facts import Facts
from dashboard.content.questions.reading import areas, language
from dashboard.content.questions.reading.language import LONGEST, way

BEGINS = way(
    r"^stämmer det att (?=\w)|^(?:(?:och|men|så|ja|jo|okej|ok|hej|hejsan|du|alltså|jaha|sen)\b[ ,!.]{1,3}){1,4}"
)
"""Words that lead to a question and ask nothing."""
ENDS = way(r"[ ,]{1,3}(?:då|nu då|alltså|va|tack|tack på förhand)(?=[ ?.!]{0,4}$)")
"""Words after a question that ask nothing."""
RUNS_OUT = way(
    r"^programmet (?:går ut|tar slut|löper ut|är slut|slutar)\b[^?]{0,40}?(?:,| [–-]) "
    r"(?=.*\b(?:nästa|nya|nytt|kommande) program)"
)
"""That the programme ends, before it is asked what comes next."""
FOR_WHOM = way(r",? så (?:att )?(?:jag|vi) (?:kan|får|har något)\b.{0,90}$|"
    r",? (?:i|med) (?:en|två|några få) mening(?:ar)?(?=[ ,?.!]|$)|,? som storstadsregion(?=[ ,?.!]|$)")  # fmt: skip
"""What the answer is to be used for, and how short it is to be."""
NEEDS = way(
    r"^(?:jag|vi) (?:behöver|ska|vill|skriver|förbereder|undrar|sitter|håller|måste|tänker)\b(?-i:[^?,A-ZÅÄÖ]{0,90}), "
    r"(?=(?:hur|vad|vilk\w+|när|vem|var|vart|varifrån|är|har|kan|ligger|går|finns)\b)"
)
"""What somebody needs an answer for, before the question."""
GUESSES = way(r"^((?:varför|vem)\b[^,?]{1,120}), (?:är|beror) det .{1,120}$")
"""A guess at the cause, or at who, that is asked for."""
OF_TWO = way(r"\bi jämförelse med\b|\bi relation till\b|\bjämförelsevis med\b")
AVERAGE = way(
    r"(?<!ett )\b(?:genom)?snitt(?:et|värdet)? (?:på|för|i|av|hos) (?:hela )?(?=\w)|"
    r"\bmedel(?:värdet|talet)? (?:på|för|i|av) "
)
FRINGE_OF = way(r"\b(\w{4,30}?)s (?:alla )?kranskommuner(?:na)?\b")
FRINGE = way(r"\b(?:andra |övriga )?kranskommuner(?:na)?\b")
"""How the municipalities around one city, and around all the cities, are named as well."""
REST = way(r"\b(?:resten (?:av|på|i)|övriga|andra (?:på|i)|de andra (?:på|i)) (?=(\w{3,30}))\1")
"""How our others are named by the home group's name."""
OWN = way(r"\b(?:min|min egen) kommuns?\b")
"""How somebody names the own municipality."""
LEVEL = way(r"\b(\w{3,30})s?(?:snitt|genomsnitt)et\b")
OWNS = way(r"\bäger (?:frågan|ansvaret|uppgiften) (?:om|för|kring)\b")
TAILED = way(
    r"\b(\w{4,20}?)s?(ökning|minskning|utveckling|siffr|statistik|data|uppgift)(en|orna|or|an|arna|ar|erna|er|n|a|)\b"
)
"""A measure with what is asked of it in one word: "elbilsökningen"."""
OF_COUNTRY = way(r"\b(?:riks(?:genom)?snittet|rikets (?:genom)?snitt|riksmedlet|genomsnittskommunen|"
    r"snittkommunen|resten av (?:landet|sverige)|sverige som helhet)\b")  # fmt: skip
COUNTRY = way(r"(?<=\w )(?<!bäst )(?<!i )sverige(?=[ ,?.!]|$)(?! (?:mest|som)\b)")
IN_COUNTRY = way(r"\b(bäst|sämst|främst|först|sist|högst|lägst|etta) i (?:landet|riket|sverige)\b")
WORST = way(r"\bvärst(?:a)?\b")
SUBJECTS = way(r"\b(\w{5,30}?)s?mässigt\b")
"""A measure or a goal named as a manner: "tillgänglighetsmässigt"."""
OF_US_IN = way(r"\b(?:för|hos|av|mellan|bland|från) (?:oss|er) (?=(?:här )?i \w)")
"""Who live in a place and ask of it."""
CHOOSE = "Välj din kommun i rutan Kommun, eller skriv dess namn i frågan."
OTHERS = "de andra kommunerna"
SHORTEST, ALIKE = 4, 0.87
"""Letters of a name that may be typed wrong, and how alike the two are."""


def plain(facts: Facts, asked: str) -> str:
    """A question without what asks nothing, its comparisons and places in the words that are known.

    Args:
        asked: in the reader's own words.
    """
    told = spelled(facts, asked)[:LONGEST].strip()
    for pattern in (BEGINS, NEEDS, RUNS_OUT, ENDS, FOR_WHOM):
        told = pattern.sub("", told)
    told = OF_TWO.sub("jämfört med", GUESSES.sub(r"\1?", told))
    told = OF_COUNTRY.sub("riket", IN_COUNTRY.sub(r"\1", AVERAGE.sub("", told)))
    told = TAILED.sub(r"\1 \2\3", OWNS.sub("ansvarar för", told))
    told = REST.sub(lambda found: OTHERS if areas.names_home(facts, found[1]) else found.group(), told)
    told = LEVEL.sub(
        lambda found: f"{facts.home.genitive} nivå" if areas.names_home(facts, found[1]) else found.group(), told
    )
    told = FRINGE.sub("kommunerna runt storstäderna", FRINGE_OF.sub(r"kommunerna runt \1", told))
    told = WORST.sub("sämst", SUBJECTS.sub(r"i \1", COUNTRY.sub("riket", told)))
    if areas.ours_in(facts, told):
        told = OF_US_IN.sub("", told)
    return told if told.strip(" ?.!") else asked


def of_mine(facts: Facts, asked: str, mine: str) -> tuple[str, str]:
    """A question of the reader's own municipality with its name; and where none is chosen that one is to be."""
    if not OWN.search(asked) or areas.ours_in(facts, asked):
        return asked, ""
    return (OWN.sub(facts.areas.name(mine), asked), "") if mine else (asked, CHOOSE)


def spelled(facts: Facts, question: str) -> str:
    """A question with our municipalities' names as they are spelled: "Hudinge", "salm"."""
    by_name = areas.ours(facts)

    def told(found: re.Match[str]) -> str:
        word = language.unmarked(found.group().casefold())
        near = (
            []
            if len(word) < SHORTEST or areas.known(word, by_name)
            else get_close_matches(word, by_name, n=1, cutoff=ALIKE)
        )
        return facts.areas.name(by_name[near[0]]) if near else found.group()

    return language.WORD.sub(told, question)
