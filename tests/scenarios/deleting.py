"""What the scenarios of deleting look at: the queue, the trash and the attention list."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.cli.main import app
from tests.picup import Result, Vault


def own_trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home folder of a person's own, so that nobody's real trash is filled; where files go."""
    person = tmp_path / "person"
    person.mkdir()
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return person / ".local/share/Trash/files"


def done(vault: Vault, *args: object, code: int = 0) -> Result:
    result = vault.run(*args)
    assert result.code == code, result
    return result


def names(*photos: str) -> list[str]:
    return [f"Holidays/{photo}" for photo in photos]


def listed(vault: Vault, *command: str) -> Any:
    """What a command lists, asked in this process, for starting one costs a second."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        app(["--home", str(vault.home), "--json", *command], standalone_mode=False)
    return json.loads(out.getvalue())


def queue(vault: Vault) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = listed(vault, "deletions")
    return answer


def states(vault: Vault) -> list[tuple[str, str]]:
    return sorted((message["storage"], message["state"]) for message in queue(vault))


def trashed(vault: Vault) -> list[str]:
    return [photo["path"] for photo in listed(vault, "trash", "list")]


def items(vault: Vault) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = listed(vault, "attention")
    return answer


def only_item(vault: Vault, kind: str) -> dict[str, Any]:
    (item,) = items(vault)
    assert item["kind"] == kind, item
    return item
