"""deploy/'s lists of packages: the versions of pyproject.toml, each with fingerprints, and no address."""

import re
import tomllib

import pytest

from malkollen import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LISTS = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-tests.txt": [pin for group in PROJECT["dependency-groups"].values() for pin in group],
    "requirements-build.txt": PROJECT["tool"]["uv"]["build-constraint-dependencies"],
}
CONSTRAINTS = dict(pin.split("==") for pin in PROJECT["tool"]["uv"]["constraint-dependencies"])
DIRECT = dict(pin.split("==") for pins in LISTS.values() for pin in pins)

MARKER = r"[a-z_]+ (?:[!=]=|>=) '[\w.]+'"
ENTRY = rf"[a-z0-9-]+==\S+( ; {MARKER}( and {MARKER})*)?( +--hash=sha256:[0-9a-f]{{64}})+"


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", LISTS)
def test_every_package_has_the_version_of_pyproject(name: str) -> None:
    found = _pins(name)
    assert {pin.split("==")[0] for pin in LISTS[name]} <= found.keys()
    known = CONSTRAINTS | DIRECT
    assert {package: version for package, version in found.items() if known.get(package) != version} == {}


@pytest.mark.parametrize("name", LISTS)
def test_every_package_has_fingerprints_and_the_list_no_address(name: str) -> None:
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    assert [entry for entry in entries if not re.fullmatch(ENTRY, entry)] == []
    assert re.findall(r"://|index|find-links", text) == []


def test_nothing_is_deployed_by_what_has_no_version_and_no_fingerprint() -> None:
    """What installs the packages could otherwise be anything, and could then install anything."""
    assert "uv" in _pins("requirements-build.txt")
    deployed = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8").partition("## Installera")[2]
    texts = [(ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8"), deployed.partition("```\n\n")[0]]
    for text in texts:
        found = re.findall(r"^.*?\bpip (?:install|sync)\b.*?$", text.replace("\\\n", " "), re.MULTILINE)
        assert found
        assert [line for line in found if not re.search(r"--require-(build-)?hashes", line)] == []
        assert re.findall(r"\bpip install\b[^&\n]* uv\b", "\n".join(found)) == []


def test_the_proof_installs_by_the_lists_and_never_past_them() -> None:
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "uv pip sync --quiet --require-hashes deploy/requirements.txt deploy/requirements-tests.txt" in steps
    assert "deploy/pins --check" in steps
    ran = [
        line for line in steps.splitlines() if re.search(r"^[^#]*\buv run (?!--no-sync)", line) and "step" not in line
    ]
    assert [line.strip() for line in ran] == ['setsid uv run malkollen start >"$work/start.log" 2>&1 &']
