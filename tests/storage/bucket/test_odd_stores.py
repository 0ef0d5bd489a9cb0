"""A store that is busy, elsewhere or beyond a proxy, and what it learns of the login."""

import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.program import environment_without_secrets
from picup_desktop.storage.base import Put
from picup_desktop.storage.bucket import connection, questions, storage
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.errors import (
    StorageDenied,
    StorageError,
    StorageStalled,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from tests.buckets import SECRET
from tests.hostile import (
    DATED,
    Answered,
    Asked,
    Hostile,
    hostile,
    s3_error,
    s3_page,
)
from tests.storage.bucket.odd_store import NAME, open_bucket, storing
from tests.storage.new_file import new_file

HOUR_SECONDS = 3600.0


def test_a_slow_line_is_no_stall_while_something_is_sent(enemy: Hostile, tmp_path: Path) -> None:
    """Nobody hears of a part that is under way; a call without bytes of ours is no such part."""
    answered = storing({})

    def slowly(asked: Asked) -> Answered | None:
        if asked.method == "PUT" or "slow" in asked.path:
            time.sleep(2.5)
        return answered(asked)

    enemy.rule = slowly
    place = parse_place(f"s3+http://KEY@127.0.0.1:{enemy.port}/bucket/vault")
    access = Access(tmp_path / "known_hosts", password=SECRET, stall_seconds=0.75)
    courier = Courier(place, access, connecting_seconds=0.75)
    try:
        courier.put(NAME, new_file(tmp_path, b"small"))
        assert courier.put_many([Put(f"{NAME}0", new_file(tmp_path, b"x"))]) == [None]
        with pytest.raises(StorageStalled):
            courier.stat("objects/slow")
    finally:
        courier.close()


@pytest.mark.parametrize(
    "answer",
    [s3_error(503, "SlowDown"), s3_error(500, "InternalError"), s3_error(400, "RequestTimeout")],
)
def test_a_store_that_is_too_busy_for_a_while_is_slow_and_has_not_failed(
    enemy: Hostile, tmp_path: Path, answer: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "FIRST_PAUSE_SECONDS", 0.01)
    busy = [answer] * (connection.TRIES_AGAIN + 2)
    kept: dict[str, bytes] = {}
    enemy.rule = storing(kept, lambda asked: busy.pop() if busy else Answered(0))
    opened = open_bucket(enemy, tmp_path, stall_seconds=30.0)
    opened.put(NAME, new_file(tmp_path, b"data"))
    assert [*kept.values()] == [b"data"]
    assert not busy


def _elsewhere(region: str) -> Answered:
    said = f"<Error><Code>AuthorizationHeaderMalformed</Code><Region>{region}</Region></Error>"
    return Answered(400, said.encode())


def test_a_store_in_another_region_is_asked_there_once(enemy: Hostile, tmp_path: Path) -> None:
    kept: dict[str, bytes] = {}

    def before(asked: Asked) -> Answered:
        is_there = "/eu-central-1/" in asked.headers["authorization"]
        return Answered(0) if is_there else _elsewhere("eu-central-1")

    enemy.rule = storing(kept, before)
    storage = open_bucket(enemy, tmp_path)
    storage.put(NAME, new_file(tmp_path, b"data"))
    assert [*kept.values()] == [b"data"]
    wrong = [one for one in enemy.asked if "/us-east-1/" in one.headers["authorization"]]
    assert len(wrong) == 1


def test_the_region_of_the_address_is_the_first_that_is_asked(
    enemy: Hostile, tmp_path: Path
) -> None:
    kept: dict[str, bytes] = {}
    enemy.rule = storing(kept)
    place = parse_place(f"s3+http://KEY@127.0.0.1:{enemy.port}/bucket/vault?region=garage")
    storage = place.open(Access(tmp_path / "known_hosts", password=SECRET))
    storage.put(NAME, new_file(tmp_path, b"data"))
    assert len(kept) == 1
    assert all("/garage/s3/" in asked.headers["authorization"] for asked in enemy.asked)


def test_a_store_that_wants_another_region_and_does_not_name_it_is_told_in_words(
    enemy: Hostile, tmp_path: Path
) -> None:
    enemy.rule = lambda _: s3_error(400, "AuthorizationHeaderMalformed")
    with pytest.raises(StorageDenied, match="another address or region") as refused:
        open_bucket(enemy, tmp_path).probe()
    assert refused.value.message.code == "bucket-wants-region"


def test_each_of_several_that_asked_in_the_wrong_region_asks_again(
    enemy: Hostile, tmp_path: Path
) -> None:
    """Who heard it second was refused for good, because the region had changed already."""
    kept: dict[str, bytes] = {}
    all_there = threading.Barrier(4, timeout=20.0)

    def before(asked: Asked) -> Answered:
        if asked.method != "PUT" or "/eu-central-1/" in asked.headers["authorization"]:
            return Answered(0)
        all_there.wait()
        return _elsewhere("eu-central-1")

    enemy.rule = storing(kept, before)
    source = new_file(tmp_path, b"data")
    puts = [Put(f"{NAME}{number}", source) for number in range(4)]
    assert open_bucket(enemy, tmp_path).put_many(puts) == [None] * 4
    assert len(kept) == 4


def test_who_waits_for_a_look_that_fails_does_not_look_again(
    enemy: Hostile, tmp_path: Path
) -> None:
    """Each of a courier's lanes would wait for a store that is away, one after the other."""
    all_there = threading.Barrier(4, timeout=20.0)

    def slowly(_: Asked) -> Answered:
        time.sleep(1.0)
        return s3_error(403, "AccessDenied")

    enemy.rule = slowly
    opened = open_bucket(enemy, tmp_path)

    def look(_: int) -> type[Exception] | None:
        all_there.wait()
        try:
            opened.stat(NAME)
        except StorageError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(4) as lanes:
        assert [*lanes.map(look, range(4))] == [StorageDenied] * 4
    assert len(enemy.asked) == 1
    # Whoever comes later looks himself.
    enemy.rule = storing({})
    assert [*opened.list("keys")] == []


def test_6_2_a_store_that_names_another_region_each_time_is_left(
    enemy: Hostile, tmp_path: Path
) -> None:
    enemy.rule = lambda _: _elsewhere(f"eu-west-{len(enemy.asked)}")
    with pytest.raises(StorageError):
        open_bucket(enemy, tmp_path).stat(NAME)
    assert len(enemy.asked) < 5


def test_an_access_key_that_no_header_can_have_is_refused() -> None:
    for key in ("A%0AB", "%ED%95%9C", "A%20B"):
        with pytest.raises(UsageError):
            parse_place(f"s3://{key}@host/bucket/vault")


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "ALL_PROXY"])
def test_no_proxy_reads_what_is_sent_without_tls(
    enemy: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    kept: dict[str, bytes] = {}
    enemy.rule = storing(kept)
    with hostile(lambda _: Answered(502)) as proxy:
        monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        open_bucket(enemy, tmp_path).put(NAME, new_file(tmp_path, b"data"))
        assert proxy.asked == []
    assert len(kept) == 1


def test_settings_of_other_programs_for_s3_change_nothing(
    enemy: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SKIP_SIGNATURE", "true")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of another login")
    assert not [name for name in environment_without_secrets() if name.startswith("AWS_")]
    list(open_bucket(enemy, tmp_path).list(""))
    assert all("Credential=KEY/" in asked.headers["authorization"] for asked in enemy.asked)


@pytest.mark.parametrize("secret", ["a b\nc", "한글 비밀", "+/=%&?#'\"\\", "x" * 5000])
def test_an_odd_secret_stands_in_no_error(enemy: Hostile, tmp_path: Path, secret: str) -> None:
    enemy.rule = lambda _: s3_error(403, "SignatureDoesNotMatch")
    place = parse_place(f"s3+http://KEY@127.0.0.1:{enemy.port}/bucket/a%20b/%ED%95%9C")
    opened = place.open(Access(tmp_path / "known_hosts", password=secret))
    with pytest.raises(StorageError) as caught:
        opened.stat(NAME)
    assert secret not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("slow", ["list-type", "versioning"])
def test_the_distance_is_that_of_the_quickest_request_of_a_probe(
    enemy: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    """The first opens the connection, and a page may come in two parts: neither is the distance.

    A slow answer takes an hour here, by a clock that the store moves on.
    """
    late_seconds = [0.0]

    def late(asked: Asked) -> Answered:
        if slow in asked.path:
            late_seconds[0] += HOUR_SECONDS
        if asked.path.endswith("?delete"):
            return Answered(body=b"<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>")
        is_list = "list-type" in asked.path
        return s3_page("vault/vault.json") if is_list else Answered(headers=DATED)

    clock = SimpleNamespace(time=time.time, monotonic=lambda: time.monotonic() + late_seconds[0])
    monkeypatch.setattr(storage, "time", clock)
    monkeypatch.setattr(questions, "time", clock)
    enemy.rule = late
    assert 0 < open_bucket(enemy, tmp_path).probe().round_trip_seconds < HOUR_SECONDS
    assert late_seconds[0] >= HOUR_SECONDS
