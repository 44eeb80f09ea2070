"""Choices follow along: every link between pages carries them, and the address is written in one place."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dashboard import address
from malkollen import ROOT

MODULES = sorted((ROOT / "dashboard").rglob("*.py"))
WAYS = {"page_link", "switch_page"}


@cache
def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]


def links(path: Path) -> Iterator[ast.Call]:
    return (call for call in calls(path) if isinstance(call.func, ast.Attribute) and call.func.attr in WAYS)


def carried(call: ast.Call) -> ast.Call | None:
    """What a link takes along, where it is asked of the address."""
    for keyword in call.keywords:
        value = keyword.value
        if keyword.arg == "query_params" and isinstance(value, ast.Call):
            return value if ast.unparse(value.func) == "address.along" else None
    return None


def test_links_are_found() -> None:
    assert sum(len(list(links(path))) for path in MODULES) >= 8


def test_a_link_takes_the_choices_along_to_its_own_page() -> None:
    for name, call in ((path.name, call) for path in MODULES for call in links(path)):
        taken = carried(call)
        assert taken, f"{name}:{call.lineno}: query_params=address.along(…)"
        target, view = call.args[0], taken.args[0]
        if isinstance(target, ast.Constant):
            assert isinstance(view, ast.Constant)
            assert target.value == f"views/{view.value}.py"


def test_only_the_address_reads_and_writes_the_address() -> None:
    others = [
        path.name for path in MODULES if "query_params" in path.read_text(encoding="utf-8").replace("query_params=", "")
    ]
    assert others == ["address.py"]


def test_no_page_stops_the_frame_around_it() -> None:
    stopping = [path.name for path in MODULES for call in calls(path) if ast.unparse(call.func) == "st.stop"]
    assert stopping == []


def test_what_follows_along_is_named_by_the_pages_files() -> None:
    assert all((ROOT / "dashboard" / "views" / f"{view}.py").is_file() for view in address.TAKES)
