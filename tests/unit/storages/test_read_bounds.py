"""No part of the program reads an object of a storage without saying how much at most (6-2)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import picup_desktop

PACKAGE = Path(picup_desktop.__file__).parent
WITH_A_LENGTH = 3
"""Arguments of ``Storage.get``: the name, where to begin, and how much."""
STORAGES = {"storage", "storages", "main", "backup", "twin"}
"""What a storage is called in the code."""
WRAPPED = {"storage/courier/process.py"}
"""They pass on what they were asked for, with the asker's length."""


def unbounded(source: str) -> Iterator[str]:
    """Yield the reads of a storage that have no length."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        receiver = ast.unparse(node.func.value).lower()
        named = receiver.partition("[")[0].rpartition(".")[2].strip("_")
        of_a_storage = receiver == "self.inner" or named in STORAGES
        is_read = node.func.attr == "get" and bool(node.args)
        if of_a_storage and is_read and not _is_a_lookup(node):
            given = len(node.args) + len(node.keywords)
            if given < WITH_A_LENGTH or ast.unparse(node.args[-1]) == "None":
                yield f"{node.lineno}: {ast.unparse(node)}"


def _is_a_lookup(node: ast.Call) -> bool:
    """A mapping of storages, or the ledger's records of them, is asked for by a role."""
    receiver, key = ast.unparse(node.func), ast.unparse(node.args[0])
    return "ledger.storages" in receiver or "role" in key.lower()


def test_6_2_every_read_of_a_storage_has_a_length() -> None:
    found = {
        name: reads
        for file in PACKAGE.rglob("*.py")
        if (name := file.relative_to(PACKAGE).as_posix()) not in WRAPPED
        and ".get(" in (source := file.read_text("utf-8"))
        and (reads := list(unbounded(source)))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("storage.get(name)", True),
        ("self._storages[Role.MAIN].get(name, 0)", True),
        ("self.inner.get(name, 0, None)", True),
        ("storage.get(name, 0, most)", False),
        ("storages.get(role)", False),
        ("ledger.storages.get(Role.MAIN)", False),
        ("known.get(name)", False),
    ],
)
def test_the_look_for_reads_without_a_length_finds_them(source: str, *, found: bool) -> None:
    assert bool(list(unbounded(source))) is found
