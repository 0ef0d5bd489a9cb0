"""What several of these scenarios begin with."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.picup import Vault
from tests.sshd import Sshd


@pytest.fixture
def new_box(tmp_path: Path, vault: Vault) -> Iterator[Sshd]:
    """An empty box with a host key of its own, which lets the same client key in."""
    server = Sshd(tmp_path / "new").start()
    for name in ("client_key", "client_key.pub", "authorized_keys"):
        shutil.copy(vault.main.folder / name, server.folder / name)
    yield server
    server.stop()
