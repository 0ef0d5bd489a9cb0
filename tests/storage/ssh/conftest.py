"""A home of one's own with an SSH configuration, and the ways through it."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class SshHome:
    """``HOME`` of the test, with its ``.ssh``."""

    folder: Path

    @property
    def ssh(self) -> Path:
        return self.folder / ".ssh"

    @property
    def known_hosts(self) -> Path:
        return self.ssh / "known_hosts"

    def configure(self, text: str) -> None:
        file = self.ssh / "config"
        file.write_text(text)
        file.chmod(0o600)

    def make_key(self, name: str) -> Path:
        file = self.ssh / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)
        return file


Configure = Callable[[str], None]


@pytest.fixture
def ssh_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SshHome:
    made = SshHome(tmp_path / "home")
    made.ssh.mkdir(parents=True, mode=0o700)
    monkeypatch.setenv("HOME", str(made.folder))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return made
