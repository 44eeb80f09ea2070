"""Prognos mot mål explained: the sentence of the pace, and every step in a line and in full for a pocket calculator."""

from dataclasses import replace

from dashboard.blocks.words import Step
from dashboard.content import amounts
from dashboard.content.direction import PLACES, Followed, followed, wrapped
from dashboard.content.facts import Facts
from dashboard.content.text import WHY_ROUGH, change_text, ended, from_to
from dashboard.content.values import change_before
from dashboard.content.verdict import direction_word
from malkollen.assess.direction import IMPROVES, WORSENS
from malkollen.assess.forecast import Forecast, Projection, share_class
from malkollen.assess.scale import to_scale
from malkollen.assess.target import Aim
from malkollen.assess.trend import COVERAGE, pairwise_slopes, slope_interval
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import MINUS, number, unnamed, with_unit
from malkollen.values.areas import COUNTRY
from malkollen.verdicts.assessor import Assessed

SCALE_WORDS = {"linear": "rät linje", "log": "lika många procent varje år", "s_curve": "S-kurva"}


def pace_sentence(
    facts: Facts, assessed: Assessed, *, has_last_year: bool = True, has_needed: bool = True
) -> str | None:
    """The sentence politicians use: needed a year against observed a year, and the last year beside riket's.

    Args:
        has_last_year: False where the last year has been told above; has_needed: where the pace needed has.
    """
    indicator, ahead = facts.indicator(assessed.indicator), assessed.assessment.forecast
    one = followed(indicator, facts.assessor.terms(assessed.indicator), assessed.assessment.direction)
    if ahead.required_per_year is None or assessed.target is None:
        return None
    name, year = unnamed(facts.areas.name(assessed.area)), assessed.target[1].target_year
    pace = one.yearly(ahead.required_per_year)
    needed = f"För att {name} ska nå målet {year} behövs {pace} från {assessed.value.year}."
    last = _last_year(facts, assessed, indicator) if has_last_year else ""
    return " ".join(filter(None, [needed if has_needed else "", _which(one, ahead), last])) or None


def which_pace(facts: Facts, assessed: Assessed, *, is_doubt_told: bool = True) -> str:
    """Which pace an answer means that says whether a target is reached at it; empty where there is none.

    Args:
        is_doubt_told: whether also one that says no clear change is told.
    """
    one = followed(
        facts.indicator(assessed.indicator), facts.assessor.terms(assessed.indicator), assessed.assessment.direction
    )
    if not is_doubt_told and one.moved.label not in (IMPROVES, WORSENS):
        return ""
    return _which(one, assessed.assessment.forecast)


def _which(one: Followed, ahead: Forecast) -> str:
    """The years of the pace that is judged, and the pace: a median slope alone is no trend."""
    if ahead.observed_per_year is None:
        return ""
    years = f"{min(one.values)}–{max(one.values)}"
    pace = one.yearly(ahead.observed_per_year)
    if one.moved.label in (IMPROVES, WORSENS):
        return ended(f"Takten {years}: {pace}")
    # From the first year to the last the value may have gone the other way: the reader sees it in the picture beside.
    return ended(f"Vanlig takt {years}: {pace} ({direction_word(one.moved.label)})")


def left_sentence(facts: Facts, assessed: Assessed, asked: str = "", called: str = "målet") -> str | None:
    """From where to where it is to a target that is not reached, and the pace that takes; None without such a target.

    Args:
        asked: the municipality that it is asked of, where its own figure is too rough and the verdict is the group's.
        called: the target as it is said.
    """
    position, ahead, value = assessed.assessment.position, assessed.assessment.forecast, assessed.value
    if assessed.target is None or position.remaining is None or position.is_reached or ahead.required_per_year is None:
        return None
    indicator, year = facts.indicator(assessed.indicator), assessed.target[1].target_year
    one = followed(indicator, facts.assessor.terms(assessed.indicator), assessed.assessment.direction)
    now, then = value.value or 0.0, (value.value or 0.0) + position.remaining
    before, after = (
        text if indicator.is_share else f"{text} {indicator.unit}" for text in from_to(indicator, now, then)
    )
    way, pace = "upp" if then > now else "ned", one.yearly(ahead.required_per_year).lstrip(f"+{MINUS}")
    name = unnamed(facts.areas.name(assessed.area))
    told = f"För att nå {called} ska {name} {way} från {before} {value.year} till {after} {year}, {pace}"
    told = f"{told} räknat från {value.year}"
    own = "" if asked in ("", assessed.area) else f" För {facts.areas.name(asked)} går det inte att räkna: {WHY_ROUGH}"
    return f"{ended(told)}{own}"


def sureness(assessed: Assessed) -> str | None:
    """How sure it is that a target is reached or not, by the forecast's interval; None without a forecast."""
    ahead = assessed.assessment.forecast
    if assessed.target is None or ahead.share_low is None or ahead.share_high is None:
        return None
    surely, year = f"Med {number(100 * COVERAGE)} procents säkerhet nås målet", assessed.target[1].target_year
    if ahead.share_low >= 1:
        return f"{surely} {year} om takten fortsätter."
    if ahead.share_high >= 1:
        return unsure(year)
    gone = max(ahead.share_high, 0.0)
    return f"{surely} inte om takten fortsätter: i bästa fall är {number(100 * gone)} procent av vägen gången {year}."


def unsure(year: int | None) -> str:
    """That a forecast says neither that a target is reached nor that it is not."""
    return f"Om målet {year} nås om takten fortsätter går inte att säga säkert."


def forecast_steps(one: Followed, aim: Aim | None, ahead: Forecast) -> list[Step]:
    """Prognos mot mål, from the pace to the class with the pace that is needed, or why there is none."""
    if aim is None or ahead.label is None:
        why = ended(f"Ingen prognos: {ahead.reason or 'inget målvärde gäller'}")
        return [Step(why, line=why)]
    away = "Utvecklas bort från målet: den bedömda förändringen eller de två senaste går åt fel håll."
    both = len(ahead.projections) > 1
    return [
        *([_two_curves_step(one)] if both else []),
        *(step for made in ahead.projections for step in _projection_steps(one, aim, made, is_one_of_two=both)),
        *(_both_ends_steps(ahead) if both else _interval_steps(one, aim, ahead)),
        *([Step(line=away)] if ahead.away_from_target else []),
        _needed_step(one, aim, ahead),
    ]


def _two_curves_step(one: Followed) -> Step:
    last = one.values[max(one.values)]
    return Step(
        "En andel kan växa längs en rät linje eller längs en S-kurva, som börjar långsamt, går fort i mitten och "
        "planar ut mot 100 procent. S-kurvans mått är logaritmen av andelen delad med resten:",
        (f"ln({one.shown(last)} / (100 − {one.shown(last)})) = {_logit(last)}",),
    )


def _projection_steps(one: Followed, aim: Aim, projection: Projection, *, is_one_of_two: bool) -> list[Step]:
    """From the last value with the pace to the target's year, and how much of the way is then gone."""
    last, years = max(one.values), (aim.year or 0) - max(one.values)
    slope, projected, base, end = number(projection.slope, PLACES), number(projection.projected, 2), *_ends(one, aim)
    goes, gone = (
        f"Prognosen börjar i det senaste värdet och fortsätter med samma takt i {years} år, till {aim.year}.",
        f"Hur stor del av vägen från {base} ({aim.base_year}) till {end} ({aim.year}) är då gången?",
    )
    head = []
    if is_one_of_two:
        is_line, gone = projection.scale == "linear", "Så stor del av vägen är då gången:"
        which, unit = ("Rät linje", f" {one.step_unit}") if is_line else ("S-kurva", "")
        measure = "" if is_line else " i S-kurvans mått"
        head = [Step(f"{which}: medianen av lutningarna{measure} är {slope}{unit} per år.")]
        goes = f"Linjen fram till {aim.year}:" if is_line else f"S-kurvan fram till {aim.year}, tillbaka till procent:"
    line = _projection_line(one, aim, projection)
    way = f"({projected} − {base}) / ({end} − {base}) = {number(projection.share, 3)}"
    return [
        *head,
        Step(goes, (f"{_at(one, one.values[last], projection, years)} = {projected}",)),
        Step(gone, (way,), line),
    ]


def _at(one: Followed, last: float, projection: Projection, years: int) -> str:
    """The value that a slope leads to in some years, as a sum on its scale."""
    slope = number(projection.slope, PLACES)
    if projection.scale == "log":
        return f"{one.shown(last)} × e^({slope} × {years})"
    if projection.scale == "linear":
        return f"{one.shown(last)} + {wrapped(slope)} × {years}"
    return f"100 / (1 + e^(−({_logit(last)} + {wrapped(slope)} × {years})))"


def _logit(value: float) -> str:
    return number(to_scale(value, "s_curve"), PLACES)


def _ends(one: Followed, aim: Aim) -> tuple[str, str]:
    """The way's beginning and end as they are printed: a target in whole numbers without decimals."""
    base, end = (number(v, 0) if v % 1 == 0 else one.shown(v) for v in (aim.base_value or 0.0, aim.value))
    return base, end


def _projection_line(one: Followed, aim: Aim, course: Projection) -> str:
    last = max(one.values)
    value, end = one.amount(one.values[last]), one.amount(course.projected)
    base, target = one.amount(aim.base_value), one.amount(aim.value)
    pace = "" if course.scale == "s_curve" else f" ({one.pace(course.slope)})"
    return (
        f"{SCALE_WORDS[course.scale].capitalize()}: {value} {last}, samma takt{pace} i {(aim.year or 0) - last} år ger "
        f"{end} {aim.year}. ({end} − {base}) / ({target} − {base}) = {amounts.way(course.share)}."
    )


def _interval_steps(one: Followed, aim: Aim, ahead: Forecast) -> list[Step]:
    """The same sum with the ends of the pace's interval, and the class that they give."""
    (projection,) = ahead.projections
    year, (base, end) = max(one.values), _ends(one, aim)
    slopes, ends = pairwise_slopes(one.placed), slope_interval(one.placed)
    shares = sorted((projection.share_low, projection.share_high), reverse=aim.value < (aim.base_value or 0.0))
    sums = tuple(
        f"({_at(one, one.values[year], replace(projection, slope=slope), (aim.year or 0) - year)} − {base}) / "
        f"({end} − {base}) = {number(share, 3)}"
        for slope, share in zip(ends, shares, strict=True)
    )
    places = [slopes.index(slope) + 1 for slope in ends]
    low, high = share_class(projection.share_low), share_class(projection.share_high)
    classes = f"Den ena änden hamnar i klassen {low}, den andra i {high}."
    if low == high:
        classes = f"Båda ändarna hamnar i klassen {low}."
    return [
        Step(
            f"Takten är osäker. Intervallet med minst {number(100 * COVERAGE)} procents säkerhet går från lutning "
            f"nr {places[0]} till nr {places[1]} i tabellen. Samma räkning med dem:",
            sums,
            _interval_line(ahead),
        ),
        Step(f"{classes} Därför blir prognosen: {ahead.label}."),
    ]


def _both_ends_steps(ahead: Forecast) -> list[Step]:
    """How far a straight line and an S-curve reach together, and the class that they give."""
    low, high = ahead.share_low or 0.0, ahead.share_high or 0.0
    ends = f"från {with_unit(number(100 * low), '%')} till {with_unit(number(100 * high), '%')} av vägen"
    classes = " eller ".join(dict.fromkeys([share_class(low), share_class(high)]))
    doubt = " Vilken kurva som gäller vet ingen." if share_class(low) != share_class(high) else ""
    words = f"Med osäkerheten i takten går de två tillsammans {ends}: {classes}.{doubt} Prognosen blir: {ahead.label}."
    return [Step(words, line=_interval_line(ahead))]


def _interval_line(ahead: Forecast) -> str:
    low, high = (with_unit(number(100 * (share or 0.0)), "%") for share in (ahead.share_low, ahead.share_high))
    return (
        f"Med 80 procents säkerhet mellan {low} och {high}. "
        "Klasser: minst 95 % når målet, 60–95 % för långsamt, 0–60 % långt från målet, under 0 sämre än basåret."
    )


def _needed_step(one: Followed, aim: Aim, ahead: Forecast) -> Step:
    """What is needed a year from now on; said in a line by the sentence of the pace."""
    needed, observed = ahead.required_per_year or 0.0, ahead.observed_per_year or 0.0
    last, end, years = one.shown(one.values[max(one.values)]), _ends(one, aim)[1], (aim.year or 0) - max(one.values)
    sums = f"({end} − {last}) / {years} = {number(needed, one.decimals + 1)}"
    if one.is_log:
        sums = f"100 × (({end} / {last})^(1 / {years}) − 1) = {number(100 * needed, 1)}"
    words = f"Takten som behövs från och med nu är {one.yearly(needed)}. Takten har varit {one.yearly(observed)}."
    return Step(words, (sums,))


def _last_year(facts: Facts, assessed: Assessed, indicator: Indicator) -> str:
    """The last year's change, with riket's beside it."""
    evaluation = facts.evaluation(assessed.indicator, None if assessed.variant == "joint" else assessed.variant)
    own = change_before(facts, evaluation, assessed.area, assessed.value.year)
    country = change_before(facts, evaluation, COUNTRY, assessed.value.year)
    if own is None or own.difference is None:
        return ""
    text = f"Senaste året: {change_text(indicator, own)}"
    if country is None or country.difference is None or assessed.area == COUNTRY:
        return ended(text)
    return ended(f"{text}, riket {change_text(indicator, country)}")
