"""Each row of docs/threat-model.md names a test that holds it, and the test is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs/threat-model.md"
NAME = re.compile(r"`(test_[0-9a-z_]+)(\*?)`")


def rows() -> list[str]:
    """The rows of every table that has a column of tests."""
    found: list[str] = []
    for table in re.findall(r"(?:^\|.*\n)+", PAGE.read_text("utf-8"), re.MULTILINE):
        head, _, *body = table.splitlines()
        assert head.rstrip(" |").endswith("test"), f"no column of tests: {head}"
        found += body
    return found


TESTS = "\n".join(file.read_text("utf-8") for file in sorted(ROOT.glob("tests/**/test_*.py")))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.split("|")[1].strip()[:40])
def test_a_row_names_tests_that_are_there(row: str) -> None:
    cells = row.strip().strip("|").split("|")
    named = NAME.findall(cells[-1])
    assert named, f"no test holds this row: {row}"
    for name, more in named:
        assert f"def {name}{'' if more else '('}" in TESTS, f"there is no {name}"


def test_there_are_rows_about_storages_and_about_this_computer() -> None:
    whole = "\n".join(rows())
    for attack in ("an object", "a journal segment", "passphrase", "memory", "SSH"):
        assert attack in whole
