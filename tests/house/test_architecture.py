"""The house keeps its rooms: who imports whom, what every public name says, and how long things are."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from functools import cache
from importlib.util import find_spec

import pytest
from _plotly_utils import basevalidators
from plotly import basedatatypes

from malkollen import ROOT

PACKAGES = ("malkollen", "ingest", "dashboard")
MODULES = {
    path.relative_to(ROOT).as_posix(): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))
}
FUNCTION_LINES = 45
FILE_LINES = 300

FRONT_DOOR = "malkollen/__main__.py"
COMMANDS, ANALYSIS = "malkollen/commands/", "malkollen/analysis/"
"""The rooms above the other packages: the command line, and what analysts import."""
STREAMLIT = (
    *(f"dashboard/{name}.py" for name in ("__main__", "address", "app", "asked", "server", "warm")),
    "dashboard/login/",
    "dashboard/screen/",
    "dashboard/views/",
    "dashboard/web/",
)
MODULES_A_FOLDER = 12
LISTS = {"ingest/sources", "dashboard/views"}
"""Folders that are lists: one module an entry, as many as there are."""
NETWORK = {"socket", "urllib.request", "http", "requests", "httpx", "aiohttp", "urllib3", "ftplib"}
MAY_OPEN_SOCKETS = {
    "malkollen/commands/start.py",
    "malkollen/served.py",  # looks an address up
    "ingest/recording/record.py",
    "ingest/recording/replay.py",
    *(
        f"ingest/fetching/{name}.py"
        for name in ("addresses", "answer", "connections", "download", "large", "questions")
    ),
}


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def _imports(module: str) -> set[str]:
    """The modules a file imports anywhere in it, relative ones spelt out, each also with the names it takes."""
    package = module.removesuffix(".py").split("/")
    package = package[:-1]
    names = set()
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            names |= {origin, *(f"{origin}.{alias.name}" for alias in node.names)}
    return names


def _roots(module: str) -> set[str]:
    return {name.split(".")[0] for name in _imports(module)}


def _in(*folders: str) -> list[str]:
    return [module for module in MODULES if module.startswith(folders)]


def _offenders(modules: Collection[str], forbidden: Collection[str]) -> dict[str, set[str]]:
    """The modules that import something forbidden, and what."""
    return {module: found for module in modules if (found := _roots(module) & set(forbidden))}


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The functions and classes of a module, and the methods of its public classes, without an underscore first."""
    bodies: list[list[ast.stmt]] = [tree.body]
    while bodies:
        for node in bodies.pop():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith(
                "_"
            ):
                yield node
                if isinstance(node, ast.ClassDef):
                    bodies.append(node.body)


def test_the_modules_are_found_and_their_imports_seen() -> None:
    assert {FRONT_DOOR, "malkollen/assess/change.py", "ingest/sources/figures.py", "dashboard/__init__.py"} <= set(
        MODULES
    )
    assert {"ingest.source", "ingest.source.Source"} <= _imports("ingest/sources/figures.py")
    assert {"ingest.building.checks", "ingest.run"} & _imports("ingest/build.py") == {"ingest.building.checks"}
    assert "ingest" in _roots(FRONT_DOOR)


def test_the_core_imports_ingest_and_dashboard_only_at_the_front_door() -> None:
    upper = (FRONT_DOOR, COMMANDS, ANALYSIS)
    core = [module for module in _in("malkollen/") if not module.startswith(upper)]
    assert _offenders(core, {"ingest", "dashboard"}) == {}


def test_ingest_and_dashboard_never_meet() -> None:
    assert _offenders(_in("ingest/"), {"dashboard"}) == {}
    assert _offenders(_in("dashboard/"), {"ingest"}) == {}


def test_sources_never_import_one_another() -> None:
    imported = {}
    for module in _in("ingest/sources/"):
        own = ".".join(["ingest", "sources", module.removesuffix(".py").split("/")[2]])
        imported[module] = {
            name
            for name in _imports(module)
            if name.startswith("ingest.sources.") and not f"{name}.".startswith(f"{own}.")
        }
    assert {module: names for module, names in imported.items() if names} == {}


def test_the_core_has_no_screen_and_no_frames() -> None:
    assert _offenders(_in("malkollen/"), {"streamlit", "plotly"}) == {}
    core = [module for module in _in("malkollen/") if not module.startswith(ANALYSIS)]
    assert _offenders(core, {"pandas", "geopandas"}) == {}


def test_assessment_is_arithmetic_on_the_standard_library_only() -> None:
    for module in _in("malkollen/assess/"):
        others = {name for name in _imports(module) if name.split(".")[0] not in sys.stdlib_module_names}
        assert {name for name in others if not name.startswith("malkollen.assess")} == set(), module


def test_nothing_else_opens_a_socket() -> None:
    """Whole modules and parts of them: urllib.parse only takes addresses apart."""
    others = [module for module in MODULES if module not in MAY_OPEN_SOCKETS]
    names = {module: _imports(module) | _roots(module) for module in others}
    assert {module: found for module in names if (found := names[module] & NETWORK)} == {}


def test_streamlit_stays_in_the_frame_and_the_views() -> None:
    assert _offenders([module for module in MODULES if not module.startswith(STREAMLIT)], {"streamlit"}) == {}


def test_nobody_imports_a_view() -> None:
    importers = {module for module in MODULES if any(n.startswith("dashboard.views.") for n in _imports(module))}
    assert importers == set()


def test_every_module_and_public_name_has_a_docstring() -> None:
    silent = set()
    for module in MODULES:
        tree = _tree(module)
        silent |= set() if ast.get_docstring(tree) else {module}
        silent |= {f"{module}: {node.name}" for node in _public(tree) if not ast.get_docstring(node)}
    assert silent == set()


def test_no_function_is_long() -> None:
    functions = {
        f"{module}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module in MODULES
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in functions.items() if length > FUNCTION_LINES} == {}


def test_no_file_is_long() -> None:
    lengths = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in MODULES.items()}
    assert {module: length for module, length in lengths.items() if length > FILE_LINES} == {}


def test_every_function_has_a_name_and_every_reader_of_blocks_is_a_match() -> None:
    """A function that is looked up by its argument's type is found by nobody, and the checker misses one left out."""
    nameless = {
        f"{module}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.strip("_")
    }
    dispatching = {module for module in MODULES if any("singledispatch" in name for name in _imports(module))}
    assert (nameless, dispatching) == (set(), set())


def test_every_source_offers_what_it_feeds_and_a_stage() -> None:
    for module in _in("ingest/sources/"):
        depth = module.count("/")
        if (depth == 2 and not module.endswith("__init__.py")) or (depth == 3 and module.endswith("__init__.py")):
            assert {"sources", "stage"} <= {node.name for node in _public(_tree(module))}, module


def test_no_folder_is_crowded() -> None:
    folders: dict[str, int] = {}
    for module in MODULES:
        folder, _, name = module.rpartition("/")
        folders[folder] = folders.get(folder, 0) + (name != "__init__.py")
    assert {
        folder: count for folder, count in folders.items() if count > MODULES_A_FOLDER and folder not in LISTS
    } == {}


# ───────────── What the rooms of the dashboard know ─────────────

LIBRARIES = {"plotly", "matplotlib", "streamlit", "pptx", "docx", "typst", "openpyxl", "xlsxwriter"}


def test_what_is_said_loads_no_library_that_shows_it() -> None:
    """Every module of these rooms in one fresh process: what they import in their turn counts too.

    Drawings, imported last, are made with matplotlib and bring no other.
    """
    names = [
        [module.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for module in _in(*rooms)]
        for rooms in (("dashboard/figures/", "dashboard/content/", "dashboard/documents/"), ("dashboard/drawings/",))
    ]
    assert all(len(modules) > 5 for modules in names)
    script = f"import importlib, sys\nfor modules in {names}:\n  for name in modules: importlib.import_module(name)\n  "
    said = subprocess.run(
        [sys.executable, "-c", f"{script}print(*sys.modules)"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = [{name.split(".")[0] for name in line.split()} & LIBRARIES for line in said.stdout.splitlines()]
    assert loaded == [set(), {"matplotlib"}]


def test_the_server_has_loaded_what_plotly_looks_for_before_any_page() -> None:
    """Plotly uses these where they are loaded: by another page that is just loading one, it would be half of it."""
    source = "".join(inspect.getsource(module) for module in (basevalidators, basedatatypes))
    names = {name.split(".")[0] for name in re.findall(r'get_module\("([\w.]+)", should_load=False\)', source)}
    program = f"import sys, dashboard.server; print(*{names} & sys.modules.keys())"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"pandas", "numpy"} <= names
    assert set(loaded.stdout.split()) == {name for name in names if find_spec(name)}


def test_a_build_loads_what_timetables_and_streets_need_only_for_their_sake() -> None:
    """They take a third of the time that a build takes to import."""
    program = "import sys, ingest.build; print(*{'numba', 'scipy'} & sys.modules.keys())"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def _rooms() -> dict[str, set[str]]:
    """The folders of the dashboard, each with the folders it imports from; a file beside them is a room of its own."""
    names = {module.removesuffix(".py").removesuffix("/__init__").replace("/", "."): module for module in MODULES}
    rooms: dict[str, set[str]] = {}
    for module in _in("dashboard/"):
        asked = {room for name in _imports(module) if name in names for room in [_room(names[name])]}
        rooms.setdefault(_room(module), set()).update(asked - {_room(module)})
    return rooms


def _room(module: str) -> str:
    folder, _, name = module.rpartition("/")
    return module if folder == "dashboard" and name != "__init__.py" else folder


def test_no_two_rooms_of_the_dashboard_need_each_other() -> None:
    rooms = _rooms()
    assert {"dashboard/figures", "dashboard/content"} <= rooms["dashboard/documents"]
    while free := [room for room, needs in rooms.items() if not needs & rooms.keys()]:
        for room in free:
            del rooms[room]
    assert rooms == {}


# ───────────── Who may import whom ─────────────

ORDER = {
    "malkollen": (
        "texts assess errors console served files reports last_resort compiled database registry login travel streets "
        "values office office/acts office/room office/tables verdicts answers editions backups analysis "
        "commands/cooperation commands/loose commands __main__"
    ),
    "ingest": (
        "publishers staged_rows source area_files fetching transit/areas readers transit/timetable streets building "
        "live readers/scb transit sources build probes run room recording"
    ),
    "dashboard": (
        "templates plain web login figures blocks content kept content/answers content/data content/commuting "
        "content/indicator content/workbench content/goal content/objects content/timetables content/transit "
        "content/trips content/compare content/decisions content/overview content/municipality content/method "
        "content/words "
        "content/questions/reading content/questions/replies content/questions/apart "
        "content/questions/asked_of_method content/questions "
        "content/office/sources content/office/targets content/office "
        "content/handbook "
        "documents drawings paper word slides workbook writing opendata opendata/serving "
        "address asked screen/charts screen/maps screen/markup site screen screen/forms screen/forms/office warm "
        "server __main__ app views"
    ),
}
"""The rooms of each package, and the files beside them, from the bottom up: each may import those before it alone."""


@pytest.mark.parametrize("package", PACKAGES)
def test_no_room_imports_from_one_above_it(package: str) -> None:
    order = ORDER[package].split()
    names = {module.removesuffix(".py").removesuffix("/__init__").replace("/", "."): module for module in MODULES}
    upwards = {
        (_place(module), _place(names[name]))
        for module in _in(f"{package}/")
        for name in _imports(module)
        if name.startswith(f"{package}.") and name in names and not names[name].endswith(f"{package}/__init__.py")
        if order.index(_place(module)) < order.index(_place(names[name]))
    }
    assert upwards == set()


def test_every_room_has_its_place_in_the_order() -> None:
    for package in PACKAGES:
        assert {_place(module) for module in _in(f"{package}/") if module != f"{package}/__init__.py"} == set(
            ORDER[package].split()
        )


def _place(module: str) -> str:
    """The room of a module within its package; a file beside the rooms by its own name, a source as one of them."""
    folder, _, name = module.partition("/")[2].rpartition("/")
    return "sources" if folder.startswith("sources") else folder or name.removesuffix(".py")
