"""What it would take in things, and who moves it, as sentences."""

from dashboard.content.answers.phrases import kept, plain, within
from malkollen.answers.basis import Basis
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.movers import Movers
from malkollen.answers.things import HORIZON, Missing, rounding
from malkollen.registry.home import genitive
from malkollen.texts.swedish import number
from malkollen.values.areas import COUNTRY

NO_SUM = "Kommunernas tal summerar inte till {home}: var och en räknas mot riket med sina egna invånare."


def lines(basis: Basis, answer: IndicatorAnswer) -> list[str]:
    """What an indicator's answer takes in things, and who moves it."""
    told = [missing(basis, one, answer.year or 0) for one in answer.things]
    return [*told, *([moved(basis, answer.movers)] if answer.movers else [])]


def missing(basis: Basis, one: Missing, year: int) -> str:
    """How many more things a level takes: "Till rikets nivå 2025 fattas 1 726 laddpunkter, 346 om året till 2030."."""
    whose = level(basis, one.to)
    if not one.count:
        return f"Redan över {whose} {year}."
    indicator = basis.indicator(one.key)
    what, about = kept(plain(indicator)), "ungefär " if rounding(indicator, basis.registry.measures) > 1 else ""
    return (
        f"Till {whose} {year} fattas {about}{number(one.count)} {what}, {number(one.per_year)} om året till {HORIZON}."
    )


def level(basis: Basis, to: str) -> str:
    """Whose level it is: riket's, another area's, a target's."""
    if to == COUNTRY:
        return "rikets nivå"
    if to in basis.areas.by_id:
        return f"{genitive(within(basis.areas.name(to)))} nivå"
    target = basis.registry.targets.get(to)
    return f"målet {target.title}" if target else "det prövade målet"


def no_sum(basis: Basis) -> str:
    """That what each municipality lacks adds up to nothing."""
    return NO_SUM.format(home=basis.registry.home.name)


def moved(basis: Basis, increase: Movers, most: int = 2) -> str:
    """Where the increase lies: the largest parts beside their shares of the inhabitants."""
    is_more = increase.added > 0
    what = f"{number(abs(increase.added))} {'nya' if is_more else 'färre'} {kept(plain(basis.indicator(increase.key)))}"
    parts = []
    for place, one in enumerate(increase.each[:most]):
        name = basis.areas.name(one.area)
        if place:
            parts.append(f"{one.share_pct} i {name}, som har {one.inhabitants_pct}")
        else:
            parts.append(f"finns {one.share_pct} procent i {name}, som har {one.inhabitants_pct} procent av invånarna")
    return f"Av {what} sedan {increase.from_year} {'; '.join(parts)}."
