"""That no answer can be given, why, and when one may come."""

from dashboard.content.answers.budget import sentence
from dashboard.content.answers.phrases import day
from malkollen.answers.basis import Basis, Unanswered
from malkollen.office.tables import templates
from malkollen.registry.paragraph import Waiting
from malkollen.registry.registry import Registry

NOT_YET = "Går inte att svara på än"
NEVER = "Går inte att svara på"
NO_DAY = "ingen dag är satt"
EACH_ALONE = "Visas bara per kommun"


def word(silent: Unanswered) -> str:
    """That there is no answer: not yet, or never of this."""
    if silent.why == "not_summed":
        return EACH_ALONE
    return NOT_YET if silent.why in ("waiting", "stale", "missing") else NEVER


def text(basis: Basis, area: str, silent: Unanswered) -> str:
    """That no answer can be given, why, and when one may come."""
    return f"{sentence(word(silent))} {sentence(why(basis, area, silent))}"


def why(basis: Basis, area: str, silent: Unanswered) -> str:
    """Why no answer can be given, and when the figures come."""
    when = coming(basis, silent)
    match silent.why:
        case "waiting":
            return f"siffrorna är inte inlästa, och {when}"
        case "stale":
            return f"senaste värdet är från {silent.year}, och {when}"
        case "few":
            return f"värdet {silent.year} bygger på för få"
        case "not_summed":
            return "siffrorna går inte att lägga ihop"
        case "uncertain":
            return "siffran för en enskild kommun är för ungefärlig"
    return f"värde saknas för {basis.areas.name(area)}, och {when}"


def when(basis: Basis, silent: Unanswered) -> str:
    """When figures that are missing come, or that no day is set."""
    return NO_DAY if silent.expected is None and silent.waits_for else coming(basis, silent)


def brought(basis: Basis, silent: Unanswered) -> str:
    """When figures that are missing come, and where no day is set who brings them."""
    if silent.expected is None and silent.waits_for:
        return no_day(basis.registry, silent.waits_for)
    return coming(basis, silent)


def no_day(registry: Registry, waits_for: str) -> str:
    """Whom to ask for figures that no day is set for, and what they do. Arguments as `turn`."""
    return f"{turn(registry, waits_for)}, men {NO_DAY}"


def turn(registry: Registry, waits_for: str) -> str:
    """Who brings figures that are not here: nobody enters what is fetched or needs a key, or is to be found first.

    Args:
        waits_for: the key of the waiting source.
    """
    source = registry.waiting[waits_for]
    brings = (
        "kan svara om dem" if source.is_sought else "för in dem" if is_written(source) else "ser till att de hämtas"
    )
    return f"{registry.home.office} {brings}"


def is_written(source: Waiting) -> bool:
    """Whether somebody at the office writes the figures of a source, in its template or a list that nothing brings."""
    return {*source.reads} <= templates.names().keys()


def coming(basis: Basis, silent: Unanswered) -> str:
    """When figures that are missing come: that month, that they are late, or that no day is set."""
    if silent.expected is None:
        return "ingen dag är satt för nya"
    verb = "väntas" if silent.expected >= basis.assessor.as_of else "skulle ha kommit"
    return f"nya {verb} i {day(silent.expected)}"
