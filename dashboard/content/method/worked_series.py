"""Worked examples on made-up numbers: the test vectors of the method."""

from dashboard.blocks.table import Number, Record, table
from dashboard.blocks.words import Step
from dashboard.content.direction import PLACES, Followed, direction_steps, in_full
from dashboard.content.future import forecast_steps
from dashboard.content.method.worked import MADE_UP, Example, ahead_answer, answer, followed_tables, slopes_table
from malkollen.assess.contributions import Ratio, total
from malkollen.assess.direction import direction
from malkollen.assess.forecast import forecast
from malkollen.assess.scale import to_scale
from malkollen.assess.target import Aim, target_position
from malkollen.assess.window import Terms
from malkollen.texts.swedish import number, with_unit


def falling() -> Example:
    """V1: a series that falls every year, on its way to a target but too slowly."""
    values = {2018: 80.0, 2019: 78.0, 2020: 72.0, 2021: 71.0, 2022: 69.0, 2023: 67.0}
    terms, aim = Terms(better="lower", scale="log"), Aim(30.0, 2030, 2010, 100.0)
    moved = direction(values, terms)
    ahead = forecast(values, terms, aim, moved)
    one = Followed(terms, 0, "index", moved)
    return Example(
        "En serie som faller varje år",
        "Utsläppen var 100 år 2010 och ska vara 30 år 2030. Minskar de på riktigt, och räcker takten?",
        followed_tables(one, "Fallande serie", "malkollen_exempel_fallande", MADE_UP),
        in_full([*direction_steps(one), *forecast_steps(one, aim, ahead)]),
        (answer("Utveckling", moved.label), ahead_answer(ahead)),
    )


def immaterial() -> Example:
    """V6: a rise that chance does not explain, too small to mean anything."""
    values = {2019: 80.1, 2020: 80.2, 2021: 80.3, 2022: 80.35, 2023: 80.4}
    terms = Terms(better="higher", materiality=0.3)
    moved = direction(values, terms)
    one = Followed(terms, 2, "%", moved)
    return Example(
        "En säkerställd ökning som är för liten",
        "Andelen stiger varje år, men bara med tiondels procentenheter. Är det en förbättring?",
        followed_tables(one, "Liten ökning", "malkollen_exempel_liten_okning", MADE_UP),
        in_full(direction_steps(one)),
        (answer("Utveckling", moved.label, moved.reason),),
    )


def s_curve() -> Example:
    """V4: the straight line and the S-curve say different things, so nothing is said."""
    values = {2019: 0.6, 2020: 1.2, 2021: 2.3, 2022: 4.0, 2023: 6.0, 2024: 7.5}
    terms, aim = Terms(better="higher", scale="s_curve", materiality=0.3), Aim(30.0, 2029, 2019, 0.6)
    moved = direction(values, terms)
    ahead = forecast(values, terms, aim, moved)
    logits = {year: to_scale(value, "s_curve") for year, value in values.items()}
    records: list[Record] = [
        {"År": str(year), "Värde (%)": Number(value, 1), "S-kurvans mått": Number(logits[year], PLACES)}
        for year, value in values.items()
    ]
    return Example(
        "Två sätt att växa säger olika saker",
        "Andelen har vuxit från 0,6 till 7,5 procent på fem år. Når den 30 procent om fem år till?",
        (
            table("Växande andel: värden", "malkollen_exempel_s_kurva", records, MADE_UP),
            slopes_table("Rät linje", "malkollen_exempel_s_kurva_linje", MADE_UP, values),
            slopes_table("S-kurvans mått", "malkollen_exempel_s_kurva_matt", MADE_UP, logits),
        ),
        in_full(forecast_steps(Followed(terms, 1, "%", moved), aim, ahead)),
        (ahead_answer(ahead),),
    )


def worse_than_base() -> Example:
    """V5: the base year was past the target; growth compared with growth would call the fall a success."""
    aim = Aim(75.0, 2030, 2015, 80.0)
    position = target_position(70.0, aim, "higher")
    records: list[Record] = [
        {"Vad": "Basårets värde", "Tal": Number(80.0)},
        {"Vad": "Målvärdet, högre är bättre", "Tal": Number(75.0)},
        {"Vad": "Värdet nu", "Tal": Number(70.0)},
    ]
    steps = (
        Step("Är målet nått? 70 är lägre än 75, och högre är bättre. Nej."),
        Step(
            "Hur lång var vägen från basåret till målet? Den är negativ: basåret låg redan bättre än målet.",
            (f"75 − 80 = {number(75.0 - 80.0)}",),
        ),
        Step("Hur långt har värdet rört sig? Åt samma håll, alltså nedåt.", (f"70 − 80 = {number(70.0 - 80.0)}",)),
        Step(
            "Den som bara delar de två får att dubbla vägen är gången, och skulle kalla det framgång. "
            "Därför räknas ingen andel av vägen när basåret redan låg bättre än målet.",
            (f"(70 − 80) / (75 − 80) = {number((70.0 - 80.0) / (75.0 - 80.0))}",),
        ),
        Step(f"Värdet är sämre än basårets. Läget blir: {position.label}."),
    )
    return Example(
        "Sämre än basåret",
        "Värdet har sjunkit från 80 till 70 medan målet är 75. Är vi på väg mot målet?",
        (table("Under både mål och basår", "malkollen_exempel_basar", records, MADE_UP),),
        steps,
        (answer("Läge", position.label),),
    )


def formula_over_sums() -> Example:
    """V7: an area's share is the sum over the sum, never the mean of its members' shares."""
    members = {"Kommun A": Ratio(5, 20), "Kommun B": Ratio(10, 100), "Kommun C": Ratio(300, 10000)}
    whole = total(members.values())
    shares = [100 * (ratio.value or 0.0) for ratio in members.values()]
    rows = {**members, "Summa": whole}
    records: list[Record] = [
        {"Område": name, "Elbilar": Number(r.numerator), "Alla bilar": Number(r.denominator),
         "Andel (%)": Number(100 * (r.value or 0.0), 1)}
        for name, r in rows.items()
    ]  # fmt: skip
    top, bottom, mean = number(whole.numerator), number(whole.denominator), sum(shares) / len(shares)
    parts = " + ".join(number(share, 1) for share in shares)
    steps = (
        Step("Lägg ihop elbilarna i alla kommuner.", (f"5 + 10 + 300 = {top}",)),
        Step("Lägg ihop alla bilar.", (f"20 + 100 + {number(10000)} = {bottom}",)),
        Step(
            "Dela summan med summan.",
            (f"100 × {top} / {bottom} = {with_unit(number(100 * (whole.value or 0.0), 1), '%')}",),
        ),
        Step(
            "Medelvärdet av kommunernas andelar blir något annat: där väger 20 bilar lika tungt som "
            f"{number(10000)}. Så räknar vi aldrig.",
            (f"({parts}) / 3 = {with_unit(number(mean, 1), '%')}",),
        ),
    )
    return Example(
        "Andelen för ett helt område",
        "Tre kommuner har 25, 10 och 3 procent elbilar. Hur stor är andelen i området?",
        (table("Tre kommuner", "malkollen_exempel_summor", records, MADE_UP, emphasis=(len(records) - 1,)),),
        steps,
        (answer("Värde", with_unit(number(100 * (whole.value or 0.0), 1), "%")),),
    )
