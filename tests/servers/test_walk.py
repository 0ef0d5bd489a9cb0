"""A vault's whole life on each kind of server that people have."""

from pathlib import Path

import pytest

from tests.servers.kinds import KINDS, TOO_OLD
from tests.servers.running import Absent
from tests.servers.walk import OPERATIONS, Walk

SPOKEN_TO = [
    *((kind, "builtin") for kind in KINDS if kind not in TOO_OLD),
    ("rclone serve sftp", "openssh"),
    # It has ChaCha20-Poly1305, which the computer's ssh knows.
    ("Dropbear", "openssh"),
]


@pytest.mark.parametrize(("kind", "speaker"), SPOKEN_TO)
def test_a_vault_lives_on(kind: str, speaker: str, tmp_path: Path) -> None:
    try:
        with KINDS[kind](tmp_path / "server") as server:
            walk = Walk(server, tmp_path / "computer", speaker)
            for operation in OPERATIONS.values():
                operation(walk)
    except Absent as absent:
        pytest.skip(str(absent))


@pytest.mark.parametrize("kind", TOO_OLD)
def test_s18_a_server_with_old_ways_alone_is_told_what_it_lacks(kind: str, tmp_path: Path) -> None:
    try:
        with KINDS[kind](tmp_path / "server") as server:
            walk = Walk(server, tmp_path / "computer")
            urls = [f"--{role}={server.url(role)}" for role in ("main", "backup")]
            way_in = ["--ssh-key", server.key_file, "--accept-new-host-keys"]
            said = walk.run("setup", *urls, *way_in, "--recovery-kit", walk.kit, code=4).err
    except Absent as absent:
        pytest.skip(str(absent))
    assert "offers no" in said
    assert not walk.kit.exists()
