"""The page Pendling: the streams and the labour market where the matrix is here, else what crosses borders."""

from dashboard.blocks.blocks import Answer, Pairs, Text
from dashboard.blocks.live import BothWays, FlowMap, OverYears
from dashboard.blocks.page import TWIN, Chart, PageBlock, PageSection, Sheet, Slot, answered, for_operators
from dashboard.blocks.pieces import Note, Remarks
from dashboard.content.answers.silence import NOT_YET
from dashboard.content.commuting import commuting, matrix, shares, streams
from dashboard.content.data import states
from dashboard.content.facts import Facts
from dashboard.figures.maps import HOME
from malkollen.texts.swedish import spans

WAY, WHAT = "strom", "visa"
"""The page's questions: which streams the map shows, and which side of them the chart over the years."""
IS_SHARED = "Är {home} en gemensam arbetsmarknad?"
"""What only the matrix answers."""
MAPS = {"inom": f"map-{HOME}-flows", "ut": "map-flows-ut", "in": "map-flows-in"}
"""Names for the style sheet: the first is as high as other maps of the home group."""


def of_matrix(facts: Facts, year: int, way: str) -> list[PageSection]:
    """A year of the matrix: how many, the streams on the map, who works where, and the years before."""
    opening: list[PageBlock] = [
        Answer(commuting.lead(facts), "", matrix.answer(facts, year)),
        Pairs(tuple(matrix.headline(facts, year))),
        Text(matrix.takeaway(facts, year), "takeaway"),
    ]
    if missing := matrix.incomplete(facts, year):
        opening.append(Text(missing, "caption"))
    return [
        PageSection("", opening),
        PageSection("Strömmarna på kartan", _streams(facts, year, way)),
        PageSection("Var de bor och var de arbetar", [Sheet(matrix.matrix_table(facts, year), "matrix")]),
        PageSection(
            f"{facts.home.genitive} egen arbetsmarknad", [Sheet(matrix.areas_table(facts, year), "matrix-areas")]
        ),
        PageSection("Över åren", [_matrix_years(facts)], level=3),
    ]


def _streams(facts: Facts, year: int, way: str) -> list[PageBlock]:
    sentence = streams.streams_text(facts, year, way)
    return [
        Slot(WAY),
        Text(sentence, "takeaway"),
        Chart(
            FlowMap(year, way), MAPS[way], f"Karta. {sentence}", named=(twin := streams.streams_table(facts, year, way))
        ),
        Text(streams.reading(facts, way), "caption"),
        Sheet(twin, f"streams-{way}", TWIN),
    ]


def _matrix_years(facts: Facts) -> Chart:
    drawn = OverYears(matrix.lines(facts), "personer", matrix.breaks(facts))
    said = matrix.over_years(facts)
    return Chart(drawn, "chart:matrix-years", said, said, matrix.years_table(facts))


def without_matrix(facts: Facts, mine: str = "") -> list[PageSection]:
    """That the matrix waits which alone answers, what the figures per municipality say, and of the reader's own.

    Args:
        mine: the reader's own municipality; empty without.
    """
    known = commuting.years(facts)
    source = commuting.waiting(facts)
    needed = source.needs_plain if source else commuting.NOT_LOADED
    whole = Answer(IS_SHARED.format(home=facts.home.name), NOT_YET, needed)
    told = [Answer(commuting.who_crosses(facts), "", commuting.takeaway(facts, known[-1]))] if known else []
    own = [Text(share, "takeaway")] if (share := shares.of_one(facts, mine)) else []
    return [PageSection("", [whole, *told, *own, *late(facts)])]


def late(facts: Facts) -> list[Text]:
    """That newer figures of who crosses a municipality's border should be here by now, where they should."""
    roles = facts.registry.roles
    keys = [key for key in (roles.in_commuters, roles.out_commuters) if key and facts.is_computed(key)]
    told = dict.fromkeys(note for key in keys if (note := states.note(facts, key)))
    return [Text(note, "caption") for note in told]


def crossings(facts: Facts, what: str, mine: str = "") -> list[PageSection]:
    """What crosses each municipality's border, in the latest year and over the years; nothing without such a year.

    Without the matrix the page's answers stand beside it.

    Args:
        mine: the reader's own municipality, which is marked; empty without.
    """
    known = commuting.years(facts)
    if not known:
        return []
    ours = mine if mine in facts.areas.home_members else ""
    is_both, over = len(commuting.shown(facts)) > 1, commuting.over_years(facts)
    lines = OverYears(commuting.lines(facts, what), commuting.SHOWN[what].lower(), commuting.breaks(facts))
    name = "In och ut" if is_both else commuting.both(facts)
    said = [] if facts.commuting.years else without_matrix(facts, mine)
    latest = PageSection(f"{name} per kommun {known[-1]:d}", _latest(facts, known[-1], ours, is_both=is_both))
    return [
        *(answered(said, [latest]) if is_both else [*said, latest]),
        *shares.sections(facts, ours),
        PageSection(
            f"{name} över åren",
            [
                Slot(WHAT),
                Chart(lines, f"chart:crossings-{what}", over, over, commuting.years_table(facts)),
                Note(f"{commuting.source_line(facts)}, {spans(known)}.", "source"),
                Remarks(tuple(commuting.break_lines(facts))),
            ],
        ),
    ]


def _latest(facts: Facts, year: int, ours: str, *, is_both: bool) -> list[PageBlock]:
    """Who comes to and leaves each municipality in a year. ours: the one that is marked; empty without."""
    is_said = not facts.commuting.years  # without the matrix it is the page's answer
    sentence, twin = commuting.takeaway(facts, year), commuting.year_table(facts, year)
    largest_first = sorted(commuting.crossings(facts, year), key=lambda row: -(row.out or 0))
    rows = [(facts.areas.name(row.code), row.into, row.out) for row in largest_first]
    marked = facts.areas.name(ours) if ours else ""
    drawn = Chart(BothWays(rows, marked), "chart:crossings", sentence, "" if is_said else sentence, named=twin)
    return [
        *([drawn] if is_both else [] if is_said else [Text(sentence)]),
        *([] if is_said else late(facts)),
        Note(f"{commuting.source_line(facts)}, {year}.", "source"),
        Sheet(twin, "crossings", TWIN),
    ]


def waiting(facts: Facts) -> list[PageSection]:
    """What the matrix waits for, where it is not here and the registry knows."""
    source = None if facts.commuting.years else commuting.waiting(facts)
    if source is None:
        return []
    said = commuting.without_matrix(facts)
    to_run = for_operators([(f"{source.title}. {source.needs}", source.run)], "matrix")
    return [PageSection("Strömmarna mellan kommunerna", [Text(said), to_run])]
