"""indicators.toml and its overlay as checked, frozen objects; every fault at once, by file and key."""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, ValidationError

from malkollen.errors import RegistryError, UnknownNameError
from malkollen.registry import checks, content as contents
from malkollen.registry.content import Content, in_own_words
from malkollen.registry.formula import Formula, parse
from malkollen.registry.home import Comparison, ComparisonSet, Home, Members, with_home
from malkollen.registry.paragraph import Break, Decimals, Group, Measure, Paragraph, Target, Text, Texts, Waiting, Year
from malkollen.registry.programme import Goal, Goals, Programme
from malkollen.registry.roles import Asked, Duty, Examples, Roles
from malkollen.texts.printable import excerpt

Parsed = TypeVar("Parsed")
REGISTRY_FILE = contents.REGISTRY_FILE
SHARE_MATERIALITY = 0.3
"""Procentenheter a year, for a share that declares none."""
RATIO_UNITS = ("%", "kvot")

Kind = Literal["mal", "jamforelseniva", "jamforelse", "sammanhang", "lageslista"]
Better = Literal["higher", "lower"]
Scale = Literal["linear", "log", "s_curve"]


class Indicator(Paragraph):
    """A formula over measures or a published series (or a wait for its source), with unit, direction and kind.

    Attributes:
        goals: those it serves, that of the programme that is read first (in_force.py).
        better: the direction; absent where nobody has said one, as only context and lists may be.
        judged_for: "groups" where municipal values are too uncertain to rank or judge.
        has_fleet_variants: whether it counts registered vehicles, which stand where the owner is registered.
        materiality: smallest yearly difference that means anything, in procentenheter (shares only).
        series: the series of mart.published it is, where areas are published themselves and nothing is summed.
        published_series: series of mart.published drawn beside it where the area itself cannot be computed.
        bins: class limits of the map, the same for all years. index_year: the year that is 100 in an index.
        published_decimals: decimals of the published share that counts are derived from: its rounding is an error.
        exclude_years: years that are shown and not judged. is_full_count: a share of all there are, none by chance.
        plain: what it measures, in everyday words; plain_value: what stands after a value of it in a sentence.
        plain_in_goal: shorter, in the answer to its goal's question, which has told what it is about.
        certainty: how sure its figures are, in a sentence of everyday words.
        thing: one of what its numerator counts, where somebody may ask how many are missing.
        nearest: the indicator that says most of the same while this one has no figures.
        words: other everyday words for it, by which a question finds it.
    """

    code: Text
    title: Text
    short: Text
    goals: Goals
    unit: Text
    better: Better | None = None
    kind: Kind
    about: Text
    formula: str | None = None
    series: str | None = None
    waiting_for: Text | None = None
    core: bool = False
    scale: Scale = "linear"
    decimals: Decimals = 1
    judged_for: Literal["all", "groups"] = "all"
    has_fleet_variants: bool = False
    is_full_count: bool = False
    materiality: Annotated[float, Field(gt=0)] | None = None
    published_series: str | None = None
    index_year: Year | None = None
    published_decimals: Annotated[int, Field(ge=0, le=3)] | None = None
    exclude_years: Annotated[tuple[Year, ...], Field(strict=False)] = ()
    bins: Annotated[tuple[float, ...], Field(strict=False)] = ()
    caveats: Texts = ()
    plain: Text | None = None
    plain_value: Text | None = None
    plain_in_goal: Text | None = None
    certainty: Text | None = None
    thing: Text | None = None
    nearest: Text | None = None
    words: Texts = ()

    @property
    def goal(self) -> str:
        """The goal it is shown under: that of the programme that is read, where it serves one."""
        return self.goals[0]

    @cached_property
    def parsed(self) -> Formula | None:
        """The checked formula; FormulaError if it is more than guarded arithmetic."""
        return parse(self.formula) if self.formula is not None else None

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures its formula reads; empty while it has none."""
        return self.parsed.measures if self.parsed else ()

    @property
    def reads(self) -> tuple[str, ...]:
        """The measures and series that its figures come from."""
        return (*self.measures, *filter(None, (self.series, self.published_series)))

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage, so that differences are procentenheter."""
        return self.unit == "%"

    @property
    def yearly_materiality(self) -> float | None:
        """The smallest difference a year that means anything, in procentenheter; None where it is no share."""
        return self.materiality or (SHARE_MATERIALITY if self.is_share else None)

    @property
    def is_total(self) -> bool:
        """Whether it is a sum (tonnes, persons), which areas of different size are never ranked by."""
        return not self.parsed.is_ratio if self.parsed else self.series is not None and self.unit not in RATIO_UNITS


class Registry(Paragraph):
    """The whole of indicators.toml."""

    home: Home
    comparison: Comparison
    roles: Roles = Roles()
    examples: Examples = Examples()
    questions: Asked = Asked()
    duties: dict[str, Duty] = Field(default_factory=dict)
    programmes: dict[str, Programme]
    goals: dict[str, Goal]
    waiting: dict[str, Waiting] = Field(default_factory=dict)
    measures: dict[str, Measure]
    indicators: dict[str, Indicator]
    targets: dict[str, Target] = Field(default_factory=dict)
    breaks: dict[str, Break] = Field(default_factory=dict)
    groups: dict[str, Group]
    comparison_sets: dict[str, ComparisonSet]

    @cached_property
    def members(self) -> Members:
        """How the home group's municipalities are counted in words."""
        return Members(self.groups[self.comparison.home].members)

    def find(self, name: str) -> str:
        """The id of an indicator given by id or code in any case; UnknownNameError otherwise."""
        wanted = name.casefold()
        for key, indicator in self.indicators.items():
            if wanted in (key, indicator.code.casefold()):
                return key
        codes = ", ".join(indicator.code for indicator in self.indicators.values())
        raise UnknownNameError(f"indikator '{excerpt(name)}' finns inte; välj bland {codes}")

    def waits_for(self, key: str) -> str | None:
        """The waiting source an indicator lacks (its own or one of its measures'), or None."""
        indicator = self.indicators[key]
        if indicator.waiting_for:
            return indicator.waiting_for
        return next((w for m in indicator.measures if (w := self.measures[m].waiting_for)), None)

    def computed(self) -> list[str]:
        """The indicators that have what they need, in the file's order."""
        return [key for key in self.indicators if self.waits_for(key) is None]

    def breaks_of(self, key: str) -> dict[int, str]:
        """Year and reason of each declared break in an indicator's series, by year."""
        measures = set(self.indicators[key].measures)
        found = {b.year: b.reason for b in self.breaks.values() if key in b.indicators or measures & {*b.measures}}
        return dict(sorted(found.items()))

    def odd_years(self, key: str) -> dict[int, str]:
        """Why a year's figures of an indicator are odd in many municipalities, by year."""
        measures = (self.measures[name] for name in self.indicators[key].measures)
        return {one.odd_year: one.odd for one in measures if one.odd_year and one.odd}

    def targets_of(self, key: str) -> dict[str, Target]:
        """The targets of an indicator, by their keys."""
        return {name: target for name, target in self.targets.items() if target.indicator == key}

    def duties_of(self, key: str) -> list[Duty]:
        """Who may do something about what an indicator measures, in the file's order; empty where nobody is entered."""
        return [one for one in self.duties.values() if key in one.indicators]

    def programme_of(self, key: str) -> Programme:
        """The programme an indicator is read under: the one that is read, where it serves a goal of it."""
        return self.programmes[self.goals[self.indicators[key].goal].programme]


def load(path: Path | None = None) -> Registry:
    """Reads and checks the registry with its overlay; RegistryError with every fault at once."""
    path = path or contents.registry_file()
    return contents.read_by(path, lambda text: _with_overlay(text, path, partial(_of_texts, text, path.name)))


def load_with(added: str, path: Path | None = None) -> Registry:
    """The registry as it would be with this text as its overlay, which is TOML; errors as `load`."""
    path = path or contents.registry_file()
    return contents.read_by(path, lambda text: _of_texts(text, path.name, added))


@lru_cache(maxsize=4)  # pages, builds and commands ask for it at every turn; it changes a few times a year
def _of_texts(text: str, name: str, added: str | None) -> Registry:
    overlay, content = tomllib.loads(added or ""), _parsed(text)
    whole = contents.merged(content, overlay)
    registry, faults = _checked(whole, [*contents.unseen(whole), *_stray(content, overlay)])
    if registry is None:
        alone = _checked(content, contents.unseen(content))[1]
        raise RegistryError(contents.named_by_file(faults, alone, {name: text, contents.OVERLAY: added or ""}))
    return registry


def _stray(content: Content, overlay: Content) -> Iterator[str]:
    """A fault for changes that are no paragraphs of keys, and for each of a paragraph that is not there."""
    given, changed = overlay.get(contents.CHANGES, {}), contents.changes(overlay)
    under = [len(one) if isinstance(one, dict) else 1 for one in given.values()] if isinstance(given, dict) else [1]
    if sum(under) != len(changed):
        yield f"{contents.CHANGES}: ska vara tabeller, till exempel [{contents.CHANGES}.targets.namnet]"
    whole = contents.merged(content, {**overlay, contents.CHANGES: {}})
    for table, key, _ in changed:
        if key not in contents.entries(whole, table):
            yield f"{contents.CHANGES}.{table}.{key}: det finns inget sådant stycke att ändra i; ta bort ändringen"


def read(path: Path | None = None) -> Content:
    """The content unchecked, with its overlay's; RegistryError where there is no file or one is no TOML."""
    path = path or contents.registry_file()
    return contents.read_by(path, lambda text: _with_overlay(text, path, lambda added: _merged(text, added)))


def _with_overlay(text: str, path: Path, parse: Callable[[str | None], Parsed]) -> Parsed:
    _parsed(text)  # a fault in it is its own, not the overlay's
    overlay = contents.overlay_of(path)
    return contents.read_by(overlay, parse) if overlay.exists() or overlay.is_symlink() else parse(None)


def _merged(text: str, added: str | None) -> Content:
    return contents.merged(tomllib.loads(text), tomllib.loads(added or ""))  # whoever reads it may change it


@lru_cache(maxsize=2)
def _parsed(text: str) -> Content:
    return tomllib.loads(text)


def checked(content: Content, name: str) -> Registry:
    """A registry of its content; RegistryError with every fault at once. name: of the file, for its faults."""
    registry, faults = _checked(content)
    if registry is None:
        raise RegistryError([f"{name}: {fault}" for fault in faults])
    return registry


def _checked(content: Content, others: Iterable[str] = ()) -> tuple[Registry | None, list[str]]:
    """others: faults of today alone; a fixed version that was made with them stays readable."""
    content, faults = in_own_words(with_home(contents.with_days(content)))
    faults += [*checks.faults(content), *others]
    try:
        registry = Registry.model_validate(content)
    except ValidationError as error:
        faults = checks.in_swedish(error) + faults
    return (None if faults else registry), list(dict.fromkeys(faults))


def version(path: Path | None = None) -> str:
    """A short fingerprint of file and overlay, for caches and links; empty where there is none (load says so)."""
    path = path or contents.registry_file()
    files = [one.read_bytes() for one in (path, contents.overlay_of(path)) if one.is_file()]
    return hashlib.sha256(b"\0".join(files)).hexdigest()[:8] if path.exists() else ""
