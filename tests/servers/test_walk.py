"""A vault's whole life on each kind of server that people have."""

from pathlib import Path

import pytest

from tests.servers.kinds import KINDS, TOO_OLD
from tests.servers.matrix import cell
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


def test_the_guide_s_table_has_every_kind_and_every_operation() -> None:
    """``make servers`` prints its rows; what is spoken to in the tests works there."""
    guide = Path(__file__).parents[2] / "docs" / "guide" / "nas.md"
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in guide.read_text("utf-8").splitlines()
        if line.startswith("|")
    ]
    assert ["server", *OPERATIONS] in rows
    told = {row[0]: set(row[1:]) for row in rows if row[0] in KINDS}
    assert told.keys() == KINDS.keys()
    for kind, cells in told.items():
        speakers = {by for one, by in SPOKEN_TO if one == kind}
        expected = {"ok"} if "builtin" in speakers else {"ssh"} if speakers else {"no"}
        assert cells == expected, kind


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ({"get"}, {"get"}, "ok"),
        (set(), {"get"}, "ssh"),
        ({"get"}, set(), "PicUp"),
        (set(), set(), "no"),
        (None, None, "-"),
    ],
)
def test_a_cell_of_the_table(ours: set[str] | None, theirs: set[str] | None, told: str) -> None:
    assert cell({"PicUp": ours, "ssh": theirs}, "get") == told
