"""Whether anything is told of prioritised objects: the page itself is composed in `objects`."""

from dashboard.content.facts import Facts


def is_followed(facts: Facts) -> bool:
    """Whether an indicator is the committee's list; its page is offered only then."""
    return any(one.kind == "lageslista" for one in facts.registry.indicators.values())
