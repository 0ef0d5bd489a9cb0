"""What a store itself has of its objects: found out, sent with them, and asked for."""

import os
import secrets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.storage.base import Storage
from picup_desktop.storage.bucket.sums import sum_in
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.errors import (
    ObjectNotFound,
    StorageAway,
    StorageDenied,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sums import PART_BYTES, StoredSum, Summing
from picup_desktop.sync.health.storage_checks import check_storage
from picup_desktop.words import Role
from tests import summing
from tests.buckets import SECRET, BucketServer, bucket_server
from tests.hostile import PAGE, Answered, Asked, s3_error
from tests.storage.bucket.odd_store import NAME
from tests.storage.new_file import new_file

LARGE_BYTES = PART_BYTES * 2 + 7


@pytest.fixture(scope="module")
def behind() -> Iterator[BucketServer]:
    with bucket_server() as server:
        yield server


@pytest.fixture
def store(behind: BucketServer) -> Iterator[summing.Summing]:
    with summing.summing(behind) as server:
        yield server


class Opens(Protocol):
    """Opens a storage in a new bucket of a store, which is closed after the test."""

    def __call__(
        self, store: summing.Summing, *, sends: bool = True, bucket: str = "", holds: str = ""
    ) -> Storage:
        """``sends`` and ``holds`` are those of ``Access``."""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opens]:
    with ExitStack() as ending:

        def opens(
            store: summing.Summing, *, sends: bool = True, bucket: str = "", holds: str = ""
        ) -> Storage:
            bucket = bucket or f"bucket-{secrets.token_hex(4)}"
            store.behind.make_bucket(bucket)
            access = replace(_access(tmp_path, sends=sends), root_holds=tuple(holds.split()))
            storage = parse_place(store.url(bucket)).open(access)
            ending.callback(storage.close)
            return storage

        yield opens


def _access(folder: Path, *, sends: bool = True) -> Access:
    return Access(folder / "known_hosts", password=SECRET, stall_seconds=4.0, sends_sums=sends)


def _sum_of(data: bytes) -> StoredSum:
    return StoredSum(sha256(data).hexdigest())


def test_a_store_that_compares_what_comes_is_found_out(
    store: summing.Summing, opened: Opens, tmp_path: Path
) -> None:
    storage = opened(store)
    assert storage.probe().sums
    assert [*storage.list("")] == []
    checks = {one.name: one for one in check_storage(Role.MAIN, storage, tmp_path, SystemClock())}
    assert checks["checksums main"].ok


@pytest.mark.parametrize("kind", ["echoes", "refuses", "forgets", "lies", "archives"])
def test_a_store_whose_word_is_worth_nothing_is_found_out(
    store: summing.Summing, opened: Opens, tmp_path: Path, kind: str
) -> None:
    store.compares, store.refuses = kind != "echoes", kind == "refuses"
    storage = opened(store, sends=False)
    if kind == "forgets":
        store.names = lambda _path, _noted: None
    elif kind == "lies":
        store.names = lambda _path, _noted: b64encode(sha256(b"other").digest()).decode()
    elif kind == "archives":
        store.more = {"x-amz-storage-class": "GLACIER"}
    found = storage.probe()
    assert (found.sums, found.overwrites) == (False, False)
    assert [*storage.list("")] == []
    checks = {one.name for one in check_storage(Role.MAIN, storage, tmp_path, SystemClock())}
    assert "checksums main" not in checks


@pytest.mark.parametrize(
    "answer", [s3_error(400, "RequestTimeout"), s3_error(503, "SlowDown"), Answered(503), None]
)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_store_that_has_no_time_says_nothing_of_itself(
    store: summing.Summing, opened: Opens, answer: Answered | None, number: int
) -> None:
    storage, asked_of_sums = opened(store, sends=False), 0

    def at_one_question(asked: Asked) -> Answered | None:
        nonlocal asked_of_sums
        if "x-amz-checksum-mode" not in asked.headers and (
            asked.method != "PUT" or summing.SUM not in asked.headers
        ):
            return store.rule(asked)
        asked_of_sums += 1
        return answer if asked_of_sums == number + 1 else store.rule(asked)

    store.server.rule = at_one_question
    assert storage.probe().sums is None
    assert [*storage.list("")] == []


def test_a_line_that_breaks_once_is_asked_again(
    store: summing.Summing, opened: Opens, tmp_path: Path
) -> None:
    storage, broken = opened(store), False
    storage.put(NAME, new_file(tmp_path, b"small"))

    def once(asked: Asked) -> Answered | None:
        nonlocal broken
        if "x-amz-checksum-mode" in asked.headers and not broken:
            broken = True
            return None
        return store.rule(asked)

    store.server.rule = once
    assert [*storage.sums([NAME])] == [_sum_of(b"small")]


def test_the_store_of_the_tests_compares_nothing(behind: BucketServer, tmp_path: Path) -> None:
    bucket = f"bucket-{secrets.token_hex(4)}"
    behind.make_bucket(bucket)
    with closing(parse_place(behind.url(bucket)).open(_access(tmp_path))) as storage:
        assert not storage.probe().sums
        storage.put(NAME, new_file(tmp_path, b"data"))
        assert [*storage.sums([NAME])] == [None]


@pytest.mark.parametrize("by_courier", [False, True])
def test_what_comes_is_sent_with_its_sum_and_asked_about(
    store: summing.Summing, opened: Opens, tmp_path: Path, by_courier: bool
) -> None:
    bucket = f"sent-{by_courier}".lower()
    storage = opened(store, bucket=bucket)
    if by_courier:
        storage = Courier(parse_place(store.url(bucket)), _access(tmp_path))
    small, large = b"small", os.urandom(LARGE_BYTES)
    storage.put(NAME, new_file(tmp_path, small))
    storage.put(f"{NAME}2", new_file(tmp_path, large))
    of_large = Summing(PART_BYTES)
    of_large.update(large)
    asked = [NAME, "objects/ab/missing", f"{NAME}2"]
    first, missing, second = storage.sums(asked)
    assert (first, second) == (_sum_of(small), of_large.of_parts())
    assert isinstance(missing, ObjectNotFound)
    assert not store.reads()
    storage.close()


def test_nothing_is_sent_to_a_store_that_was_not_seen_to_compare_it(
    store: summing.Summing, opened: Opens, tmp_path: Path
) -> None:
    storage = opened(store, sends=False)
    storage.put(NAME, new_file(tmp_path, b"small"))
    storage.put(f"{NAME}2", new_file(tmp_path, bytes(LARGE_BYTES)))
    assert not any("checksum" in name for asked in store.server.asked for name in asked.headers)
    assert [*storage.sums([NAME, f"{NAME}2"])] == [None, None]


@pytest.mark.parametrize("kind", ["takes none", "takes none of parts", "names none of parts"])
def test_a_store_that_takes_no_sums_any_more_is_written_to(
    store: summing.Summing, opened: Opens, tmp_path: Path, kind: str
) -> None:
    storage = opened(store)
    store.refuses, store.refuses_parts = kind == "takes none", kind == "takes none of parts"
    store.names_parts = kind != "names none of parts"
    small, large = b"small", os.urandom(LARGE_BYTES)
    storage.put(NAME, new_file(tmp_path, small))
    storage.put(f"{NAME}2", new_file(tmp_path, large))
    assert b"".join(storage.get(f"{NAME}2", 0, LARGE_BYTES + 1)) == large
    first, second = storage.sums([NAME, f"{NAME}2"])
    assert (first is None, second) == (kind == "takes none", None)


def test_a_busy_store_is_slow_and_has_not_failed(
    store: summing.Summing, opened: Opens, tmp_path: Path
) -> None:
    storage = opened(store)
    storage.put(NAME, new_file(tmp_path, b"small"))
    busy = 2

    def sometimes(asked: Asked) -> Answered | None:
        nonlocal busy
        if "x-amz-checksum-mode" in asked.headers and busy:
            busy -= 1
            return Answered(503)
        return store.rule(asked)

    store.server.rule = sometimes
    assert [*storage.sums([NAME])] == [_sum_of(b"small")]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(Answered(503), StorageAway), (Answered(403), StorageDenied), (None, StorageAway)],
)
def test_the_error_of_one_is_of_that_one(
    store: summing.Summing,
    opened: Opens,
    tmp_path: Path,
    answer: Answered | None,
    kind: type[Exception],
) -> None:
    storage = opened(store)
    storage.put(NAME, new_file(tmp_path, b"small"))

    def refuses_one(asked: Asked) -> Answered | None:
        return answer if asked.path.endswith("/bad") else store.rule(asked)

    store.server.rule = refuses_one
    good, bad = storage.sums([NAME, "objects/ab/bad"])
    assert good == _sum_of(b"small")
    assert isinstance(bad, kind)


def test_5_2_a_vault_that_is_gone_makes_no_object_missing(
    store: summing.Summing, opened: Opens, tmp_path: Path
) -> None:
    opened(store, bucket="gone").put("vault.json", new_file(tmp_path, b"{}"))
    storage = opened(store, bucket="gone", holds="vault.json")
    (missing,) = storage.sums([NAME])
    assert isinstance(missing, ObjectNotFound)
    storage.remove("vault.json")
    (gone,) = storage.sums([NAME])
    assert isinstance(gone, StorageUnreachable)


def test_6_2_a_page_names_no_sum(store: summing.Summing, opened: Opens, tmp_path: Path) -> None:
    storage = opened(store)
    storage.probe()
    store.server.rule = lambda _: Answered(body=PAGE)
    assert [*storage.sums([NAME])] == [None]


SHA = sha256(b"data").digest()
TOLD = b64encode(SHA).decode()
NAMED = StoredSum(SHA.hex())


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({summing.SUM: TOLD}, NAMED),
        ({summing.SUM: TOLD, "x-amz-checksum-type": "FULL_OBJECT"}, NAMED),
        ({summing.SUM: TOLD, "x-amz-checksum-type": "COMPOSITE"}, None),
        ({summing.SUM: f"{TOLD}-2", "content-length": str(PART_BYTES + 1)}, replace(
            NAMED, part_bytes=PART_BYTES)),
        ({summing.SUM: f"{TOLD}-2", "content-length": str(PART_BYTES)}, None),
        ({summing.SUM: f"{TOLD}-3", "content-length": str(PART_BYTES + 1)}, None),
        ({summing.SUM: f"{TOLD}-2", "content-length": "many"}, None),
        ({summing.SUM: f"{TOLD}-2"}, None),
        ({summing.SUM: f"{TOLD}-0", "content-length": "0"}, None),
        ({summing.SUM: TOLD, "x-amz-archive-status": "ARCHIVE_ACCESS"}, None),
        ({summing.SUM: TOLD, "x-amz-storage-class": "DEEP_ARCHIVE"}, None),
        ({summing.SUM: TOLD, "x-amz-storage-class": "STANDARD_IA"}, NAMED),
        ({summing.SUM: TOLD[:-1]}, None),
        ({summing.SUM: "\x1b[2J"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_what_headers_say(headers: dict[str, str], said: StoredSum | None) -> None:
    assert sum_in(headers) == said
