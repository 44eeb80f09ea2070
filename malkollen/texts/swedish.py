"""Swedish for figures: numbers, differences, years, marks and order. One place for screen, documents and commands."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

NO_BREAK_SPACE = "\u00a0"
THOUSANDS = re.compile(r"(?<=\d)(?<!\d{4}) (?=\d{3}\b)")
"""The spaces within numbers, that no line may break at."""
EVEN = 1e15
"""From here on a value has no halves to round."""
MINUS = "\u2212"
MISSING = "–"
NUMBER_WORDS = (
    "ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton",
    "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo",
)  # fmt: skip
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
ISO_DAY = re.compile(r"(?<![\w./-])((?:19|20)\d{2}-\d{2})(-\d{2})?(?![\w/-]|\.\w)")
"""A day or a month as machines write it, standing by itself: in no address, file name or longer code."""
COMMON = re.compile(
    rf"(?:{'|'.join(NUMBER_WORDS)}|alla|andra|bara|de|den|det|hela|regeringen|resten|riket|riksdagen|samtliga|utan|övriga"
    r"|\w*(?:fullmäktige|kommun(?:er(?:na)?)?|kommunstyrelse(?:n|r|rna)|län(?:en|et)?|områden(?:a)?|regioner(?:na)?"
    r"|städer(?:na)?))\b",
    re.IGNORECASE,
)
"""First words of what areas, comparisons and deciders are called that are no names."""
METHOD_WORDS = re.compile(
    r"\b(?:täljar|nämnar|säkerställ|deklarer|brott|härled|percentil)\w*|kvot|\bp\b"
    r"|\b(?:förbättras|försämras|främst|osäkert|långt från målet|för långsamt|sämre än basåret|ej uppnått"
    r"|avståndet (?:minskar|ökar)|kan inte bedömas)\b",
    re.IGNORECASE,
)
"""The method's own words and its classes' names: none of them stands where something is said in everyday words."""
SENTENCE_END = re.compile(r"[.!?]”? (?=[A-ZÅÄÖ0-9”])")
SHORTENED = re.compile(r"\b(?:inv|kl|ca|resp|nr|st|prel|jfr|t\.ex|bl\.a|d\.v\.s|m\.m|t\.o\.m|fr\.o\.m)\.$")
"""What a sentence ends with, and the words that are written short with a point, which end none."""
_ORDER = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "y"})  # å, ä, ö come after z, in that order

STATUS_WORDS = {
    "preliminary": "preliminär",
    "revised": "reviderad",
    "estimated": "skattad",
    "derived": "uträknad ur utgivarens avrundade tal",
    "partial": "ofullständig",
    "suppressed": "sekretess (..)",
    "not_applicable": "ej tillämplig (.)",
    "missing": "saknas",
    "break_before": "serien bryts detta år",
}
KIND_WORDS = {
    "mal": "mål",
    "jamforelseniva": "jämförelsenivå",
    "jamforelse": "jämförelse",
    "sammanhang": "sammanhang",
    "lageslista": "lägeslista",
}


def swedish_key(text: str) -> str:
    """Sort key for Swedish order (Å, Ä, Ö last); Python's own order is wrong for it."""
    return text.casefold().translate(_ORDER)


def number(value: float | None, decimals: int = 0) -> str:
    """A number with decimal comma, no-break space for thousands and a real minus; a dash where it is missing.

    Negative decimals round to tens, hundreds and so on: -2 is hundreds.
    """
    if value is None:
        return MISSING
    text = f"{rounded(value, decimals):,.{max(decimals, 0)}f}".replace(",", NO_BREAK_SPACE).replace(".", ",")
    if is_nothing(value, decimals):
        text = text.lstrip("-")  # no minus zero
    return text.replace("-", MINUS)


def is_nothing(value: float, decimals: int = 0) -> bool:
    """Whether a number rounds to nothing, and so is written as a zero without a sign."""
    return rounded(value, decimals) == 0


def rounded(value: float, decimals: int = 0) -> float:
    """A value as its number is written: a half goes away from zero, as in school and in spreadsheets: 39.65 is 39.7.

    The half is that of the shortest decimals of the value, not of its bits, which lie a little above or below.
    """
    if not abs(value) < EVEN:
        return value
    shortest = Decimal(repr(float(value)))
    return float(shortest.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def signed(value: float | None, decimals: int = 0) -> str:
    """A difference: always with its sign, "±0" where it rounds to nothing."""
    text = number(value, decimals)
    if value is None:
        return text
    if is_nothing(value, decimals):
        return f"±{text}"
    return text if value < 0 else f"+{text}"


def apart(before: float, after: float, decimals: int = 0) -> float:
    """Later minus earlier as a reader counts it: the difference of the numbers as they are shown."""
    return rounded(rounded(after, decimals) - rounded(before, decimals), max(decimals, 0))


def with_unit(text: str, unit: str) -> str:
    """A number text followed by its unit, held together by a no-break space."""
    return f"{text}{NO_BREAK_SPACE}{unit.replace(' ', NO_BREAK_SPACE)}"


def size(count: int) -> str:
    """Bytes as they are said: "900 byte", "12 kB", "4,2 GB"."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if count >= unit:
            return f"{number(count / unit, 1 if count < 10 * unit else 0).removesuffix(',0')} {name}"
    return f"{count} byte"


def spans(years: Iterable[int]) -> str:
    """Years as text, consecutive ones as a span: [2014, 2015, 2016, 2018] is "2014–2016, 2018"."""
    parts: list[list[int]] = []
    for year in sorted(years):
        if parts and parts[-1][-1] == year - 1:
            parts[-1].append(year)
        else:
            parts.append([year])
    return ", ".join(f"{part[0]}–{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)


def in_words(day: date) -> str:
    """A day that no line breaks: "13 oktober 2026"."""
    return f"{day.day}{NO_BREAK_SPACE}{MONTHS[day.month - 1]}{NO_BREAK_SPACE}{day.year}"


def on_day(day: date) -> str:
    """A day in a sentence: "den 29 november 2026"."""
    return f"den {day.day} {MONTHS[day.month - 1]} {day.year}"


def at_time(moment: datetime) -> str:
    """A moment by the clock of where it is read: "13 oktober 2026 14:05"."""
    local = moment.astimezone()
    return f"{in_words(local.date())} {local:%H:%M}"


def with_days_in_words(text: str) -> str:
    """A text where every day that stands as 2026-10-13 and every month, 2026-10, is in words; all else as it was."""
    return ISO_DAY.sub(_worded, text)


def parted(name: str, day: date) -> str:
    """A name with its days in words, the given one after a number with a comma: "möte 8/2026, 10 december 2026"."""
    told = in_words(day)
    worded = with_days_in_words(name).replace(told.replace(NO_BREAK_SPACE, " "), told)
    return re.sub(rf"(?<=\d) (?={told})", ", ", worded)


def _worded(found: re.Match[str]) -> str:
    month, day = found.groups()
    try:
        moment = date.fromisoformat(f"{month}{day or '-01'}")
    except ValueError:  # no day of the calendar
        return found[0]
    return in_words(moment) if day else f"{MONTHS[moment.month - 1]}{NO_BREAK_SPACE}{moment.year}"


def ordinal(place: int) -> str:
    """1 is "1:a", 3 is "3:e"."""
    ends_in_a = place % 10 in (1, 2) and place % 100 not in (11, 12)
    return f"{place}:{'a' if ends_in_a else 'e'}"


def rank(first: int, last: int, of: int) -> str:
    """A place, or with ties the places it may be: "2:a av 4", "2:a–3:e av 4"."""
    places = ordinal(first) if first == last else f"{ordinal(first)}–{ordinal(last)}"
    return f"{places} av {of}"


def number_word(count: int) -> str:
    """A count up to twenty in words, otherwise in figures: "åtta", "tretton", "26"."""
    return NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)


def inside(text: str) -> str:
    """A title as it stands inside a sentence: its first letter small, unless the word is a name with another large.

    "Elbilar i flottan" is "elbilar i flottan"; "EU:s nivå" and "Stor-Göteborgs kärna" are as they are.
    """
    first = text.partition(" ")[0]
    return text if any(letter.isupper() or letter.isdigit() for letter in first[1:]) else text[:1].lower() + text[1:]


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of a text and what follows it: none ends at a word written short, nor inside brackets."""
    for end in SENTENCE_END.finditer(text):
        first = text[: end.end() - 1]
        if first.count("(") == first.count(")") and not SHORTENED.search(first):
            return first, text[end.end() :]
    return text, ""


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    first, rest = first_sentence(text)
    return [first, *(sentences(rest) if rest else [])]


def unnamed(text: str) -> str:
    """What may be a name as it stands inside a sentence: its first letter small only where its first word is common.

    "Övriga länet" is "övriga länet"; "Norrlands län" and "Höglandet och grannlänen" are as they are.
    """
    return f"{text[:1].lower()}{text[1:]}" if COMMON.match(text) else text


def ascii_name(text: str) -> str:
    """A word or a few as part of a file's name: small letters a–z, digits and underscores."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "_", plain).strip("_")


def listed(words: Iterable[str]) -> str:
    """Words as a Swedish list: "a, b och c"."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} och {last}" if first else last


def alternatives(words: Iterable[str]) -> str:
    """Words of which each is one way: "a, b eller c"."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} eller {last}" if first else last


def statuses(marks: Iterable[str], *, is_published: bool = False) -> str:
    """Marks in words, in their given order; without any, whether it is as published or computed of such figures."""
    plain = "som publicerad" if is_published else "beräknad ur publicerade uppgifter"
    return ", ".join(STATUS_WORDS[mark] for mark in marks) or plain
