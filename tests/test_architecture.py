"""The directions of import that docs/design says, held with `ast`; and proof that a break is seen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("schemas", "api", "dashboard")
# (who, must never import whom)
NEVER = [
    ("schemas", "api"),
    ("schemas", "dashboard"),
    ("dashboard", "api"),
    ("api", "dashboard"),
    ("api.rules", "api.queries"),
    ("api.rules", "api.db"),
    ("api.rules", "api.routes"),
    ("api.queries", "api.rules"),
    ("api.queries", "api.routes"),
    ("api.queries", "api.access"),
    ("api.routes", "api.app"),
    ("dashboard.figures", "dashboard.client"),
    ("dashboard.cards", "dashboard.client"),
    ("dashboard.pages", "dashboard.app"),
]
COMPOSES = "api.__main__"


def sources(root: Path) -> dict[str, ast.Module]:
    files = [path for layer in LAYERS for path in sorted((root / layer).rglob("*.py"))]
    return {module_of(path.relative_to(root)): ast.parse(path.read_text()) for path in files}


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lies_in(module: str, layer: str) -> bool:
    return module == layer or module.startswith(layer + ".")


def breaks(trees: dict[str, ast.Module]) -> list[str]:
    found = []
    for module, tree in trees.items():
        for target in imports(tree):
            found += [f"{module} -> {target}" for who, whom in NEVER if lies_in(module, who) and lies_in(target, whom) and module != COMPOSES]
            if lies_in(target, "api.app") and module != COMPOSES:
                found.append(f"{module} -> {target}")
            if lies_in(module, "api.queries") and module.count(".") == 2 and lies_in(target, "api.queries") and target.split(".")[2] != module.split(".")[2]:
                found.append(f"{module} -> {target}")
            if lies_in(module, "schemas") and target.split(".")[0] not in {"schemas", "msgspec", *STANDARD}:
                found.append(f"{module} -> {target}")
    return found


STANDARD = {"datetime", "typing", "uuid", "collections", "zoneinfo"}


def inner_imports(trees: dict[str, ast.Module]) -> list[str]:
    functions = [(module, node) for module, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [f"{module}.{function.name}" for module, function in functions for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]


def test_every_import_goes_the_way_the_design_says() -> None:
    assert breaks(sources(ROOT)) == []


def test_no_import_hides_in_a_function() -> None:
    assert inner_imports(sources(ROOT)) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("schemas/planted.py", "import asyncpg"),
        ("schemas/planted.py", "from api import db"),
        ("dashboard/planted.py", "from api.db import Pool"),
        ("dashboard/pages/planted.py", "from dashboard.app import create_app"),
        ("dashboard/cards/planted.py", "import dashboard.client"),
        ("api/rules/planted.py", "from api import queries"),
        ("api/queries/planted.py", "from api.rules import severity"),
        ("api/queries/planted.py", "from api.queries import patients"),
        ("api/routes/planted.py", "from api.app import create_app"),
        ("api/planted.py", "import dashboard"),
        ("api/planted.py", "def late():\n    from dashboard import app"),
    ],
)
def test_a_planted_break_is_seen(tmp_path: Path, path: str, line: str) -> None:
    planted = tmp_path / path
    planted.parent.mkdir(parents=True)
    planted.write_text(line)
    assert breaks(sources(tmp_path))


def test_a_planted_inner_import_is_seen(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "planted.py").write_text("def late():\n    import json\n")
    assert inner_imports(sources(tmp_path)) == ["api.planted.late"]
