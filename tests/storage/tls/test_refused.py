"""Servers whose certificates nobody can trust, and those that send on to others."""

from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import (
    HostKeyChanged,
    HostKeyUnknown,
    StorageError,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.trust.known_hosts import KnownHosts, certificate_text
from tests.authority import Made, made
from tests.hostile import Answered, Asked, Hostile, dav_page, hostile, s3_page

NAME = "objects/ab/abcdef"
PATHS = {"s3": "bucket/vault", "davs": "vault"}


@pytest.fixture(params=list(PATHS))
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def authority() -> Made:
    return made(is_authority=True)


@pytest.fixture
def access(tmp_path: Path) -> Access:
    """One that trusts whatever is new, which is never enough here."""
    return Access(
        tmp_path / "known_hosts", password="a secret", trust_new_host_key=True, stall_seconds=2.0
    )


def _answer(asked: Asked) -> Answered:
    if asked.method == "PROPFIND":
        return dav_page((asked.path, None))
    return s3_page() if asked.method == "GET" else Answered(200)


def _opened(server: Hostile, scheme: str, access: Access) -> Storage:
    return parse_place(f"{scheme}://KEY@127.0.0.1:{server.port}/{PATHS[scheme]}").open(access)


def _pin(server: Hostile, access: Access, certificate: Made) -> None:
    entry = f"[127.0.0.1]:{server.port}"
    KnownHosts(access.known_hosts).remember(entry, certificate_text(certificate.der))


def _refused(storage: Storage) -> StorageError:
    with closing(storage), pytest.raises(StorageError) as caught:
        storage.probe()
    return caught.value


@pytest.fixture
def of_this_computer(tmp_path: Path, authority: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the authority one of this computer's."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file(tmp_path)))


@dataclass(frozen=True)
class _Bad:
    """A certificate's days, counted from now, and its name."""

    days: tuple[int, int]
    name: str
    code: str


@pytest.mark.parametrize(
    "bad",
    [
        _Bad((-9, -1), "127.0.0.1", "certificate-out-of-date"),
        _Bad((1, 9), "127.0.0.1", "certificate-out-of-date"),
        _Bad((-1, 9), "10.9.8.7", "certificate-of-another-name"),
    ],
)
@pytest.mark.parametrize("known", ["", "pinned", "of_this_computer"])
def test_what_nobody_can_trust(
    scheme: str, access: Access, request: pytest.FixtureRequest, bad: _Bad, known: str
) -> None:
    authority, folder = request.getfixturevalue("authority"), access.known_hosts.parent
    since, until = bad.days
    shown = made(authority, names=[bad.name], since_days=since, until_days=until)
    if known == "of_this_computer":
        request.getfixturevalue(known)
    with hostile(_answer, shown.file(folder, authority)) as server:
        if known == "pinned":
            _pin(server, access, authority)
        error = _refused(_opened(server, scheme, access))
        assert isinstance(error, StorageUnreachable)
        assert error.message.code == bad.code
        assert server.asked == []
    assert access.known_hosts.exists() == (known == "pinned")


@pytest.mark.parametrize("pinned", [True, False])
def test_an_answer_without_tls(
    scheme: str, authority: Made, access: Access, *, pinned: bool
) -> None:
    with hostile(_answer) as server:
        if pinned:
            _pin(server, access, authority)
        error = _refused(_opened(server, scheme, access))
        assert (type(error), error.message.code) == (StorageUnreachable, "server-speaks-no-tls")
        assert server.asked == []


def test_an_authority_of_this_computer_is_enough_and_nothing_is_pinned(
    scheme: str, of_this_computer: None, authority: Made, access: Access, tmp_path: Path
) -> None:
    with (
        hostile(_answer, made(authority).file(tmp_path)) as server,
        closing(_opened(server, scheme, access)) as storage,
    ):
        assert list(storage.list("objects")) == []
    assert not access.known_hosts.exists()


def test_a_pinned_server_is_known_by_that_alone(
    scheme: str, of_this_computer: None, authority: Made, access: Access, tmp_path: Path
) -> None:
    """Whoever gets a certificate of a public authority for that name stands in for nobody."""
    with hostile(_answer, made(authority).file(tmp_path, authority)) as server:
        _pin(server, access, made(is_authority=True))
        error = _refused(_opened(server, scheme, access))
        assert isinstance(error, HostKeyChanged)
        assert error.message.values["key"] == authority.fingerprint
        assert server.asked == []


def test_what_openssl_trusts_is_used_whatever_the_library_has_against_it(
    scheme: str, access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate that is its own authority, put among those of this computer."""
    own = made(is_authority=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(own.file(tmp_path)))
    with (
        hostile(_answer, own.file(tmp_path)) as server,
        closing(_opened(server, scheme, access)) as storage,
    ):
        assert list(storage.list("objects")) == []
    assert not access.known_hosts.exists()


@pytest.mark.parametrize("damaged", ["AAAA", "A", "!", "MIIB"])
def test_a_damaged_pin_is_not_as_none(
    scheme: str, of_this_computer: None, authority: Made, access: Access, damaged: str
) -> None:
    """After a power cut, or from a keys file that somebody forged."""
    shows = made(authority).file(access.known_hosts.parent, authority)
    with hostile(_answer, shows) as server:
        entry = f"[127.0.0.1]:{server.port}"
        KnownHosts(access.known_hosts).remember(entry, f"x509 {damaged}")
        error = _refused(_opened(server, scheme, access))
        assert isinstance(error, HostKeyChanged)
        assert error.message.values["key"] == authority.fingerprint
        KnownHosts(access.known_hosts).trust_instead(entry, certificate_text(authority.der))
        with closing(_opened(server, scheme, access)) as storage:
            assert list(storage.list("objects")) == []


def test_nothing_that_a_server_adds_is_pinned(
    scheme: str, authority: Made, access: Access, tmp_path: Path
) -> None:
    """A server may show any certificate beside its own, as one of an authority known to people."""
    alone = made()
    with hostile(_answer, alone.file(tmp_path, authority)) as server:
        access = Access(access.known_hosts, password="a secret")
        error = _refused(_opened(server, scheme, access))
        assert isinstance(error, HostKeyUnknown)
        assert error.message.values["key"] == alone.fingerprint


@pytest.mark.parametrize("pinned", [True, False])
@pytest.mark.parametrize("sealed", [True, False])
def test_no_redirect_takes_the_login_elsewhere(
    scheme: str,
    of_this_computer: None,
    authority: Made,
    access: Access,
    tmp_path: Path,
    *,
    pinned: bool,
    sealed: bool,
) -> None:
    """Also where an authority of this computer vouches for both, and where TLS would end."""
    shows = made(authority).file(tmp_path, authority)
    source = tmp_path / "source"
    source.write_bytes(b"sealed")
    with hostile(_answer, shows if sealed else None) as other, hostile(_answer, shows) as server:
        leads_to = f"http{'s' if sealed else ''}://127.0.0.1:{other.port}/elsewhere"
        server.rule = lambda _: Answered(307, b"", {"Location": leads_to})
        if pinned:
            _pin(server, access, authority)
        with closing(_opened(server, scheme, access)) as storage:
            for ask in (storage.probe, lambda: storage.put(NAME, source)):
                with suppress(StorageError):
                    ask()
        assert server.asked
        # The library for buckets follows within TLS; its signature is for the first server only.
        assert bool(other.asked) == (scheme == "s3" and sealed and not pinned)
        for asked in other.asked:
            assert not {"authorization", "cookie", "x-amz-security-token"} & set(asked.headers)
