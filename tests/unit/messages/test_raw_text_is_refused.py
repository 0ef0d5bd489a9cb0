"""Mypy refuses raw text at every sink: ``make lint`` proves it on packaging/lint/raw_text.py (6-3).

Each line there is one that mypy has to refuse, or its ``type: ignore`` is one too many. Here it
is seen that no sink lacks such a line, and that every sink is there at all.
"""

import importlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LINT = ROOT / "packaging" / "lint"
REFUSED = "# type: ignore[raw-text]"


def sinks() -> list[str]:
    lines = (LINT / "sinks.txt").read_text("utf-8").splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("sink", sinks())
def test_6_3_every_sink_has_a_line_that_mypy_refuses(sink: str) -> None:
    name = sink.rpartition(".")[2]
    call = r" / \w+\.path" if name == "__truediv__" else rf"\b{name}\("
    lines = (LINT / "raw_text.py").read_text("utf-8").splitlines()
    assert [line for line in lines if REFUSED in line and re.search(call, line)]


@pytest.mark.parametrize("sink", [one for one in sinks() if not one.startswith("typing.")])
def test_every_sink_is_there(sink: str) -> None:
    parts = sink.split(".")
    for count in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for part in parts[count:]:
            found = getattr(found, part)
        assert callable(found)
        return
    raise AssertionError("no such module")


def test_mypy_is_made_to_look() -> None:
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert mypy["plugins"] == ["packaging/lint/shown_text.py"]
    assert "packaging/lint/raw_text.py" in mypy["files"]
    assert mypy["strict"]
