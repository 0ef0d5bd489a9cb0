"""What only a bucket has: it may be missing or refuse the key, and large objects come in parts."""

import os
import secrets
from pathlib import Path

import pytest

from picup_desktop.storage.base import Put
from picup_desktop.storage.bucket import browse
from picup_desktop.storage.errors import (
    LoginRefused,
    ObjectExists,
    ObjectNotFound,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sums import PART_BYTES
from tests.buckets import SECRET, BucketServer, bucket_server
from tests.storage.away import assert_away
from tests.storage.new_file import new_file

NAME = "objects/ab/abcdef"


def _bucket(server: BucketServer) -> str:
    bucket = f"b-{secrets.token_hex(8)}"
    server.make_bucket(bucket)
    return bucket


def test_a_bucket_that_is_gone_is_away_and_no_photo_missing(
    buckets: BucketServer, tmp_path: Path
) -> None:
    """DISASTERS 5-2: a store answers alike for an object and for a bucket that is not there."""
    access = Access(tmp_path / "known_hosts", password=SECRET)
    opened = parse_place(buckets.url("no-such-bucket")).open(access)
    assert_away(opened, NAME, tmp_path)


def test_a_folder_without_a_vault_is_away(buckets: BucketServer, tmp_path: Path) -> None:
    """DISASTERS 5-2: another bucket of that name says nothing of the photos."""
    bucket = _bucket(buckets)
    access = Access(tmp_path / "known_hosts", password=SECRET, root_holds=("vault.json", "objects"))
    opened = parse_place(buckets.url(bucket)).open(access)
    with pytest.raises(StorageUnreachable):
        opened.stat(NAME)
    buckets.put(bucket, "vault/vault.json", b"{}")
    with pytest.raises(ObjectNotFound):
        opened.stat(NAME)
    buckets.remove(bucket, "vault/vault.json")
    with pytest.raises(StorageUnreachable):
        opened.stat(NAME)


def test_without_a_secret_nothing_is_sent(buckets: BucketServer, tmp_path: Path) -> None:
    opened = parse_place(buckets.url(_bucket(buckets))).open(Access(tmp_path / "known_hosts"))
    with pytest.raises(LoginRefused):
        opened.probe()


def test_folders_to_choose_from_are_found_past_many_names(
    buckets: BucketServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = _bucket(buckets)
    for number in range(5):
        for name in (f"vault/a/{number}", f"vault/b b/c/{number}", f"vault/é/{number}"):
            buckets.put(bucket, name, b"1")
        buckets.put(bucket, f"vault/a{number}", b"1")
    buckets.put(bucket, "vaults/elsewhere/x", b"1")
    access = Access(tmp_path / "known_hosts", password=SECRET)
    place = parse_place(buckets.url(bucket))
    found = place.folders(access, "a3")
    assert (found.folders, found.more, found.holds) == (("a", "b b", "é"), False, True)
    assert not place.folders(access, "a9").holds
    monkeypatch.setattr(browse, "MOST_PAGES_LOOKED_AT", 1)
    assert place.folders(access, "a3").more


@pytest.mark.parametrize("parts", [1, 2.5])
def test_a_large_object_comes_back_whole_and_is_never_overwritten(
    buckets: BucketServer, tmp_path: Path, parts: float
) -> None:
    data = os.urandom(int(PART_BYTES * parts) + 1)
    access = Access(tmp_path / "known_hosts", password=SECRET)
    opened = parse_place(buckets.url(_bucket(buckets))).open(access)
    seen: list[int] = []
    opened.put(NAME, new_file(tmp_path, data), seen.append)
    assert b"".join(opened.get(NAME)) == data
    assert seen == sorted(seen)
    assert seen[-1] == len(data)
    with pytest.raises(ObjectExists):
        opened.put(NAME, new_file(tmp_path, data))


def test_a_store_that_ends_and_comes_back(tmp_path: Path) -> None:
    with bucket_server() as server:
        bucket = _bucket(server)
        access = Access(tmp_path / "known_hosts", password=SECRET, stall_seconds=1.0)
        opened = parse_place(server.url(bucket)).open(access)
        opened.put(NAME, new_file(tmp_path, b"first"))
        server.stop()
        with pytest.raises(StorageUnreachable):
            opened.stat(NAME)
        errors = opened.put_many([Put(f"{NAME}{i}", new_file(tmp_path, b"x")) for i in range(3)])
        assert [type(error) for error in errors] == [StorageUnreachable] * 3
        server.start()
        server.make_bucket(bucket)
        opened.put(NAME, new_file(tmp_path, b"second"))
        assert b"".join(opened.get(NAME)) == b"second"
