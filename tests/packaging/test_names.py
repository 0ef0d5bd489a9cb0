"""What the scripts of packaging and the benchmarks take from the program is there.

They run in builds only, so a name that the program no longer has would be noticed late.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(path for part in ("packaging", "bench") for path in (ROOT / part).rglob("*.py"))


def taken(script: Path) -> Iterator[tuple[str, str]]:
    """Yield each module of the program, and the name that a script takes from it."""
    for node in ast.walk(ast.parse(script.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("picup_desktop"):
            yield from ((str(node.module), alias.name) for alias in node.names)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_script_takes_from_the_program_is_there(script: Path) -> None:
    missing = [
        f"{module}.{name}"
        for module, name in taken(script)
        if not hasattr(import_module(module), name) and not _is_module(f"{module}.{name}")
    ]
    assert missing == []


def _is_module(name: str) -> bool:
    return (ROOT / name.replace(".", "/")).with_suffix(".py").exists()
