"""Who is let in, and whether the server is the one that was trusted.

Key files and the agent are proven in ``test_sftp_trouble.py`` as well.
"""

import logging
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.storage.errors import HostKeyChanged, HostKeyUnknown, LoginRefused
from picup_desktop.storage.place import Access
from picup_desktop.storage.practice.start import PracticeServer
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.trust.known_hosts import fingerprint
from tests.sshd import Sshd
from tests.storage.conftest import started_sshd


def _place(url: str) -> SftpPlace:
    place = parse_place(url)
    assert isinstance(place, SftpPlace)
    return place


def _log_in(url: str, access: Access) -> None:
    _place(url).prepare(access)
    with closing(_place(url).open(access)) as storage:
        storage.probe()


@pytest.fixture
def access(server: Sshd, tmp_path: Path) -> Access:
    return Access(tmp_path / "known_hosts", key_file=server.key_file, trust_new_host_key=True)


@pytest.fixture
def several_keys(tmp_path: Path) -> Iterator[Sshd]:
    server = started_sshd(tmp_path, host_key_types=("ecdsa", "ed25519", "rsa"))
    yield server
    server.stop()


def test_a_password_lets_in(practice: PracticeServer, tmp_path: Path) -> None:
    _log_in(
        practice.url,
        Access(tmp_path / "known_hosts", password=practice.password, trust_new_host_key=True),
    )


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_does_not(
    practice: PracticeServer, tmp_path: Path, password: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    access = Access(tmp_path / "known_hosts", password=password, trust_new_host_key=True)
    with pytest.raises(LoginRefused, match="the password was refused"):
        _log_in(practice.url, access)
    assert "wrong" not in caplog.text


def test_another_user_is_not_let_in(practice: PracticeServer, tmp_path: Path) -> None:
    access = Access(tmp_path / "known_hosts", password=practice.password, trust_new_host_key=True)
    with pytest.raises(LoginRefused, match="does not let somebody in"):
        _log_in(practice.url.replace("practice@", "somebody@"), access)


def test_a_server_that_takes_no_password_says_so(server: Sshd, access: Access) -> None:
    with pytest.raises(LoginRefused, match="it takes no password"):
        _log_in(server.url, replace(access, key_file=None, password="anything"))


def test_a_refused_key_is_followed_by_the_password(
    practice: PracticeServer, server: Sshd, tmp_path: Path
) -> None:
    _log_in(
        practice.url,
        Access(
            tmp_path / "known_hosts",
            key_file=server.key_file,
            password=practice.password,
            trust_new_host_key=True,
        ),
    )


def test_without_any_key_or_password(
    server: Sshd, access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with pytest.raises(LoginRefused, match="no key and no password to try"):
        _log_in(server.url, replace(access, key_file=None))


def test_a_key_in_the_usual_place_is_found(
    server: Sshd, access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    (tmp_path / ".ssh").mkdir()
    server.key_file.rename(tmp_path / ".ssh" / "id_ed25519")
    _log_in(server.url, replace(access, key_file=None))


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_a_key_file_with_a_passphrase(
    server: Sshd, access: Access, tmp_path: Path, kind: str
) -> None:
    locked = tmp_path / "locked"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "open up", "-f", str(locked)], check=True)
    (server.folder / "authorized_keys").write_bytes(locked.with_suffix(".pub").read_bytes())
    right = replace(access, key_file=locked, key_passphrase="open up")
    _log_in(server.url, right)
    for wrong in (None, "", "nonsense"):
        with pytest.raises(LoginRefused, match="passphrase") as caught:
            _log_in(server.url, replace(right, key_passphrase=wrong))
        assert "nonsense" not in caught.value.sentence


def test_a_file_that_is_no_key(server: Sshd, access: Access, tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(bytes(range(256)))
    with pytest.raises(LoginRefused, match="no private key"):
        _log_in(server.url, replace(access, key_file=tmp_path / "picture"))


def test_a_known_key_stands_with_its_port(server: Sshd, access: Access) -> None:
    _log_in(server.url, access)
    assert access.known_hosts.read_text() == f"[127.0.0.1]:{server.port} {server.host_key()}\n"
    _log_in(server.url, replace(access, trust_new_host_key=False))


def test_an_entry_without_the_port_is_another_server(server: Sshd, access: Access) -> None:
    access.known_hosts.write_text(f"127.0.0.1 {server.host_key()}\n")
    with pytest.raises(HostKeyUnknown, match=rf"\[127\.0\.0\.1\]:{server.port} was never seen"):
        _log_in(server.url, replace(access, trust_new_host_key=False))
    assert server.connections() == 0


def test_known_hosts_as_ssh_writes_them_are_read(server: Sshd, access: Access) -> None:
    other = "AAAAC3NzaC1lZDI1NTE5AAAAIHUU5tyK0MYmvTbBwnSv8xVBJHzTBpYwqdGMFpBcTTHl"
    access.known_hosts.write_text(
        "# a comment\n\n"
        f"elsewhere ssh-ed25519 {other}\n"
        f"[127.0.0.1]:{server.port} {server.host_key()} somebody@somewhere\n"
    )
    subprocess.run(["ssh-keygen", "-q", "-H", "-f", str(access.known_hosts)], check=True)
    assert "127.0.0.1" not in access.known_hosts.read_text()
    _log_in(server.url, replace(access, trust_new_host_key=False))


@pytest.mark.parametrize("trust_new", [False, True])
def test_a_key_of_another_type_counts_as_changed(
    server: Sshd, access: Access, trust_new: bool
) -> None:
    _log_in(server.url, access)
    before = fingerprint(server.host_key())
    server.stop()
    server.host_key_types = ("rsa",)
    server.new_host_key()
    server.start()
    logins = server.connections()
    with pytest.raises(HostKeyChanged) as caught:
        _log_in(server.url, replace(access, trust_new_host_key=trust_new))
    assert before in caught.value.sentence
    assert fingerprint(server.host_key("rsa")) in caught.value.sentence
    assert server.connections() == logins
    assert "ssh-rsa" not in access.known_hosts.read_text()


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_of_several_keys_the_known_one_is_asked_for(
    several_keys: Sshd, tmp_path: Path, kind: str
) -> None:
    known = tmp_path / "known_hosts"
    known.write_text(f"[127.0.0.1]:{several_keys.port} {several_keys.host_key(kind)}\n")
    _log_in(several_keys.url, Access(known, key_file=several_keys.key_file))


def test_a_changed_practice_server_is_refused(practice: PracticeServer, tmp_path: Path) -> None:
    access = Access(tmp_path / "known_hosts", password=practice.password, trust_new_host_key=True)
    _log_in(practice.url, access)
    practice.restart()
    _log_in(practice.url, replace(access, trust_new_host_key=False))
    (practice.folder / "host_key").unlink()
    practice.restart()
    with pytest.raises(HostKeyChanged):
        _log_in(practice.url, access)
