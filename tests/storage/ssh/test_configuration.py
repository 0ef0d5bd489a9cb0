"""``~/.ssh/config`` and the user's known hosts, with the built-in SSH and a real server."""

import shutil
from contextlib import closing
from dataclasses import replace
from getpass import getuser
from pathlib import Path

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.storage.base import Probe
from picup_desktop.storage.errors import (
    HostKeyChanged,
    HostKeyUnknown,
    LoginRefused,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place, place_given
from picup_desktop.words import SshSpeaker
from tests.sshd import Sshd
from tests.storage.ssh.conftest import SshHome


@pytest.fixture
def access(tmp_path: Path) -> Access:
    return Access(tmp_path / "known_hosts", trust_new_host_key=True)


def _alias(server: Sshd, ssh_home: SshHome, more: str = "") -> str:
    """An alias for the server that is let in by a key with a name of its own."""
    key = ssh_home.ssh / "nas key"
    shutil.copy(server.key_file, key)
    ssh_home.configure(
        f'Host NAS\n  HostName 127.0.0.1\n  Port {server.port}\n  IdentityFile "{key}"\n'
        f"  IdentitiesOnly yes\n{more}"
    )
    return f"sftp://NAS{server.vault}"


def _probe(url: str, access: Access) -> Probe:
    place = parse_place(url)
    place.prepare(access)
    with closing(place.open(access)) as storage:
        return storage.probe()


def test_an_alias_leads_to_its_server(server: Sshd, ssh_home: SshHome, access: Access) -> None:
    url = _alias(server, ssh_home)
    assert _probe(url, access).host_key == server.host_key()
    assert access.known_hosts.read_text() == f"nas {server.host_key()}\n"
    assert (server.vault / "tmp").is_dir()


def test_an_alias_is_looked_up_at_each_connection(
    server: Sshd, ssh_home: SshHome, access: Access
) -> None:
    url = _alias(server, ssh_home)
    _probe(url, access)
    ssh_home.configure("Host NAS\n  HostName 127.0.0.1\n  Port 1\n")
    with pytest.raises(StorageUnreachable, match="nas can't be reached"):
        _probe(url, access)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("sftp://NAS/x", "sftp://NAS/x"),
        ("sftp://NAS:22/x", "sftp://NAS:22/x"),
        ("sftp://ann@NAS/x", "sftp://ann@NAS/x"),
        ("sftp://Other/x", "sftp://ME@Other/x"),
        ("sftp://other:22/x", "sftp://ME@other/x"),
    ],
)
def test_what_is_kept_of_an_address(ssh_home: SshHome, given: str, kept: str) -> None:
    ssh_home.configure("Host NAS\n  Port 2222\n  User bob\n")
    assert place_given(given).url == kept.replace("ME", getuser())
    assert parse_place(place_given(given).url) == parse_place(given)


def test_main_and_backup_are_compared_by_where_they_lead(ssh_home: SshHome) -> None:
    ssh_home.configure("Host nas\n  HostName 10.0.0.9\nHost box\n  HostName 10.0.0.8\n")
    assert parse_place("sftp://nas/x").is_same(parse_place("sftp://ann@10.0.0.9/x/y"))
    assert not parse_place("sftp://nas/x").is_same(parse_place("sftp://box/x"))
    assert not parse_place("sftp://nas/x").is_same(parse_place("sftp://10.0.0.9/y"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bogus 1\n", "Bad configuration option"),
        ("Include ~/.ssh/config\n", "Too many recursive"),
        ("Port seven\n", "seven"),
        ("x" * 2_000_000, "larger than"),
        ("Host nas\n  ProxyJump jump,\n", ""),
    ],
)
def test_a_configuration_that_is_none(
    ssh_home: SshHome, access: Access, text: str, words: str
) -> None:
    ssh_home.configure(text.replace("~", str(ssh_home.folder)))
    with pytest.raises(StorageUnreachable, match="configuration can't be read") as caught:
        _probe("sftp://nas/x", access)
    assert words in caught.value.sentence
    assert not access.known_hosts.exists()


def test_a_configuration_that_is_a_folder(ssh_home: SshHome, access: Access) -> None:
    (ssh_home.ssh / "config").mkdir()
    with pytest.raises(StorageUnreachable, match="it is no file"):
        _probe("sftp://nas/x", access)


def test_a_jump_host_can_t_be_left_out(ssh_home: SshHome, access: Access) -> None:
    ssh_home.configure("Host nas\n  ProxyJump jump\n")
    with pytest.raises(StorageUnreachable, match="ProxyJump"):
        _probe("sftp://nas/x", replace(access, ssh=SshSpeaker.BUILTIN))


@pytest.mark.parametrize(
    "url",
    [
        "sftp://-oProxyCommand=id/x",
        "sftp://ann@-oProxyCommand=id/x",
        "sftp://-F/x",
        "sftp://$(id)/x",
        "sftp://a`id`/x",
        "sftp://a%20b/x",
        "sftp://%2DoProxyCommand=id/x",
        "sftp://a;id/x",
        "sftp://[-oProxyCommand=id]/x",
        "sftp://a'b/x",
    ],
)
def test_no_host_is_an_option(url: str) -> None:
    with pytest.raises(UsageError):
        parse_place(url)


def test_a_host_that_ssh_knows_is_known(server: Sshd, ssh_home: SshHome, access: Access) -> None:
    url = _alias(server, ssh_home)
    line = f"[127.0.0.1]:{server.port} {server.host_key()}\n"
    ssh_home.known_hosts.write_text(line)
    careful = Access(access.known_hosts)
    assert _probe(url, careful).host_key == server.host_key()
    assert ssh_home.known_hosts.read_text() == line
    assert access.known_hosts.read_text() == f"nas {server.host_key()}\n", "and it is pinned"


def test_a_host_that_ssh_knows_otherwise_is_refused(
    server: Sshd, ssh_home: SshHome, access: Access
) -> None:
    url = _alias(server, ssh_home, "  HostKeyAlias boxes\n")
    ssh_home.known_hosts.write_text(f"boxes {_another_key(ssh_home)}\n")
    with pytest.raises(HostKeyChanged, match="your SSH knows it with SHA256:"):
        _probe(url, access)
    assert server.connections() == 0


def test_a_revoked_key_is_refused_whoever_trusts_it(
    server: Sshd, ssh_home: SshHome, access: Access
) -> None:
    url = _alias(server, ssh_home)
    _probe(url, access)
    ssh_home.known_hosts.write_text(f"@revoked * {server.host_key()}\n")
    with pytest.raises(HostKeyChanged, match="revoked"):
        _probe(url, access)


def test_what_this_program_pinned_counts_more(
    server: Sshd, ssh_home: SshHome, access: Access
) -> None:
    url = _alias(server, ssh_home)
    access.known_hosts.write_text(f"nas {_another_key(ssh_home)}\n")
    ssh_home.known_hosts.write_text(f"[127.0.0.1]:{server.port} {server.host_key()}\n")
    with pytest.raises(HostKeyChanged, match="was trusted before"):
        _probe(url, access)


def test_an_unknown_host_stays_unknown(server: Sshd, ssh_home: SshHome, access: Access) -> None:
    with pytest.raises(HostKeyUnknown):
        _probe(_alias(server, ssh_home), Access(access.known_hosts))


def test_only_the_named_keys_are_tried(server: Sshd, ssh_home: SshHome, access: Access) -> None:
    shutil.copy(server.key_file, ssh_home.ssh / "id_ed25519")
    wrong = ssh_home.make_key("wrong")
    ssh_home.configure(
        f"Host nas\n  HostName 127.0.0.1\n  Port {server.port}\n  IdentityFile {wrong}\n"
    )
    with pytest.raises(LoginRefused):
        _probe(f"sftp://nas{server.vault}", access)


def _another_key(ssh_home: SshHome) -> str:
    return " ".join(ssh_home.make_key("another").with_suffix(".pub").read_text().split()[:2])


@pytest.mark.parametrize(
    ("url", "direct"),
    [
        ("sftp://nas/~/x", "sftp://bob@10.0.0.9:2222/~/x"),
        ("sftp://ann@nas:23/x", "sftp://ann@10.0.0.9:23/x"),
        ("sftp://six/x", "sftp://ME@[fd00::7]/x"),
        ("sftp://ann@other/x", "sftp://ann@other/x"),
    ],
)
def test_other_computers_get_the_address_behind_an_alias(
    ssh_home: SshHome, url: str, direct: str
) -> None:
    ssh_home.configure(
        "Host nas\n  HostName 10.0.0.9\n  Port 2222\n  User bob\nHost six\n  HostName fd00::7\n"
    )
    assert parse_place(url).direct_url == direct.replace("ME", getuser())


def test_what_a_kit_pinned_counts_for_an_alias(
    server: Sshd, ssh_home: SshHome, access: Access
) -> None:
    url = _alias(server, ssh_home)
    access.known_hosts.write_text(f"[127.0.0.1]:{server.port} {server.host_key()}\n")
    assert _probe(url, Access(access.known_hosts)).host_key == server.host_key()


def test_a_configuration_that_no_ssh_reads_is_told(
    ssh_home: SshHome, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssh_home.configure("Host nas\n  HostName 127.0.0.1\n  Port 1\n")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(StorageUnreachable, match="no program ssh"):
        _probe("sftp://nas.invalid/x", access)
    speaks = parse_place("sftp://nas/x").who_speaks(access)
    assert speaks is not None
    assert speaks.code == "ssh-builtin-unread"
