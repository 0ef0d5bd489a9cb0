"""What may protect an SSH connection; a server without it gets no password (S18)."""

import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from picup_desktop.storage.errors import LoginRefused, StorageUnreachable
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from tests.sshd import Sshd, sshd_program


@contextmanager
def server_with(folder: Path, more: str, rsa_bits: int = 0) -> Iterator[Sshd]:
    """A server with more configuration, and with an RSA host key of that size if it is not 0."""
    if sshd_program() is None:
        pytest.skip("openssh-server is not installed")
    server = Sshd(folder / "sshd", more=more)
    if rsa_bits:
        server.host_key_types = ("rsa",)
        _rsa_key(server.folder / "host_key_rsa", rsa_bits)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def access_to(server: Sshd, known_hosts: Path) -> Access:
    return Access(
        known_hosts, key_file=server.key_file, password="a secret", trust_new_host_key=True
    )


@pytest.mark.parametrize(
    "more",
    [
        # Beside a cipher that authenticates, the MAC does nothing.
        "Ciphers aes256-gcm@openssh.com\nMACs hmac-sha2-256",
        "Ciphers aes128-ctr\nMACs hmac-sha2-512-etm@openssh.com,hmac-sha1",
        "Ciphers aes128-cbc,aes192-ctr\nMACs hmac-md5,hmac-sha2-256-etm@openssh.com",
        "KexAlgorithms diffie-hellman-group14-sha1,diffie-hellman-group14-sha256",
    ],
)
def test_a_server_that_has_one_good_way_is_used(more: str, tmp_path: Path) -> None:
    with server_with(tmp_path, more) as server:
        access = access_to(server, tmp_path / "known_hosts")
        place = parse_place(server.url)
        place.prepare(access)
        with closing(place.open(access)) as storage:
            storage.probe()
        assert server.connections() > 0


@pytest.mark.parametrize(
    ("more", "lacks"),
    [
        ("Ciphers aes128-cbc,aes256-cbc,3des-cbc", "encryption"),
        ("Ciphers chacha20-poly1305@openssh.com", "encryption"),
        ("Ciphers aes256-ctr\nMACs hmac-md5,hmac-sha1-96", "check of what is encrypted"),
        ("Ciphers aes256-ctr\nMACs hmac-sha1-etm@openssh.com", "check of what is encrypted"),
        ("Ciphers aes256-ctr\nMACs hmac-sha2-256", "check of what is encrypted"),
        ("KexAlgorithms diffie-hellman-group14-sha1", "key exchange"),
    ],
)
def test_s18_a_server_with_old_ways_alone_is_told_what_it_lacks_and_gets_no_password(
    more: str, lacks: str, tmp_path: Path
) -> None:
    with server_with(tmp_path, more) as server:
        with pytest.raises(StorageUnreachable, match=f"offers no {lacks}") as refused:
            parse_place(server.url).prepare(access_to(server, tmp_path / "known_hosts"))
        assert "SSH settings: " in refused.value.sentence
        _nothing_was_tried(server, tmp_path / "known_hosts")


def test_an_rsa_host_key_signs_by_sha_2_and_never_by_sha_1(tmp_path: Path) -> None:
    with server_with(tmp_path, "HostKeyAlgorithms ssh-rsa,rsa-sha2-256", 2048) as server:
        parse_place(server.url).prepare(access_to(server, tmp_path / "known_hosts"))
        server.stop()
        (tmp_path / "known_hosts").unlink()
        (server.folder / "log").unlink()
        server.more = "HostKeyAlgorithms ssh-rsa"
        server.start()
        with pytest.raises(StorageUnreachable, match="type of host key"):
            parse_place(server.url).prepare(access_to(server, tmp_path / "known_hosts"))
        _nothing_was_tried(server, tmp_path / "known_hosts")


def test_s18_a_short_rsa_host_key_is_refused_and_never_remembered(tmp_path: Path) -> None:
    with server_with(tmp_path, "RequiredRSASize 1024", 1024) as server:
        with pytest.raises(StorageUnreachable, match="1,024 bits"):
            parse_place(server.url).prepare(access_to(server, tmp_path / "known_hosts"))
        _nothing_was_tried(server, tmp_path / "known_hosts")


def test_s18_a_short_rsa_key_of_ones_own_is_refused(tmp_path: Path) -> None:
    _rsa_key(tmp_path / "short", 1024)
    with server_with(tmp_path, "") as server:
        access = Access(
            tmp_path / "known_hosts", key_file=tmp_path / "short", trust_new_host_key=True
        )
        with pytest.raises(LoginRefused, match="1,024 bits"):
            parse_place(server.url).prepare(access)


def _nothing_was_tried(server: Sshd, known_hosts: Path) -> None:
    """No login, neither with a key nor with a password, and no host key was trusted."""
    log = (server.folder / "log").read_text()
    assert "Accepted" not in log
    assert "Failed" not in log
    assert not known_hosts.exists()


def _rsa_key(path: Path, bits: int) -> None:
    words = ["-t", "rsa", "-b", str(bits), "-N", "", "-f", str(path)]
    subprocess.run(["ssh-keygen", "-q", *words], check=True)
