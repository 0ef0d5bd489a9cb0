"""Real servers with certificates of one's own: asked about once, pinned, and never again silently.

Each of these is seen with a bucket (moto), and shares of WsgiDAV and rclone.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.storage.base import Put, Storage
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.errors import HostKeyChanged, HostKeyUnknown
from picup_desktop.storage.place import Access, Place
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.trust.known_hosts import KnownHosts, certificate_text
from tests.authority import Made, made
from tests.buckets import SECRET, BucketServer, bucket_server
from tests.shares import PASSWORD, Share, share

NAME = "objects/ab/abcdef"
Serve = Callable[[Path], AbstractContextManager[BucketServer | Share]]


@pytest.fixture(params=["bucket", "share", "share of rclone"])
def serve(request: pytest.FixtureRequest, tmp_path: Path) -> Serve:
    """Run a server that shows the certificate of a file."""

    @contextmanager
    def of_share(shows: Path) -> Iterator[Share]:
        if rclone and shutil.which("rclone") is None:
            pytest.skip("rclone is not installed")
        with share(tmp_path / "disk", rclone=rclone, shows=shows) as server:
            yield server

    rclone = request.param == "share of rclone"
    return bucket_server if request.param == "bucket" else of_share


def _vault(server: BucketServer | Share, folder: Path) -> tuple[Place, Access]:
    """Return a new, empty place on the server, and the login there."""
    own, password = f"b-{secrets.token_hex(8)}", PASSWORD
    if isinstance(server, BucketServer):
        server.make_bucket(own)
        password = SECRET
    access = Access(folder / "known_hosts", password=password, stall_seconds=6.0)
    return parse_place(server.url(own)), access


def _works(storage: Storage, folder: Path) -> None:
    """Check that objects of several kinds go and come back."""
    data = os.urandom(6 * 1024 * 1024 + 1)
    large, small = folder / "large", folder / "small"
    large.write_bytes(data)
    small.write_bytes(b"small")
    storage.put(NAME, large)
    puts = [Put(f"{NAME}{number}", small) for number in range(20)]
    assert storage.put_many(puts) == [None] * 20
    assert b"".join(storage.get(NAME)) == data
    assert len(list(storage.list("objects"))) == 21
    assert storage.remove(NAME)


def _restarted(server: BucketServer | Share, shows: Path) -> None:
    server.stop()
    server.shows = shows
    server.start()


@pytest.mark.parametrize("sends_authority", [True, False])
def test_a_certificate_is_asked_about_pinned_and_used(
    serve: Serve, tmp_path: Path, *, sends_authority: bool
) -> None:
    authority = made(is_authority=True)
    own = made(authority)
    shown: Made = authority if sends_authority else own
    with serve(own.file(tmp_path, *([authority] if sends_authority else []))) as server:
        place, access = _vault(server, tmp_path)
        with pytest.raises(HostKeyUnknown) as caught:
            place.prepare(access)
        assert caught.value.message.values["key"] == shown.fingerprint
        assert not access.known_hosts.exists()
        place.prepare(replace(access, trust_new_host_key=True))
        entry = f"[127.0.0.1]:{server.port}"
        assert KnownHosts(access.known_hosts).of(entry) == (certificate_text(shown.der),)
        with_courier = Courier(place, access)
        try:
            assert with_courier.probe().host_key == certificate_text(shown.der)
            _works(with_courier, tmp_path)
        finally:
            with_courier.close()


@pytest.mark.parametrize("is_authority", [True, False, None])
def test_a_certificate_that_signed_itself(
    serve: Serve, tmp_path: Path, *, is_authority: bool | None
) -> None:
    """``openssl req -x509`` makes one that is an authority too, which many programs refuse."""
    with serve(made(is_authority=is_authority).file(tmp_path)) as server:
        place, access = _vault(server, tmp_path)
        access = replace(access, trust_new_host_key=True)
        place.prepare(access)
        storage = place.open(access)
        _works(storage, tmp_path)
        storage.close()


def test_a_changed_certificate_is_refused_and_a_renewed_one_is_not(
    serve: Serve, tmp_path: Path
) -> None:
    authority, other = made(is_authority=True), made(is_authority=True)
    with serve(made(authority).file(tmp_path, authority)) as server:
        place, access = _vault(server, tmp_path)
        place.prepare(replace(access, trust_new_host_key=True))
        _restarted(server, made(authority).file(tmp_path, authority))
        if isinstance(server, BucketServer):
            server.make_bucket(place.root.split("/")[1])
        storage = place.open(access)
        storage.probe()
        storage.close()
        _restarted(server, made(other).file(tmp_path, other))
        changed = place.open(replace(access, trust_new_host_key=True))
        for ask in (changed.probe, lambda: changed.stat(NAME), lambda: [*changed.list("")]):
            with pytest.raises(HostKeyChanged) as caught:
                ask()
        changed.close()
        assert caught.value.message.values["key"] == other.fingerprint
        assert caught.value.message.values["before"] == authority.fingerprint
        with_colons = ":".join(other.fingerprint[7:][at : at + 2].lower() for at in range(0, 64, 2))
        once = replace(access, trust_fingerprint=f"SHA256:{with_colons}")
        if isinstance(server, BucketServer):
            server.make_bucket(place.root.split("/")[1])
        accepted = place.open(once)
        assert accepted.probe().host_key == certificate_text(other.der)
        accepted.close()
        not_remembered = place.open(access)
        with pytest.raises(HostKeyChanged):
            not_remembered.probe()
        not_remembered.close()
