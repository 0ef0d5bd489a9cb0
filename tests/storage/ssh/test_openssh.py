"""The ``ssh`` of this computer as who speaks, with real servers.

What every storage promises is proven over it by ``test_contract.py``.
"""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.storage.base import Probe
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.errors import (
    HostKeyChanged,
    HostKeyUnknown,
    LoginRefused,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.trust.known_hosts import fingerprint
from picup_desktop.words import SshSpeaker
from tests.processes import descendants
from tests.sshd import Sshd
from tests.storage.conftest import started_sshd
from tests.storage.ssh.conftest import SshHome

END_SECONDS = 10.0


@pytest.fixture
def access(server: Sshd, tmp_path: Path, ssh_home: SshHome) -> Access:
    return Access(
        tmp_path / "known_hosts",
        key_file=server.key_file,
        trust_new_host_key=True,
        ssh=SshSpeaker.OPENSSH,
    )


@pytest.fixture
def jump(tmp_path: Path) -> Iterator[Sshd]:
    started = started_sshd(tmp_path / "way")
    yield started
    started.stop()


def _probe(url: str, access: Access) -> Probe:
    place = parse_place(url)
    place.prepare(access)
    with closing(place.open(access)) as storage:
        return storage.probe()


def test_an_unknown_key_is_looked_at_before_anything_is_sent(server: Sshd, access: Access) -> None:
    careful = replace(access, trust_new_host_key=False)
    with pytest.raises(HostKeyUnknown) as caught:
        _probe(server.url, careful)
    assert fingerprint(server.host_key()) in caught.value.sentence
    assert not access.known_hosts.exists()
    assert server.connections() == 0
    assert _probe(server.url, access).host_key == server.host_key()
    assert access.known_hosts.read_text() == f"[127.0.0.1]:{server.port} {server.host_key()}\n"
    assert _probe(server.url, careful).host_key == server.host_key()


def test_a_changed_key_is_refused_until_it_is_trusted(server: Sshd, access: Access) -> None:
    _probe(server.url, access)
    before, logins = server.host_key(), server.connections()
    server.new_host_key()
    server.restart()
    with pytest.raises(HostKeyChanged) as caught:
        _probe(server.url, access)
    now = fingerprint(server.host_key())
    assert caught.value.message.values["key"] == now
    assert caught.value.message.values["before"] == fingerprint(before)
    assert server.connections() == logins
    assert _probe(server.url, replace(access, trust_fingerprint=now)).host_key == server.host_key()


def test_a_revoked_key_is_refused(server: Sshd, access: Access, ssh_home: SshHome) -> None:
    _probe(server.url, access)
    ssh_home.known_hosts.write_text(f"@revoked * {server.host_key()}\n")
    with pytest.raises(HostKeyChanged, match="revoked"):
        _probe(server.url, access)


def test_a_refused_login(server: Sshd, access: Access, ssh_home: SshHome) -> None:
    refused = replace(access, key_file=ssh_home.make_key("wrong"))
    with pytest.raises(LoginRefused, match="Permission denied") as caught:
        _probe(server.url, refused)
    assert "password" not in caught.value.sentence
    with pytest.raises(LoginRefused, match="--ssh builtin for a password"):
        _probe(server.url, replace(refused, password="secret"))


def test_a_key_file_with_an_odd_name(server: Sshd, access: Access, ssh_home: SshHome) -> None:
    odd = ssh_home.folder / "my %h key"
    shutil.copy(server.key_file, odd)
    assert _probe(server.url, replace(access, key_file=odd)).host_key == server.host_key()


def test_what_is_no_key_file_is_told_for_what_it_is(
    server: Sshd, access: Access, tmp_path: Path
) -> None:
    (tmp_path / "key.ppk").write_text("PuTTY-User-Key-File-3: ssh-ed25519\n")
    for name, words in (("away", "no key file"), ("key.ppk", "PuTTY"), (".", "folder")):
        with pytest.raises(LoginRefused, match=words):
            _probe(server.url, replace(access, key_file=tmp_path / name))
    assert server.connections() == 0


def test_a_connection_that_the_server_closed_is_not_used(server: Sshd, access: Access) -> None:
    place = parse_place(server.url)
    place.prepare(access)
    with closing(place.open(access)) as storage:
        storage.probe()
        server.cut()
        deadline = time.monotonic() + END_SECONDS
        while _of_ssh(os.getpid()) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert storage.probe().host_key == server.host_key()


def test_nobody_listens(server: Sshd, access: Access) -> None:
    server.stop()
    with pytest.raises(StorageUnreachable, match="Connection refused"):
        _probe(server.url, access)


def test_a_server_without_sftp(server: Sshd, access: Access) -> None:
    server.more = "ForceCommand /bin/true"
    server.restart()
    with pytest.raises(StorageUnreachable, match="offers no SFTP"):
        _probe(server.url, access)


def test_a_server_that_sends_a_text(server: Sshd, access: Access) -> None:
    server.more = 'ForceCommand echo "Welcome to the box"'
    server.restart()
    with pytest.raises(StorageUnreachable, match="Welcome to the box"):
        _probe(server.url, access)


def test_a_server_without_safe_ciphers(server: Sshd, access: Access) -> None:
    server.more = "Ciphers aes256-cbc"
    server.restart()
    with pytest.raises(StorageUnreachable, match="aes256-gcm"):
        _probe(server.url, access)
    assert server.connections() == 0


def test_a_cipher_that_authenticates_and_paramiko_lacks(server: Sshd, access: Access) -> None:
    server.more = "Ciphers chacha20-poly1305@openssh.com"
    server.restart()
    _probe(server.url, access)


def test_a_computer_without_ssh(
    server: Sshd, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(StorageUnreachable, match="needs the program ssh"):
        _probe(server.url, access)


def test_options_of_the_user_that_would_break_it(
    server: Sshd, access: Access, ssh_home: SshHome
) -> None:
    ssh_home.configure(
        "Host *\n  RequestTTY force\n  RemoteCommand false\n  LogLevel QUIET\n  ForwardAgent yes\n"
        f"  ControlMaster auto\n  ControlPath {ssh_home.folder}/control\n  ControlPersist yes\n"
        "  StrictHostKeyChecking no\n  ForkAfterAuthentication yes\n  StdinNull yes\n"
        "  LocalForward 1 127.0.0.1:1\n  ExitOnForwardFailure yes\n  PermitLocalCommand yes\n"
        f"  LocalCommand touch {ssh_home.folder}/ran\n  Ciphers aes128-cbc\n"
        "  NoHostAuthenticationForLocalhost yes\n"
    )
    with pytest.raises(HostKeyUnknown):
        _probe(server.url, replace(access, trust_new_host_key=False))
    assert _probe(server.url, access).host_key == server.host_key()
    assert not (ssh_home.folder / "control").exists()
    assert not (ssh_home.folder / "ran").exists()


def test_through_a_jump_host(server: Sshd, jump: Sshd, access: Access, ssh_home: SshHome) -> None:
    key = ssh_home.ssh / "jump"
    shutil.copy(jump.key_file, key)
    ssh_home.configure(
        f"Host way\n  HostName 127.0.0.1\n  Port {jump.port}\n  IdentityFile {key}\n"
        f"Host nas\n  HostName 127.0.0.1\n  Port {server.port}\n  ProxyJump way\n"
    )
    unchosen = replace(access, ssh=None)
    url = f"sftp://nas{server.vault}"
    with pytest.raises(StorageUnreachable, match="whose key your SSH does not trust"):
        _probe(url, unchosen)
    ssh_home.known_hosts.write_text(f"[127.0.0.1]:{jump.port} {jump.host_key()}\n")
    # ``ssh`` looks in the system's home, so the jump host's line is named to it.
    file = ssh_home.ssh / "config"
    file.write_text(f"{file.read_text()}Host way\n  UserKnownHostsFile {ssh_home.known_hosts}\n")
    assert _probe(url, unchosen).host_key == server.host_key()
    assert jump.connections() > 0
    server.stop()
    with pytest.raises(StorageUnreachable, match="nas can't be reached"):
        _probe(url, unchosen)
    jump.stop()
    with pytest.raises(StorageUnreachable, match="nas can't be reached"):
        _probe(url, unchosen)


@pytest.mark.parametrize("speaker", SshSpeaker)
def test_an_address_of_ipv6(server: Sshd, access: Access, speaker: SshSpeaker) -> None:
    server.more = "ListenAddress ::1"
    try:
        server.restart()
    except RuntimeError as error:
        pytest.skip(f"this computer has no IPv6: {error}")
    url = server.url.replace("127.0.0.1", "[::1]")
    assert _probe(url, replace(access, ssh=speaker)).host_key == server.host_key()
    assert access.known_hosts.read_text() == f"[::1]:{server.port} {server.host_key()}\n"


def test_ssh_ends_with_its_courier(server: Sshd, access: Access, tmp_path: Path) -> None:
    courier = Courier(parse_place(server.url), access)
    parse_place(server.url).prepare(access)
    courier.probe()
    pid = courier.pid
    assert pid is not None
    children = descendants(pid)
    assert children, "ssh runs below the courier"
    server.freeze()
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + END_SECONDS
    while any(map(_runs, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, children))
    courier.close()


def test_a_closed_storage_leaves_no_process(server: Sshd, access: Access) -> None:
    _probe(server.url, access)
    assert not _of_ssh(os.getpid())


def _of_ssh(pid: int) -> list[int]:
    return [child for child in descendants(pid) if _name(child) == "ssh" and _runs(child)]


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
