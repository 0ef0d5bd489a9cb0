"""Lines of known-hosts files as people have them, made by ssh-keygen and by hand."""

import subprocess
from pathlib import Path

import pytest

from picup_desktop.storage.sftp.ssh.known import NOTHING_KNOWN, known_in, known_of

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGN"
OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGO"


@pytest.mark.parametrize(
    ("names", "name", "known"),
    [
        ("nas", "nas", True),
        ("NAS", "nas", True),
        ("nas,192.168.1.5", "192.168.1.5", True),
        ("nas", "nas2", False),
        ("[nas]:2222", "[nas]:2222", True),
        ("nas", "[nas]:2222", False),
        ("[nas]:2222", "nas", False),
        ("[nas]:*", "[nas]:2222", True),
        ("*.home,!bad.home", "nas.home", True),
        ("*.home,!bad.home", "bad.home", False),
        ("!bad.home,*.home", "bad.home", False),
        ("!other.home", "nas.home", False),
        ("192.168.1.?", "192.168.1.5", True),
        ("192.168.1.?", "192.168.1.55", False),
        ("n[a]s", "nas", False),
        ("n.s", "nas", False),
        ("fd00::7", "fd00::7", True),
        ("*", "nas", True),
    ],
)
def test_a_pattern_names_the_servers_that_ssh_says(names: str, name: str, known: bool) -> None:
    assert (KEY in known_of([f"{names} {KEY} a comment"], name).keys) is known


def test_a_server_is_found_by_its_hashed_name(tmp_path: Path) -> None:
    key, hosts = tmp_path / "key", tmp_path / "known_hosts"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    hosts.write_text(f"nas {public}\n[nas]:2222 {public}\n")
    subprocess.run(["ssh-keygen", "-q", "-H", "-f", str(hosts)], check=True, capture_output=True)
    assert "nas" not in hosts.read_text()
    assert known_in([hosts], "nas").keys == {public}
    assert known_in([hosts], "[nas]:2222").keys == {public}
    assert known_in([hosts], "nas2").keys == set()


def test_revoked_keys_and_authorities_are_told_apart() -> None:
    lines = [
        f"@revoked * {OTHER}",
        f"nas {KEY}",
        f"nas {OTHER}",
        f"@cert-authority *.home,nas {KEY}",
        f"@unknown nas {KEY}2",
    ]
    found = known_of(lines, "nas")
    assert found.keys == {KEY}, "a revoked key is none"
    assert found.revoked == {OTHER}
    assert found.authorities == {KEY}
    assert known_of(lines, "server").authorities == set()
    assert known_of(lines, "server").revoked == {OTHER}


def test_an_authority_is_no_key_of_a_host() -> None:
    assert known_of([f"@cert-authority nas {KEY}"], "nas").keys == set()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "# nas ssh-ed25519 AAAA",
        "nas",
        "nas ssh-ed25519",
        "@revoked",
        "@revoked nas",
        "|1|x|y ssh-ed25519 AAAA",
        "|1| ssh-ed25519 AAAA",
        "|1|AAAA|BBBB|CCCC ssh-ed25519 AAAA",
        "nas" + " " * 40_000 + KEY,
        "\0\0\0",
    ],
)
def test_lines_that_say_nothing(line: str) -> None:
    assert known_of([line], "nas") == NOTHING_KNOWN


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(bytes(range(256)) * 100)
    files = [tmp_path, tmp_path / "away", tmp_path / "bytes", Path("/dev/zero")]
    assert known_in(files, "nas") == NOTHING_KNOWN
