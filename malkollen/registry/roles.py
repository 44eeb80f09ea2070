"""What pages must know of single indicators: which of them plays a part, and which one an example is worked on.

A page without its part does without; an id that no indicator has is a fault (checks.py).
"""

from pydantic import Field

from malkollen.registry.home import Code
from malkollen.registry.paragraph import Paragraph, Text, Texts


class Chargeable(Paragraph):
    """The measures of cars that can be charged, by what drives them, and of all cars: of the same day, from one source.

    Attributes:
        electric: on electricity alone. plug_in: also on fuel. whole: all of them and the others.
        leased: those of all that are leased; None where that is not counted.
    """

    electric: Text
    plug_in: Text
    whole: Text
    leased: Text | None = None


class Roles(Paragraph):
    """The indicators that pages ask for by what they do there.

    Attributes:
        in_commuters, out_commuters: commuters over a municipality's border, on the page of commuting.
        labour_market: the share who work at home, read from the matrix: its breaks are the matrix's.
        near_transit: the published share of people near public transport, said before a timetable is loaded.
        time_ratio: time by public transport against time by car, of which only a part may be covered.
        trip_modes: which ways people travel.
        chargeable: the measures of cars that can be charged; without them it is not told how many those are.
        compared_first: what the page of comparisons shows until another is chosen.
        timetable: the indicators of travelling, which a timetable or the street map feeds, and the words of each one's
            link, in the page's order.
    """

    in_commuters: Text | None = None
    out_commuters: Text | None = None
    labour_market: Text | None = None
    near_transit: Text | None = None
    time_ratio: Text | None = None
    trip_modes: Text | None = None
    compared_first: Text | None = None
    chargeable: Chargeable | None = None
    timetable: dict[str, Text] = Field(default_factory=dict)


class Example(Paragraph):
    """An example worked on the home group's own figures. title: what it is about, as it stands in its heading."""

    indicator: Text
    title: Text
    question: Text


class PlaceExample(Paragraph):
    """A municipality among municipalities. question: with {name} for its name."""

    indicator: Text
    municipality: Code
    question: Text


class Examples(Paragraph):
    """The examples of Så bedömer vi that are worked on real figures; one that is not declared is left out.

    So is one of a place among others, all but the trend, while its indicator is no comparison.

    Attributes:
        trend: a trend and a forecast; rank: a place among regions; pace: whether the distance to others grows.
        place: a municipality's place among municipalities.
    """

    trend: Example | None = None
    rank: Example | None = None
    pace: Example | None = None
    place: PlaceExample | None = None


class Duty(Paragraph):
    """What somebody may do about what indicators measure: by law, or as whoever does it says.

    Attributes:
        matter: what it is about, as it stands after "styr över". holder: whose it is, as a heading.
        told: whose it is and what it is, a sentence or two.
        source: the law or the page that says so. address: where it is read.
        indicators: those that it bears on.
        ours: what each municipality of the home group may itself do about it, as it stands after "kan"; None where
            that is nothing.
        words: everyday words for it, by which a question finds it.
    """

    matter: Text
    holder: Text
    told: Text
    source: Text
    address: Text
    indicators: Texts
    ours: Text | None = None
    words: Texts = ()


class Asked(Paragraph):
    """Everyday words that mean what can be asked of and is no indicator: a list a question of the page Fråga.

    Attributes:
        projects: of every priority object. county_plan: of the county's plan; plans: of it and the national one.
        moved: of what goes the right way and what the wrong way. coming: of the programme after this one.
        new_figures: of when they come. duties: of who may do something about what is measured.
    """

    municipalities: Texts = ()
    compare: Texts = ()
    targets: Texts = ()
    things: Texts = ()
    commuting: Texts = ()
    commuting_before: Texts = ()
    commuting_to_core: Texts = ()
    commuting_between: Texts = ()
    travel: Texts = ()
    projects: Texts = ()
    county_plan: Texts = ()
    state_money: Texts = ()
    plans: Texts = ()
    moved: Texts = ()
    responsible: Texts = ()
    duties: Texts = ()
    activities: Texts = ()
    decisions: Texts = ()
    goals_reached: Texts = ()
    goals_judged: Texts = ()
    goals_decided: Texts = ()
    levels: Texts = ()
    programme: Texts = ()
    coming: Texts = ()
    vision: Texts = ()
    aim: Texts = ()
    annual_report: Texts = ()
    documents: Texts = ()
    files: Texts = ()
    method: Texts = ()
    sources: Texts = ()
    new_figures: Texts = ()
    unfollowed: Texts = ()
