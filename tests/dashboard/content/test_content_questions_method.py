"""Fråga Målkollen of the figures themselves, the objects and the tasks: answered, or said to be lacking.

The first half is what people typed, the second the same in other words.
"""

import pytest

from dashboard.blocks.blocks import Answer, Text
from dashboard.content.facts import Facts
from dashboard.content.questions import page

BEGINS = {
    "Varifrån kommer uppgiften om hur många som bor nära kollektivtrafik?": (
        "Källa: SCB, bearbetning: Södertörns kansli."
    ),
    "När kommer nästa års siffror för pendlingen?": "Nästa siffror om utpendlare väntas senast den 28 november",
    "Hur säker är prognosen till 2030?": "Utsläppen från transporter: med 80 procents säkerhet nås målet inte om",
    "Vilket är det senaste året som alla åtta kommunerna har data för, alla mått?": (
        "2023 är det senaste året som alla mått når fram till som visas kommun för"
    ),
    "Kan jag citera restidssiffrorna i ett remissvar till Trafikverket, och hur ska källan i så fall skrivas?": (
        "Det finns inga siffror om restid jämfört med bil att citera än. Här saknas"
    ),
    "Kan jag lita på siffran om utsläpp för Nykvarn, kommunen är ju så liten?": (
        "Landets utsläpp är fördelade på kommunerna efter vägar och trafik, så"
    ),
    "Är nedgången i Botkyrkas utsläpp verklig eller har man bara räknat om statistiken?": (
        "Landets utsläpp är fördelade på kommunerna efter vägar och trafik, så"
    ),
    "Vilken dag och vilken tid på dygnet gäller restiderna?": "Tiden kollektivt är medianen av 24 avgångar mellan 07",
    "Räknas plugginhybrider med i det ni kallar elbil?": "Laddhybrider räknas inte.",
    "Hur räknar ni ut Södertörns värde, är det ett snitt av kommunerna eller vägt efter befolkning?": (
        "Södertörns värde är inget medelvärde av kommunernas tal: antalen i"
    ),
    (
        'Vad avses med "boende nära kollektivtrafik", är det fågelvägen eller gångväg och spelar '
        "turtätheten någon roll?"
    ): ("Högst 500 meter fågelvägen från en hållplats med minst en avgång i timmen,"),
    "Är siffran för utbud räknad i turer, vagnkilometer eller platser?": (
        "Nej. Hur mycket kollektivtrafik som körs, i turer, vagnkilometer eller"
    ),
    "Är det någon skillnad på laddpunkt och laddstation i er statistik, för jag får olika antal på olika ställen?": (
        "Ett uttag eller en kabel där en elbil i taget kan ladda; här räknas bara"
    ),
    'Vad betyder det att en siffra är "modellberäknad", är den påhittad då?': (
        "Nej, ingen siffra är påhittad, men en del är fördelade eller uträknade och"
    ),
    "Kan ni visa samma sak fast räknat per kvadratkilometer istället för per invånare?": (
        "Nej. Målkollen räknar inget per kvadratkilometer: kommunernas yta är inte"
    ),
    "Vad hände 2022, det ser ut som ett hack i kurvan?": "2022 börjar en ny serie för bilkörning. Pandemin präglade",
    "Vad fattas det data om?": "25 av 39 mått har inga siffror än.",
    "Tyresös kollektivtrafikandel, har den gått upp efter pandemin eller är vi kvar på samma nivå?": (
        "Går inte att svara på än. Här saknas resvaneundersökningar, som visar hur"
    ),
    "Vilka av våra prioriterade objekt saknar finansiering i nationella planen 2026–2037?": (
        "Fyra av utkastets åtta objekt hittas inte under sina namn i den nationella"
    ),
    "Varför finns inte E4/E20 Hallunda–Vårby eller Södertälje sluss bland objekten?": (
        "E4/E20 Hallunda–Vårby står inte på utkastet till samarbetskommitténs"
    ),
    "Har Regionen lovat något om direktbuss Nynäshamn–Södertälje, och isåfall när?": (
        "Vad någon har lovat är inte inlagt här. Målkollen visar vad den"
    ),
    "Vem kan stoppa ett projekt som redan ligger i planen?": "Vem som kan stoppa ett enskilt objekt står inte här,",
    (
        "Finns det en risk att Södertörn prioriteras bort till förmån för Östlig förbindelse eller norra "
        "delen av länet?"
    ): ("Det svarar Målkollen inte på: vad som prioriteras i kommande planer går"),
    "Får Tyresö tunnelbana någon gång?": "Fyra objekt i den nationella planen har tunnelbana i namnet. Inget av",
    "Vilket objekt har flest väntande beslut just nu och vilka är det?": (
        "Hur många beslut ett objekt väntar på är inte inlagt här. Byggstarten är"
    ),
    "Vilka objekt berör fler än en kommun?": "Två av utkastets åtta objekt är kända för att beröra fler än en av de",
    "Skillnaden på Trafikverkets och Region Stockholms ansvar för väg 259, kan du reda ut det kort?": (
        "Trafikverket bygger, sköter och underhåller statens vägar och järnvägar."
    ),
    "Vad har vi sagt gemensamt om väg 225, finns ett ställningstagande beslutat?": (
        "Svar på förslaget till plan 2018–2029 (november 2017): Full finansiering"
    ),
    "Vad är samhällsnyttan per krona för Tvärförbindelsen enligt Trafikverket": (
        "Samhällsnyttan av Tvärförbindelse Södertörn är inte inlagd här."
    ),
    "Hur länge har vi väntat på Tvärförbindelsen, sedan när har den varit på tal?": (
        "Sedan när är inte inlagt. Det äldsta om Tvärförbindelse Södertörn här är"
    ),
    "Vem förvaltar gång- och cykelvägen längs en statlig väg, kommunen eller staten?": (
        "Trafikverket bygger, sköter och underhåller statens vägar och järnvägar."
    ),
    "Vilka frågor kan jag själv besluta om i kommunstyrelsen och vilka måste jag åka till ministern med?": (
        "Varje kommun kan själv bestämma var bostäder och arbetsplatser får byggas,"
    ),
    "Hur många km cykelväg finns det i Tyresö och hänger de ihop med Haninges och Huddinges?": (
        "110 kilometer cykelvägar 2025. Om cykelvägar hänger ihop, och var länkar"
    ),
    "Fjärde största länet, stämmer det fortfarande att vi skulle vara det? Hur många bor här nu?": (
        "525 625 personer (folkmängd 31 december 2025)."
    ),
    "Hur stor andel av personbilarna i Södertälje är laddbara och hur många av dem är leasingbilar?": (
        "16 924 bilar går att ladda, 28,6 procent av bilarna 2025: 10 295 elbilar"
    ),
    "Hur många laddpunkter finns vid pendeltågsstationernas infartsparkeringar?": (
        "Var laddpunkter finns visas inte här, bara hur många de är. På Södertörn:"
    ),
    (
        "Är ungdomar utan körkort på landsbygden, typ Ösmo, Sorunda och Hölö, med i statistiken över vilka "
        "som når jobb och skola?"
    ): ("Nej. Hur barn, unga, äldre eller personer med funktionsnedsättning kan ta"),
    "När fattar regeringen beslut om nästa plan och vad måste vi ha gjort innan dess?": (
        "Vilken dag nästa plan beslutas är inte känt här, och inte heller vad som"
    ),
    "När är nästa samråd eller remiss som vi bör svara på?": "Kommande samråd och remisser är inte inlagda här.",
    "Saknade länkar i det regionala cykelnätet på Södertörn, vilka är det?": (
        "Om cykelvägar hänger ihop, och var länkar saknas, visas inte här: bara hur"
    ),
    "Jag ska skriva om Rönninge station, vad finns det för fakta om Salemsbornas resande?": (
        "Målkollen har inga siffror för en enskild station. Närmast finns siffror"
    ),
    "Vilka snabbladdare över 150 kW finns längs E4:an genom Södertälje?": (
        "Var laddpunkter finns visas inte här, bara hur många de är. I Södertälje:"
    ),
    "Vilken station har tappat mest trafik sedan 2019, räknat i antal avgångar?": (
        "Målkollen har inga siffror för en enskild station. Närmast finns siffror"
    ),
    "Vilka mått saknar mål?": "15 av 18 mått har inget beslutat mål, av kärnindikatorerna sex: elbilar,",
    "Vilken målskrivning går inte att mäta?": "Sjutton delar av programmet har ingen indikator. Målens egna ord säger",
    "Vem kan bygga laddpunkter?": "Flera bygger laddpunkter: laddföretag, elnätsägare, fastighetsägare och",
    "Vad kan Tyresö göra själv åt kollektivtrafiken?": "Tyresö kan själv bestämma var bostäder och arbetsplatser får",
    "Var kommer siffrorna om elbilar ifrån?": "Källa: Trafikanalys, bearbetning: Södertörns kansli.",
    "Vem har tagit fram siffrorna om cykelvägar?": "Källa: SCB; Trafikverket (NVDB), bearbetning: Södertörns kansli.",
    "När släpps nästa siffror om elbilar?": "Nästa siffror om elbilar väntas senast den 28 februari 2027, från",
    "Hur tillförlitlig är prognosen för utsläppen?": "Utsläppen från transporter: med 80 procents säkerhet nås målet",
    "Är det bara en omräkning av statistiken i Salem när det gäller utsläppen?": (
        "Landets utsläpp är fördelade på kommunerna efter vägar och trafik, så"
    ),
    "Får jag citera siffran om elbilar?": "Skriv källan så här: ”Källa: Trafikanalys, bearbetning: Södertörns",
    "Ingår flyget i utsläppen från transporter?": "Inrikes flyg och sjöfart ingår (flyget räknas inte i riksdagens",
    "Räknas privata laddboxar med i laddpunkterna?": "Om privata laddboxar räknas med står inte i hur måttet är",
    "Viktas kommunerna efter befolkning?": "Södertörns värde är inget medelvärde av kommunernas tal: antalen i",
    "Hur definierar ni laddpunkt?": "Ett uttag eller en kabel där en elbil i taget kan ladda; här räknas bara",
    "Är siffrorna gissningar?": "Nej, ingen siffra är påhittad, men en del är fördelade eller uträknade och",
    "Hur många laddpunkter per kvadratkilometer har Huddinge?": "Nej. Målkollen räknar inget per kvadratkilometer:",
    "Varför är det ett hopp i kurvan 2018 för boende nära kollektivtrafik?": (
        "2018 börjar en ny serie för boende nära kollektivtrafik. Alla regioner"
    ),
    "Vad hände 2021?": "Inpendlare och utpendlare: 2020 och 2021 är pandemiår.",
    "Vilka siffror har ni inte?": "25 av 39 mått har inga siffror än.",
    "Varför är biltätheten högre i Nykvarn än i Salem?": "Nej. Hur många bilar invånarna har, per person eller per",
    "Hur många av objekten är ofinansierade?": "Fyra av utkastets åtta objekt hittas inte under sina namn i den",
    "Varför är inte Norvik med på listan?": "Norvik hittas varken på utkastet till samarbetskommitténs lista eller i",
    "Vilka projekt delas av flera kommuner?": "Två av utkastets åtta objekt är kända för att beröra fler än en av de",
    "Vad har SL lovat om bussarna i Salem?": "Vad någon har lovat är inte inlagt här. Målkollen visar vad den",
    "Kan regeringen stoppa Tvärförbindelsen?": "Vem som kan stoppa ett enskilt objekt står inte här, men planerna",
    "Riskerar vi att prioriteras ned i nästa plan?": "Det svarar Målkollen inte på: vad som prioriteras i kommande",
    "Kommer Salem få pendeltåg i framtiden?": "Inget objekt med pendeltåg i Salem hittas på utkastet eller i den",
    "Hur länge har man pratat om Spårväg syd?": "Sedan när är inte inlagt. Det äldsta om Spårväg syd här är från",
    "Vilka remisser är på gång?": "Kommande samråd och remisser är inte inlagda här.",
    "Vem plogar cykelvägen längs riksvägen?": "Trafikverket bygger, sköter och underhåller statens vägar",
    "Vem äger väg 225?": "Om väg 225 är statens eller kommunens är inte inlagt här. Trafikverket",
    "Vem ska sätta upp laddstolpar?": "Flera bygger laddpunkter: laddföretag, elnätsägare, fastighetsägare och",
    "Hur många km cykelväg har vi?": "1 290 kilometer cykelvägar 2025.",
    "Hur många laddpunkter finns vid Haninge station?": "Var laddpunkter finns visas inte här, bara hur många de är.",
    "Hur många reser från Tumba station?": "Målkollen har inga siffror för en enskild station. Närmast finns siffror",
    "Vilket klockslag gäller restiderna?": "Tiden kollektivt är medianen av 24 avgångar mellan 07 och 09 i",
}
"""What the first answer to each begins with."""


def answers(facts: Facts, asked: str, *, shows_draft: bool = True) -> list[Answer]:
    """The answers to a question, in their order."""
    sections = page.sections(facts, asked, "", shows_draft=shows_draft)
    return [block for part in sections for block in part.blocks if isinstance(block, Answer)]


def plain(text: str) -> str:
    """A text without its hard spaces."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("asked", BEGINS)
def test_what_is_asked_of_figures_objects_and_tasks_is_answered_first(asked: str, facts: Facts) -> None:
    assert plain(answers(facts, asked)[0].text).startswith(BEGINS[asked])


def test_a_question_that_is_told_whole_leaves_no_part_unanswered(facts: Facts) -> None:
    for asked in (
        "Kan jag citera restidssiffrorna i ett remissvar till Trafikverket, och hur ska källan i så fall skrivas?",
        "Vilket objekt har flest väntande beslut just nu och vilka är det?",
        "När fattar regeringen beslut om nästa plan och vad måste vi ha gjort innan dess?",
    ):
        shown = page.sections(facts, asked, "", shows_draft=True)
        captions = [
            one.text for part in shown for one in part.blocks if isinstance(one, Text) and one.style == "caption"
        ]
        assert (len(answers(facts, asked)), [one for one in captions if "Fick du inte svar" in one]) == (1, [])


def test_each_part_of_a_question_has_its_own_answer(facts: Facts) -> None:
    asked = "Hur stor andel av personbilarna i Södertälje är laddbara och hur många av dem är leasingbilar?"
    both = [plain(one.text) for one in answers(facts, asked)]
    assert both[0].startswith("16 924 bilar går att ladda, 28,6 procent av bilarna 2025")
    assert both[1].startswith("Av alla 59 203 personbilar i Södertälje var 16 825 leasade 2025.")
    more = answers(
        facts,
        "Hur många fler laddstolpar skulle behövas i Botkyrka för att komma ikapp Huddinge, och vem ska bygga dem?",
    )
    assert [one.question for one in more][1] == "Vem kan bygga publika laddpunkter?"


def test_what_is_not_followed_tells_what_it_is_counted_from(facts: Facts) -> None:
    (moved,) = answers(facts, "hur mkt har antalet bilar per invånare ändrats de senaste tio åren")
    assert plain(moved.beside[0]) == "Personbilar i trafik 31 december på Södertörn: 175 383 (2015), 209 707 (2025)."
    (apart,) = answers(facts, "Vad beror skillnaden mellan Salem och Huddinge på i biltäthet?")
    assert [plain(one).partition(" (")[0] for one in apart.beside[:2]] == ["Salem 2025: 6 901", "Huddinge 2025: 39 182"]


def test_nothing_of_the_draft_is_told_to_who_may_not_see_it(facts: Facts) -> None:
    for asked in (
        "Vilka av våra prioriterade objekt saknar finansiering i nationella planen 2026–2037?",
        "Vilka objekt berör fler än en kommun?",
        "Varför finns inte E4/E20 Hallunda–Vårby eller Södertälje sluss bland objekten?",
        "Hur länge har vi väntat på Tvärförbindelsen, sedan när har den varit på tal?",
    ):
        shown = answers(facts, asked, shows_draft=False)
        told = " ".join(f"{one.text} {' '.join(one.beside)}" for one in shown)
        assert shown
        assert "utkast" not in told.casefold()
