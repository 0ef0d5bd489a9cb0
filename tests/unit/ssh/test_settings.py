"""What the answer of ``ssh -G`` means for one server."""

import getpass
from pathlib import Path

import pytest

from picup_desktop.storage.sftp.ssh.settings import settings_in, values_in

PLAIN = """\
host nas
user ann
hostname 192.168.1.5
port 2222
addressfamily any
gssapiauthentication no
hostbasedauthentication no
identitiesonly no
identityfile ~/.ssh/id_rsa
identityfile ~/.ssh/id_ed25519
userknownhostsfile ~/.ssh/known_hosts ~/.ssh/known_hosts2
globalknownhostsfile /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_a_plain_answer(home: Path) -> None:
    found = settings_in(values_in(PLAIN), "nas")
    assert (found.host, found.port, found.user) == ("192.168.1.5", 2222, "ann")
    assert found.identities.files == (), "the usual ones are no choice of anybody"
    assert not found.identities.only
    assert found.asks_for == ()
    assert found.known_hosts[:2] == (home / ".ssh" / "known_hosts", home / ".ssh" / "known_hosts2")
    assert found.host_key_alias is None
    assert "addressfamily" in found.options


def test_nothing_said_is_as_without_a_configuration() -> None:
    found = settings_in({}, "nas")
    assert (found.host, found.port, found.user) == ("nas", 22, getpass.getuser())


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("proxyjump me@jump:99", "ProxyJump"),
        ("proxycommand nc %h %p", "ProxyCommand"),
        ("certificatefile ~/.ssh/a-cert.pub", "CertificateFile"),
        ("pkcs11provider /usr/lib/p11.so", "PKCS11Provider"),
        ("identityagent ~/.1password/agent.sock", "IdentityAgent"),
        ("identityagent none", "IdentityAgent"),
        ("bindaddress 10.0.0.2", "BindAddress"),
        ("bindinterface wg0", "BindInterface"),
        ("hostbasedauthentication yes", "HostbasedAuthentication"),
        ("gssapiauthentication yes", "GSSAPIAuthentication"),
        ("addressfamily inet6", "AddressFamily"),
        ("identityfile ~/.ssh/%C", "IdentityFile"),
        ("identityfile ${KEYS}/nas", "IdentityFile"),
        ("identityfile none", "IdentityFile"),
    ],
)
def test_what_only_ssh_can_do_is_named(line: str, option: str) -> None:
    assert settings_in(values_in(line), "nas").asks_for == (option,)


@pytest.mark.parametrize(
    "line",
    [
        "proxyjump none",
        "proxycommand none",
        "pkcs11provider none",
        "identityagent SSH_AUTH_SOCK",
        "gssapiauthentication no",
        "addressfamily any",
        "hostkeyalias none",
    ],
)
def test_what_asks_for_nothing(line: str) -> None:
    assert settings_in(values_in(line), "nas").asks_for == ()


@pytest.mark.parametrize(
    ("value", "file"),
    [
        ("~/.ssh/nas_%h", "HOME/.ssh/nas_192.168.1.5"),
        ("%d/keys/%n-%p-%r", "HOME/keys/nas-2222-ann"),
        ("/keys/%k", "/keys/boxes"),
        ("/keys/100%%", "/keys/100%"),
        ('"/with space/key"', "/with space/key"),
    ],
)
def test_names_of_key_files(home: Path, value: str, file: str) -> None:
    said = values_in(
        f"hostname 192.168.1.5\nport 2222\nuser ann\nhostkeyalias boxes\nidentityfile {value}"
    )
    found = settings_in(said, "nas")
    assert found.identities.files == (Path(file.replace("HOME", str(home))),)
    assert found.host_key_alias == "boxes"


def test_several_key_files_in_their_order_and_no_others() -> None:
    said = values_in("identityfile /a\nidentityfile /b\nidentitiesonly yes")
    found = settings_in(said, "nas")
    assert found.identities.files == (Path("/a"), Path("/b"))
    assert found.identities.only


def test_known_hosts_of_ones_own(home: Path) -> None:
    (home / "my hosts").touch()
    said = values_in(f"userknownhostsfile {home}/my hosts\nglobalknownhostsfile none")
    assert settings_in(said, "nas").known_hosts == (home / "my hosts",)
    said = values_in("userknownhostsfile /a /b\nglobalknownhostsfile /dev/null")
    found = settings_in(said, "nas").known_hosts
    assert found == (Path("/a"), Path("/b"), Path("/dev/null"))


@pytest.mark.parametrize("garbage", ["", "\n\n", "port\n", "port x", "host", "\0", "% % %"])
def test_garbage_is_no_answer(garbage: str) -> None:
    assert settings_in(values_in(garbage), "nas").port == 22
