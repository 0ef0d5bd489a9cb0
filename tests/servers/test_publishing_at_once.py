"""Two computers that take the next free number at once, on servers whose rename overwrites."""

import subprocess
import sys
from pathlib import Path

import pytest

from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp import algorithms
from tests.servers.kinds import KINDS
from tests.servers.python_servers import ROOT, python_server
from tests.servers.running import Absent, RunningServer

RENAMES_OVER = {
    "slow": python_server("asyncssh-renames-over-slowly", "asyncssh"),
    **{kind: KINDS[kind] for kind in ("Twisted Conch", "rclone serve sftp", "OpenSSH")},
}
FILES_EACH = 4
WORDS = ("anna", "bert")


@pytest.mark.parametrize("kind", RENAMES_OVER)
def test_no_computer_overwrites_the_keys_of_another(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Conch has no other; no secret is sent here.
    monkeypatch.setattr(algorithms, "ETM_MACS", (*algorithms.ETM_MACS, *algorithms.IDLE_MACS))
    try:
        with RENAMES_OVER[kind](tmp_path / "server") as server:
            written = _published_at_once(server, tmp_path / "known_hosts")
            folder = server.disk / "vault"
            assert len(written) == FILES_EACH * len(WORDS)
            there = {f"keys/{path.name}": path.read_text() for path in (folder / "keys").iterdir()}
            assert there == written
            assert [*(folder / "tmp").iterdir()] == []
    except Absent as absent:
        pytest.skip(str(absent))


def _published_at_once(server: RunningServer, known_hosts: Path) -> dict[str, str]:
    parse_place(server.url("vault")).prepare(server.access(known_hosts))
    words = [sys.executable, "-m", "tests.servers.publisher", server.url("vault")]
    words += [str(server.key_file), str(known_hosts)]
    at_work = [
        subprocess.Popen([*words, word, str(FILES_EACH)], cwd=ROOT, stdout=subprocess.PIPE)
        for word in WORDS
    ]
    written: dict[str, str] = {}
    for process in at_work:
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        for line in said.decode().splitlines():
            name, _, content = line.partition(" ")
            assert name not in written
            written[name] = content
    return written
