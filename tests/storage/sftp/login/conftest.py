"""Logins as a person gives them, and what a server that refuses one says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from picup_desktop.storage.errors import StorageError
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place

Said = Callable[..., str]
"""Returns the sentence of a refused login; "in" if it was accepted."""


@pytest.fixture(autouse=True)
def _own_keys_of_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of whoever runs the tests is tried."""
    (tmp_path / "home" / ".ssh").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)


@pytest.fixture
def said(tmp_path: Path) -> Said:
    def log_in(url: str, *, kind: type[StorageError] | None = None, **login: object) -> str:
        access = Access(tmp_path / "known_hosts", trust_new_host_key=True, **login)  # type: ignore[arg-type]
        place = parse_place(url)
        refusal: StorageError | None = None
        try:
            place.real_path(access)
        except StorageError as error:
            refusal = error
        assert kind is None or type(refusal) is kind
        return "in" if refusal is None else refusal.sentence

    return log_in
