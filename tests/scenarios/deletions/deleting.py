"""What the scenarios of deleting look at: the queue, the trash and the attention list."""

import os
from pathlib import Path
from typing import Any

import pytest
from send2trash import plat_other  # type: ignore[import-untyped]  # it brings none

from tests.in_process import run_here
from tests.picup import PASSPHRASE, Result, Vault


def own_trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home folder of a person's own, so that nobody's real trash is filled; where files go."""
    person = tmp_path / "person"
    person.mkdir()
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)
    # Where its trash is, that library asks once, when it is loaded.
    monkeypatch.setattr(plat_other, "HOMETRASH_B", os.fsencode(person / ".local/share/Trash"))
    monkeypatch.setattr(plat_other, "XDG_DATA_HOME", os.fsencode(person / ".local/share"))
    return person / ".local/share/Trash/files"


def done(vault: Vault, *args: object, code: int = 0) -> Result:
    """Run a command of the vault's home."""
    return run_here(vault.home, *args, code=code)


def sync(vault: Vault, code: int = 0) -> Any:
    """One pass, in this process."""
    return done(vault, "sync", "--json", code=code).json


def names(*photos: str) -> list[str]:
    return [f"Holidays/{photo}" for photo in photos]


def listed(vault: Vault, *command: str) -> Any:
    return done(vault, *command, "--json").json


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
