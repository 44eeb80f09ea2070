"""No text from data is read as markdown or HTML: every call of Streamlit's that shows one is found and looked at.

What may stand in such a place is a literal of ours, a number with its format, a text through `dashboard.plain`, HTML
from one of the markup modules, or what is made of those alone. A new page with raw data fails here.
"""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from malkollen import ROOT

MODULES = sorted(
    path
    for path in (ROOT / "dashboard").rglob("*.py")
    if "import streamlit" in path.read_text(encoding="utf-8") and path.name != "server.py"
)
MARKDOWN = {
    **dict.fromkeys(("title", "header", "subheader", "markdown", "caption", "latex"), ("body", "help")),
    **dict.fromkeys(("error", "warning", "info", "success", "toast"), ("body",)),
    **dict.fromkeys(
        ("button", "download_button", "link_button", "form_submit_button", "menu_button"), ("label", "help")
    ),
    **dict.fromkeys(("page_link", "toggle", "checkbox", "popover"), ("label", "help")),
    **dict.fromkeys(("expander", "status"), ("label",)),
    **dict.fromkeys(("text_input", "text_area", "number_input", "date_input", "time_input"), ("label", "help")),
    **dict.fromkeys(("slider", "select_slider", "selectbox", "multiselect", "file_uploader"), ("label", "help")),
    **dict.fromkeys(("radio",), ("label", "help", "captions")),
    **dict.fromkeys(("segmented_control", "pills", "color_picker"), ("label", "help")),
    **dict.fromkeys(("spinner",), ("text",)),
    **dict.fromkeys(("tabs",), ("tabs",)),
    **dict.fromkeys(("cache_data", "cache_resource"), ("show_spinner",)),
    "badge": ("label", "help"),
    "metric": ("label", "value", "delta", "help"),
    "progress": ("text",),
    "dialog": ("title",),
    "write": ("args",),
    "html": ("body",),
}
"""Arguments that Streamlit reads as markdown, and as HTML of `html`, by the name of the call."""
PLAIN = {
    "App", "column_config", "columns", "components", "container", "data_editor", "empty", "form", "fragment",
    "logout", "navigation", "Page", "plotly_chart", "query_params", "rerun", "session_state", "set_page_config",
    "stop", "switch_page",
}  # fmt: skip
"""What else the pages use of Streamlit: none of it reads a text so."""
CHOICES = {"selectbox", "multiselect"}
"""Lists whose options are shown as they are; those of all others are markdown."""
SAFE_CALLS = {"plain.markdown", "plain.html"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@dataclass
class Module:
    """A file with what its names are."""

    path: Path
    modules: dict[str, Path | None] = field(default_factory=dict)
    names: dict[str, tuple[Path, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in ast.walk(tree(self.path)):
            if isinstance(node, ast.Import):
                self.modules.update({(alias.asname or alias.name).split(".")[0]: None for alias in node.names})
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self._take(node.module, alias.name, alias.asname or alias.name)

    def _take(self, module: str, name: str, shown: str) -> None:
        here = ROOT.joinpath(*module.split("."))
        if (inner := here / f"{name}.py").is_file() or (here / name).is_dir():
            self.modules[shown] = inner if inner.is_file() else None
        elif (file := here.with_suffix(".py")).is_file():
            self.names[shown] = (file, name)

    def constant(self, node: ast.expr) -> ast.expr | None:
        """What a constant in capitals is, in this file or the one it is taken from."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.isupper():
            path, name = self.modules.get(node.value.id), node.attr
        elif isinstance(node, ast.Name) and node.id.isupper():
            path, name = self.names.get(node.id, (self.path, node.id))
        else:
            return None
        values = [
            statement.value
            for statement in (tree(path).body if path else [])
            if isinstance(statement, ast.Assign | ast.AnnAssign)
            for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
            if isinstance(target, ast.Name) and target.id == name
        ]
        return values[0] if len(values) == 1 else None


class Place:
    """Where an expression stands: its file and the function around it."""

    def __init__(self, module: Module, scope: ast.AST) -> None:
        self.module, self.scope = module, scope

    def is_safe(self, node: ast.expr | None) -> bool:  # noqa: C901 - a case a kind of expression
        """Whether nothing of the expression can be another's text."""
        match node:
            case None | ast.Constant():
                return True
            case ast.JoinedStr(values=parts):
                return all(map(self.is_safe, parts))
            case ast.FormattedValue(value=value, format_spec=form):
                return self.is_safe(value) or _is_of_number(form)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.is_safe(left) and self.is_safe(right)
            case ast.IfExp(body=one, orelse=other):
                return self.is_safe(one) and self.is_safe(other)
            case ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(map(self.is_safe, parts))
            case ast.ListComp(elt=one) | ast.GeneratorExp(elt=one):
                return self.is_safe(one)
            case ast.Subscript(value=whole):
                held = self.module.constant(whole)
                return isinstance(held, ast.Dict) and all(isinstance(value, ast.Constant) for value in held.values)
            case ast.BinOp(left=left, op=ast.Div()):
                return self.is_safe(left)  # a file of ours
            case ast.Call():
                return self._is_safe_call(node)
        held = self.module.constant(node)
        if held is not None:
            return Place(self.module, tree(self.module.path)).is_safe(held) or _is_path(held)
        return isinstance(node, ast.Name) and self._is_safe_name(node.id)

    def _is_safe_call(self, node: ast.Call) -> bool:
        called = ast.unparse(node.func)
        if called in SAFE_CALLS or called.split(".")[0].endswith("markup"):
            return True
        if isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            return self.is_safe(node.func.value) and all(map(self.is_safe, node.args))
        function = next(
            (part for part in tree(self.module.path).body if isinstance(part, ast.FunctionDef) and part.name == called),
            None,
        )
        if function is None:
            return False
        returned = [part.value for part in ast.walk(function) if isinstance(part, ast.Return)]
        return bool(returned) and all(map(Place(self.module, function).is_safe, returned))

    def _is_safe_name(self, name: str) -> bool:
        """Whether every binding of a name around here gives it something safe; a parameter or loop's never does."""
        given: list[ast.expr | None] = []
        for node in ast.walk(self.scope):
            if isinstance(node, ast.arg) and node.arg == name:
                return False
            if isinstance(
                node, ast.Assign | ast.For | ast.AnnAssign | ast.AugAssign | ast.comprehension | ast.withitem
            ):
                for target in ast.walk(_target(node)):
                    if isinstance(target, ast.Name) and target.id == name:
                        is_plain = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
                        given.append(node.value if is_plain else ast.Name("unknown"))
            if isinstance(node, ast.NamedExpr) and node.target.id == name:
                given.append(node.value)
        return bool(given) and all(map(self.is_safe, given))


def _target(node: ast.AST) -> ast.AST:
    if isinstance(node, ast.Assign):
        return ast.Tuple(node.targets)
    if isinstance(node, ast.withitem):
        return node.optional_vars or ast.Tuple([])
    return node.target  # type: ignore[attr-defined,no-any-return]


def _is_path(node: ast.expr) -> bool:
    return "__file__" in ast.unparse(node)


def _is_of_number(form: ast.expr | None) -> bool:
    """A format that no text takes: ":d", ":.1f", ":%Y"."""
    text = ast.unparse(form) if form else ""
    return any(sign in text for sign in ("d'", "f'", "%Y", 'd"', 'f"')) and "{" not in text


def calls(path: Path) -> Iterator[tuple[Place, ast.Call, str]]:
    """Every call of Streamlit's in a file that may read a text: of the module, a container or a widget handed over."""
    module = Module(path)
    others = set(module.modules) - {"st"}
    for scope in [tree(path), *(node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))]:
        for node in _own(scope):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Attribute):
                root = node.func.value
                while isinstance(root, ast.Attribute | ast.Call | ast.Subscript):
                    root = root.func if isinstance(root, ast.Call) else root.value
                is_streamlits = isinstance(root, ast.Name) and root.id == "st"
                is_ours = isinstance(root, ast.Name) and root.id in others
                if is_streamlits or (node.func.attr in MARKDOWN and not is_ours):
                    yield Place(module, scope), node, node.func.attr
            elif any(keyword.arg == "format_func" for keyword in node.keywords):
                yield Place(module, scope), node, "radio"


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope but not of the functions in it; their decorators are the scope's."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.decorator_list if isinstance(node, ast.FunctionDef) else ast.iter_child_nodes(node)


def texts(call: ast.Call, name: str) -> Iterator[ast.expr]:
    """The arguments of a call that are read as markdown or HTML."""
    wanted = MARKDOWN[name]
    if wanted == ("args",):
        yield from call.args
        return
    parameters = [part for part in inspect.signature(getattr(st, name)).parameters if part != "self"]
    yield from (argument for place, argument in zip(parameters, call.args, strict=False) if place in wanted)
    yield from (keyword.value for keyword in call.keywords if keyword.arg in wanted)


def offenders(path: Path) -> list[str]:
    faults = []
    for scope, call, name in calls(path):
        where = f"{path.name}:{call.lineno} {name}"
        if name not in MARKDOWN:
            if name not in PLAIN and isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "st":
                faults.append(f"{where}: which of its arguments are markdown? Say so in MARKDOWN or PLAIN")
            continue
        faults += [f"{where}: {ast.unparse(text)}" for text in texts(call, name) if not scope.is_safe(text)]
        for keyword in call.keywords:
            if keyword.arg == "format_func" and name not in CHOICES and ast.unparse(keyword.value) != "spoken":
                faults.append(f"{where}: options are markdown")
    return faults


def test_no_text_of_data_is_read_as_markdown() -> None:
    assert [fault for path in MODULES for fault in offenders(path)] == []


def test_every_call_that_is_named_is_streamlits_and_has_the_arguments() -> None:
    for name, wanted in MARKDOWN.items():
        assert set(wanted) <= {*inspect.signature(getattr(st, name)).parameters}, name
        assert (
            name.startswith("cache_")
            or name == "dialog"
            or hasattr(DeltaGenerator, name)
            or name in ("toast", "spinner")
        )
