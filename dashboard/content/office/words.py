"""What programs, files and keys are called where the office reads of them: sources, the office's files, and faults."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from dashboard.blocks.pieces import Ways
from dashboard.content.answers.phrases import kept
from dashboard.content.facts import Facts
from malkollen.database.changed import Fetched
from malkollen.database.freshness import Freshness
from malkollen.editions import editions
from malkollen.errors import MalkollenError
from malkollen.office import access, activities, journal, priority_objects
from malkollen.office.journal import Act, Line
from malkollen.office.room import inbox, source_names
from malkollen.registry import registry
from malkollen.registry.content import OVERLAY
from malkollen.texts.swedish import at_time, inside, number, with_days_in_words

FILES = {
    priority_objects.FILE_NAME: "listan över prioriterade objekt",
    activities.FILE_NAME: "listan över aktiviteter",
    OVERLAY: "målvärden och frågor",
    access.FILE_NAME: "listan över vilka som får logga in",
    f"{editions.FOLDER}: ": "fastställda versioner: ",
    f"{inbox.FOLDER}: ": "filerna som väntar: ",
    f"{inbox.FOLDER}/": "filerna som väntar, ",
    f"i {inbox.FOLDER}.": "bland filerna som väntar.",
}
KEEPERLESS = (
    "Det är inte ifyllt. Den som har installerat Målkollen skriver namn, telefon och e-post i registret, "
    "på raden keeper under [home]. Då står det överallt där ni behöver det."
)
NIGHT = (
    "Det som visas är det som gällde innan, och inget är förlorat. Den görs om nästa natt; händer det igen, säg till "
    "den som sköter servern."
)
ACTS = {
    Act.LAID: "lämnade en fil att läsa in",
    Act.READ_IN: "läste in en fil",
    Act.FETCHED: "hämtade från utgivaren",
    Act.TRIED: "försökte hämta från utgivaren, men inget kom",
    Act.ACCEPTED: "släppte fram siffror som hölls tillbaka",
    Act.REFUSED: "lade siffror åt sidan",
    Act.ALREADY_THERE: "läste in siffror som redan fanns här",
    Act.FAILED: "läste in en fil, som avvisades",
    Act.BROKEN_OFF: "avbröt en inläsning",
    Act.PUT_AWAY: "tog bort det som hölls tillbaka",
    Act.FILLED_IN: "fyllde i",
    Act.DECLARED: "ändrade målvärden eller frågor",
    Act.TARGET_ADDED: "förde in ett målvärde",
    Act.UNDECLARED: "tog bort ett målvärde eller en fråga",
    Act.REMOVED: "tog bort en fil som väntade på att läsas in",
    Act.CHANGED_BY_HAND: "lade in eller ändrade en fil för hand",
    Act.SHIPPED: "skrev upp listan som den var före er första sparning",
    Act.DRAFT_CONFIRMED: "förde över ett objekt från utkastet till listan",
    Act.DRAFT_REMOVED: "tog bort ett objekt ur utkastet",
    Act.DRAFT_UNDONE: "ångrade det senaste i utkastet",
    Act.JUDGED: "förde in en bedömning",
    Act.JUDGEMENT_CORRECTED: "rättade bedömningen från samma möte",
    Act.JUDGEMENT_UNDONE: "ångrade en bedömning",
    Act.FIXED: "fastställde en version",
    Act.REVOKED: "avslutade inloggningar",
}
"""What somebody has done, after who did it."""
UNDONE = {
    Act.READ_IN: "ångrade inläsningen",
    Act.FETCHED: "ångrade hämtningen",
    Act.ACCEPTED: "höll tillbaka siffrorna igen, som släpptes fram",
    Act.FILLED_IN: "ångrade sparningen",
    Act.DECLARED: "ångrade ändringen",
    Act.TARGET_ADDED: "ångrade det nya målvärdet",
    Act.UNDECLARED: "ångrade borttagningen",
    Act.REMOVED: "lade tillbaka filen som togs bort",
    Act.PUT_AWAY: "tog fram igen det som hölls tillbaka",
}
"""What takes back an act."""
REPEATED = {
    Act.FILLED_IN: "gjorde om sparningen",
    Act.DECLARED: "gjorde om ändringen",
    Act.TARGET_ADDED: "gjorde om det nya målvärdet",
    Act.UNDECLARED: "gjorde om borttagningen",
}
"""What takes back a taking back."""
ASKED = (Act.TRIED, Act.FETCHED, Act.READ_IN, Act.ACCEPTED)
"""What tells how it went with a source the last time."""
TEMPLATES = "templates/"
VARIABLE = re.compile(r" \(MALKOLLEN_\w+\)")
COMMAND = re.compile(r"malkollen [a-z]+|--[a-z]+|MALKOLLEN_\w+")
"""What only the server's keeper is helped by."""
ADVICE = re.compile(r"; (stämmer det, kör|rätta filen, eller kör) [^;.]*--accept[^;.]*")
PLACE = re.compile(
    r"(?:(?P<area>(?!(?:19|20)\d\d (?!och )[a-z])\d{4}|\d{2}) (?:och (?P<other>\d{4}|\d{2}) )?)?"
    r"(?:(?P<year>(?:19|20)\d\d) )?(?P<name>[a-z]\w{0,60}): "
)
"""A year before a name is a year, also where a municipality has that code."""
FILLED = re.compile(
    r" rad \d+: (?:(?P<area>\d{4}), )?[^:;]{1,60}: [^:;]{1,40}? (?:år )?(?P<year>(?:19|20)\d\d)\b"
    r"(?:, men (?P<before>\d[\d\s]*(?:,\d+)?) (?P<then>(?:19|20)\d\d))?"
)
"""Which figure of a file that is filled in looks wrong, and what it leaps from."""
MORE = re.compile(r"(och \d+ till: )([a-z]\w*(?:, [a-z]\w*)*)")
"""The other series of a fetch that is held."""
SUMS = re.compile(r"\b([a-z]\w{0,60}) är (\d{1,12}) (i [^,;:0-9]{1,40}), (kommunerna|länen) ger (\d{1,12})")
"""A whole that is not its parts."""
CHECK = re.compile(r"[Kk]ontrollen '([^']+)' föll: ")
DATABASE = re.compile(r"[Dd]en förra databasen ligger kvar")
MEND = re.compile(r"; rätta raden(?=[,;]|$)")
FIGURE, YEAR = r"(\d[\d\N{NO-BREAK SPACE} ,]{0,15})", r"((?:19|20)\d\d)"
LEAP = re.compile(rf"(?<=: ){FIGURE} {YEAR}, men {FIGURE} {YEAR}\b")
FILE = re.compile(r"\S*[._]\w")
KEEPER = re.compile(r"\b[Dd]en som (?:sköter servern|driver Målkollen)\b")
NAME = re.compile(r"(?<![\w./'\"-])([a-z]\w{2,60})(?![\w/'\"=-]|\.\w)")
"""What may be a measure's name in the middle of a line; not in a file's name."""
CODE = re.compile(r"(?<![\w.,-])(0\d{3}|\d{4}(?= (?:19|20)\d\d\b))(?![\w-]|[.,]\d)")
"""What may be a municipality: a number that begins with nothing, or one that stands before a year."""
COUNT = re.compile(r"(?<![\w.,/-])(\d{5,})(?![\w/-]|[.,:]\w)")
ROW = re.compile(r"(.{1,200}?) rad (\d{1,7})\b")
"""Where a fault is: the file and its sheet, and the row."""
FROM_TO = re.compile(r"från (\d+(?:,\d+)?) till (\d+(?:,\d+)?)(?! och)")


def source(facts: Facts, module: str) -> str:
    """A source as it is called everywhere in the room: its publisher, and what it is of."""
    publisher = next((one.publisher for one in facts.fetches if one.module == module and one.state != "carried"), "")
    return source_names.called(module, publisher)


def sources(facts: Facts, modules: Iterable[str]) -> str:
    """Several sources as they are called, each once."""
    return "; ".join(dict.fromkeys(source(facts, one) for one in modules))


def fetch(facts: Facts, source: Freshness) -> Fetched | None:
    """What brought the figures of a source that are shown; None where the database does not say."""
    return next((one for one in facts.fetches if one.is_shown and source.source in one.sources), None)


def module(facts: Facts, source: Freshness) -> str:
    """The source that brings the next figures; empty where what came with the program has no other."""
    found = fetch(facts, source)
    if found and found.state != "carried":
        return found.module
    return source_names.CARRIED.get(source.source, "")


def where(facts: Facts, modules: Iterable[str]) -> list[Ways]:
    """The ways to where the publishers of sources lay them out; none where their own pages are not known."""
    asked = {*modules}
    of = {one for fetch in facts.fetches if fetch.module in asked for one in fetch.sources}
    of |= {one for one, module in source_names.CARRIED.items() if module in asked}  # nothing is fetched of it yet
    pages = dict.fromkeys(one.url for one in facts.sources if one.source in of and one.url.startswith("https://"))
    return [Ways(tuple((f"Utgivarens sida: {one}", one) for one in pages))] if pages else []


def with_keeper(text: str) -> str:
    """A text that sends somebody to whoever keeps the server, with who that is where the registry says so."""
    keeper = registry.load().home.keeper
    return KEEPER.sub(lambda found: f"{found[0]} ({keeper})", text, count=1) if keeper else text


def file(name: str) -> str:
    """A file of the data folder by what is in it; a given file by its own name."""
    if name.startswith(TEMPLATES):
        return f"dokumentmallen {name.removeprefix(TEMPLATES)}"
    return FILES.get(name, name)


def message(text: str) -> str:
    """What the program says of the office's files, with what is in them instead of their names."""
    for name, called in FILES.items():
        text = text.replace(name, called)
    begins = text.startswith(tuple(FILES.values()))
    return with_keeper(f"{text[:1].upper()}{text[1:]}" if begins else text)


def indicator(facts: Facts, key: str) -> str:
    """An indicator as it is called everywhere in the room: by its title, as where one is chosen."""
    return kept(facts.registry.indicators[key].title)


def indicators(facts: Facts, keys: Iterable[str]) -> list[str]:
    """The same to stand in a list: in quotation marks where the title is a list itself."""
    return [f"”{indicator(facts, key)}”" if "," in indicator(facts, key) else within(facts, key) for key in keys]


def within(facts: Facts, key: str) -> str:
    """The same inside a sentence: a title that begins with the home's name keeps its large letter."""
    name = indicator(facts, key)
    return name if name.startswith(facts.home.name) else inside(name)


def measure(facts: Facts, name: str) -> str:
    """A count or a published rate by its title."""
    if name in facts.registry.measures:
        return facts.registry.measures[name].title
    known = facts.registry.indicators.values()
    return next((one.title for one in known if name in (one.series, one.published_series)), name)


def reason(facts: Facts, text: str) -> str:
    """A fault of the program as the office reads it: with municipalities, measures and numbers, without commands."""
    line = ADVICE.sub("", with_days_in_words(" ".join(text.split())))
    line = PLACE.sub(lambda found: _place(facts, found), line)
    line = MORE.sub(lambda found: f"{found[1]}{_titles(facts, found[2])}", line)
    line = FROM_TO.sub(lambda found: f"{_number(found[1])} → {_number(found[2])}", line)
    line = _everyday(facts, line)
    kept: list[str] = []
    for part in re.split(r"(?<=[.:;]) ", VARIABLE.sub("", line)):
        if not COMMAND.search(part):
            kept.append(part)
        elif kept:
            kept[-1] = f"{kept[-1].rstrip('.:; ')}."
    said = " ".join(kept).rstrip(".:; ")
    is_file = bool(FILE.match(said))
    return f"{said if is_file else said[:1].upper() + said[1:]}." if said else ""


def suspicions(facts: Facts, text: str) -> list[str]:
    """What looks wrong in a fetch, a line each, as the office reads it: whoever answers needs no advice to mend."""
    each = MORE.sub(lambda found: "; ".join(f"också {name}" for name in found[2].split(", ")), MEND.sub("", text))
    lines = LEAP.sub(_leap, reason(facts, each)).rstrip(".").split("; ")
    return [f"{line[:1].upper()}{line[1:]}." if not FILE.match(line) else f"{line}." for line in lines if line]


def in_order(lines: Iterable[str]) -> list[str]:
    """Faults as one meets them in the file: sheet by sheet as they were told, in each row by row."""
    sheets: dict[str, int] = {}

    def place(line: str) -> tuple[int, int]:
        found = ROW.match(line)
        return sheets.setdefault(found[1] if found else "", len(sheets)), int(found[2]) if found else 0

    return sorted(lines, key=place)


def _leap(found: re.Match[str]) -> str:
    new, year, old, before = found.groups()
    new, old = (_number(re.sub(r"\s", "", figure)) for figure in (new, old))
    return f"{new} år {year}, men {f'förut {old}' if before == year else f'{old} år {before}'}"


def _everyday(facts: Facts, line: str) -> str:
    """A line whose names, municipalities, sums and checks are as anybody says them."""
    line = CHECK.sub(lambda found: f"Det här stämde inte: ”{found[1]}”. Se ", line)
    line = DATABASE.sub("De förra siffrorna ligger kvar", line)
    line = SUMS.sub(lambda found: _sums(facts, found), line)
    line = CODE.sub(lambda found: facts.areas.name(found[1]) if found[1] in facts.areas.by_id else found[1], line)
    line = NAME.sub(lambda found: _titles(facts, found[1]), line)
    return COUNT.sub(lambda found: _number(found[1]), line)


def _sums(facts: Facts, found: re.Match[str]) -> str:
    name, whole, where, parts, total = found.groups()
    apart = int(total) - int(whole)
    less = f"{number(abs(apart))} {'fler' if apart > 0 else 'färre'}"
    return f"{_titles(facts, name)}: {_number(whole)} {where}, men {parts} är tillsammans {_number(total)}, {less}"


def _place(facts: Facts, found: re.Match[str]) -> str:
    """Which figure a fault is of; as it stands where it names no measure of ours."""
    title = measure(facts, found["name"])
    if title == found["name"]:
        return found[0]
    areas = [facts.areas.name(code) for code in (found["area"], found["other"]) if code in facts.areas.by_id]
    start = " ".join([*([" och ".join(areas)] if areas else []), *([found["year"]] if found["year"] else [])])
    return f"{start}, {title[:1].lower()}{title[1:]}: " if start else f"{title}: "


def _titles(facts: Facts, names: str) -> str:
    titles = {name: measure(facts, name) for name in names.split(", ")}
    return ", ".join(name if title == name else f"{title[:1].lower()}{title[1:]}" for name, title in titles.items())


def _number(text: str) -> str:
    whole, _, decimals = text.partition(",")
    return number(float(f"{whole}.{decimals or 0}"), len(decimals))


def tried(facts: Facts, data: Path) -> dict[str, str]:
    """Of each source that was last asked in vain, when that was and why nothing came; by its name in the program."""
    last: dict[str, Line] = {}
    with suppress(MalkollenError):  # a journal that cannot be read is told of where it is read
        for line in journal.read(data, acts=ASKED):
            for source in line.about.split(", "):
                last.setdefault(source, line)
    vain = {source: line for source, line in last.items() if line.act is Act.TRIED}
    return {name: f"Försökte {at_time(line.at)}: {inside(why_not(facts, line))}" for name, line in vain.items()}


def why_not(facts: Facts, line: Line) -> str:
    """Why nothing came, as the office reads it: its publisher is named beside."""
    first = line.words.partition("\n")[0]
    publishers = [f"{one.publisher}: " for one in facts.fetches if one.module in line.about.split(", ")]
    return reason(facts, first.removeprefix(next(filter(first.startswith, publishers), "")))
