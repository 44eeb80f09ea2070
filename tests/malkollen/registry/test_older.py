"""Registries of fixed versions that were made before [home]: they still open, in the words that hold now."""

import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.content import facts as content
from malkollen.errors import RegistryError
from malkollen.registry import older, registry
from malkollen.registry.content import WORDS
from malkollen.registry.registry import REGISTRY_FILE

OF_GOALS = r"(?<!unfollowed\]\]\n)(?<!said\]\]\n)^(quote|claim) = .*\n"
"""What a goal says of others; a programme's own words that nothing follows are later."""
CAME_WITH_HOME = r"^\[(home|home\.\w+|comparison\.\w+|roles|roles\.\w+|examples\.\w+)\].*\n(?:(?!\[).*\n)*"


def of_before(text: str) -> str:
    """The registry as it was written before [home]."""
    text = re.sub(OF_GOALS, "", text, flags=re.MULTILINE)
    return re.sub(CAME_WITH_HOME, "", text, flags=re.MULTILINE)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "indicators.toml"
    path.write_text(of_before(REGISTRY_FILE.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def test_what_an_older_version_did_not_write_is_lent_by_the_one_that_holds_now(kept: Path) -> None:
    assert older.load(kept) == registry.load()


def test_words_that_were_spelled_otherwise_then_are_read_as_they_were(kept: Path) -> None:
    text = kept.read_text(encoding="utf-8")
    for key, words in WORDS.items():
        for word, own in words.items():
            text = text.replace(f'{key} = "{word}"', f'{key} = "{own}"')
    assert 'kind = "jamforelse"' in text
    kept.write_text(text, encoding="utf-8")
    assert older.load(kept) == registry.load()


def test_what_all_goals_say_of_others_once_stood_together(kept: Path) -> None:
    text = REGISTRY_FILE.read_text(encoding="utf-8")
    own = re.sub(rf"{OF_GOALS}|^\[comparison\.regions\].*\n(?:(?!\[).*\n)*", "", text, flags=re.MULTILINE)
    both = 'quotes = ["leder vägen", "mest tillgängliga storstadsregion"]\nclaims = ["leder", "mest tillgänglig"]\n'
    kept.write_text(own.replace("[comparison]\n", f"[comparison]\n{both}"), encoding="utf-8")
    assert older.load(kept) == registry.load()
    with pytest.raises(RegistryError, match=r"comparison\.quotes: skrivs numera hos målet .* goals\.….quote") as error:
        registry.load(kept)
    assert "okänd nyckel" not in str(error.value)


def test_what_areas_are_called_in_short_is_lent_where_only_their_whole_name_was_written(kept: Path) -> None:
    text = re.sub(r"^short = \{ one.*\n", "", REGISTRY_FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept.write_text(text, encoding="utf-8")
    assert older.load(kept) == registry.load()
    assert registry.load(kept).comparison.called.others == "de andra storstadsregionerna"


def test_a_role_of_an_indicator_that_was_not_there_is_nobodys(kept: Path) -> None:
    text = kept.read_text(encoding="utf-8")
    text = text.replace("[indicators.in_commuters]", "[indicators.inpendling]")
    kept.write_text(text.replace('nearest = "in_commuters"', 'nearest = "inpendling"'), encoding="utf-8")
    found = older.load(kept)
    assert (found.roles.in_commuters, found.roles.out_commuters) == (None, "out_commuters")


def test_its_faults_are_named_as_any_others(kept: Path) -> None:
    kept.write_text(kept.read_text(encoding="utf-8").replace('better = "lägre"', 'better = "mindre"', 1), "utf-8")
    with pytest.raises(RegistryError, match="better: ska vara"):
        older.load(kept)


def test_the_registry_that_holds_now_must_have_them(kept: Path) -> None:
    with pytest.raises(RegistryError, match="home: saknas"):
        registry.load(kept)


def test_a_fixed_version_with_one_opens(kept: Path, database: Path) -> None:
    facts = content.load(database, date(2026, 11, 22), registry_file=kept)
    assert facts.home.at == "på Södertörn"


def test_a_kept_registry_without_the_readers_words_is_lent_them(tmp_path: Path) -> None:
    kept = tmp_path / "indicators.toml"
    text = registry.REGISTRY_FILE.read_text(encoding="utf-8")
    without = "\n".join(line for line in text.splitlines() if not line.startswith("needs_plain"))
    kept.write_text(without.replace("[waiting.kolada]", "[waiting.gone]").replace('"kolada"', '"gone"'), "utf-8")
    waiting = older.load(kept).waiting
    assert waiting["nobil"].needs_plain == registry.load().waiting["nobil"].needs_plain
    assert waiting["gone"].needs_plain == f"Här saknas: {waiting['gone'].title}."
