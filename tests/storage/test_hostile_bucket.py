"""A store that fails in odd ways, or lies: nothing is called gone, stored or listed by it."""

import hashlib
import itertools
import os
import secrets
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.errors import UsageError
from picup_desktop.program import environment_without_secrets
from picup_desktop.storage import web
from picup_desktop.storage.base import Put, Storage, pieces
from picup_desktop.storage.bucket import connection
from picup_desktop.storage.bucket import put as bucket_put
from picup_desktop.storage.bucket.place import PART_BYTES
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.errors import (
    ObjectExists,
    SourceUnreadable,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageImpossible,
    StorageNonsense,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access, Place
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.health.checkup import check_storage
from picup_desktop.words import Role
from tests.buckets import SECRET
from tests.hostile import (
    CUT,
    DATED,
    PAGE,
    Answered,
    Asked,
    Hostile,
    Rule,
    hostile,
    s3_error,
    s3_page,
)

NAME = "objects/ab/abcdef"
VAULT = s3_page("vault/vault.json")


def _file(folder: Path, data: bytes) -> Path:
    path = folder / secrets.token_hex(4)
    path.write_bytes(data)
    return path


@pytest.fixture
def enemy() -> Iterator[Hostile]:
    with hostile(lambda _: VAULT) as server:
        yield server


def _open(enemy: Hostile, folder: Path, *holds: str, stall_seconds: float = 4.0) -> Storage:
    access = Access(
        folder / "known_hosts", password=SECRET, root_holds=holds, stall_seconds=stall_seconds
    )
    return _place(enemy).open(access)


def _place(enemy: Hostile) -> Place:
    return parse_place(f"s3+http://KEY@127.0.0.1:{enemy.port}/bucket/vault")


def _reading(opened: Storage) -> Sequence[Callable[[], object]]:
    return (
        lambda: opened.stat(NAME),
        lambda: opened.remove(NAME),
        lambda: [*opened.list("objects")],
        lambda: [*opened.get(NAME, 0, 5)],
    )


def _is_listing(asked: Asked) -> bool:
    return "list-type=2" in asked.path


def _store(kept: dict[str, bytes], before: Rule = lambda _: Answered(0)) -> Rule:
    """Return the rule of a store with objects; what ``before`` answers goes first."""

    def answer(asked: Asked) -> Answered | None:
        first = before(asked)
        if first is None or first.status:
            return first
        if _is_listing(asked):
            return VAULT
        path = asked.path.partition("?")[0]
        if asked.method == "PUT":
            if path in kept and "if-none-match" in asked.headers:
                return s3_error(412, "PreconditionFailed")
            kept[path] = asked.body
            return Answered(headers=DATED)
        if path not in kept:
            return s3_error(404, "NoSuchKey")
        return Answered(body=kept[path], headers=DATED)

    return answer


def test_a_slow_line_is_no_stall_while_something_is_sent(enemy: Hostile, tmp_path: Path) -> None:
    """Nobody hears of a part that is under way; a call without bytes of ours is no such part."""
    answered = _store({})

    def slowly(asked: Asked) -> Answered | None:
        if asked.method == "PUT" or "slow" in asked.path:
            time.sleep(2.5)
        return answered(asked)

    enemy.rule = slowly
    place = parse_place(f"s3+http://KEY@127.0.0.1:{enemy.port}/bucket/vault")
    access = Access(tmp_path / "known_hosts", password=SECRET, stall_seconds=0.75)
    courier = Courier(place, access, connecting_seconds=0.75)
    try:
        courier.put(NAME, _file(tmp_path, b"small"))
        assert courier.put_many([Put(f"{NAME}0", _file(tmp_path, b"x"))]) == [None]
        with pytest.raises(StorageStalled):
            courier.stat("objects/slow")
    finally:
        courier.close()


@pytest.mark.parametrize("page", [PAGE, b"", b"<Error><Code>NoSuchKey</Code></Error>"])
def test_5_2_not_found_for_everything_says_nothing_of_an_object(
    enemy: Hostile, tmp_path: Path, page: bytes
) -> None:
    """A proxy's or another server's 404 once made every photo missing, and every removal done."""
    for holds in ((), ("vault.json",)):
        for was_open in (False, True):
            enemy.rule = lambda _: VAULT
            opened = _open(enemy, tmp_path, *holds)
            if was_open:
                assert [*opened.list("")]
            enemy.rule = lambda _: Answered(404, page)
            for ask in _reading(opened):
                with pytest.raises(StorageUnreachable):
                    ask()


def test_5_2_a_page_in_the_middle_of_a_listing_is_not_its_end(
    enemy: Hostile, tmp_path: Path
) -> None:
    names = sorted(f"vault/objects/{number:04}" for number in range(1000))

    def first_then_page(asked: Asked) -> Answered:
        if "objects" not in asked.path:
            return VAULT
        enemy.rule = lambda _: Answered(body=PAGE)
        return s3_page(*names)

    opened = _open(enemy, tmp_path, "vault.json")
    enemy.rule = first_then_page
    listed = opened.list("objects")
    with pytest.raises(StorageUnreachable):
        list(listed)


def test_6_2_names_elsewhere_are_not_of_the_vault(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = lambda _: s3_page("vault/objects/1", "other/2", "vaulted/3")
    assert [one.name for one in _open(enemy, tmp_path).list("")] == ["objects/1"]


@pytest.mark.parametrize("name", ["vault/a//b", "vault/../x", "vault/./x", "vault/a&#1;b"])
def test_6_2_names_that_no_object_of_ours_has_end_a_listing(
    enemy: Hostile, tmp_path: Path, name: str
) -> None:
    enemy.rule = lambda _: Answered(body=s3_page(name).body.replace(b"&amp;#", b"&#"))
    with pytest.raises(StorageImpossible):
        list(_open(enemy, tmp_path).list(""))


def test_6_2_a_size_below_zero_ends_a_listing(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = lambda _: s3_page("vault/x", size=-5)
    with pytest.raises(StorageImpossible):
        list(_open(enemy, tmp_path).list(""))


def test_6_2_the_same_page_for_ever_ends(enemy: Hostile, tmp_path: Path) -> None:
    names = [f"vault/objects/{number:04}" for number in range(1000)]
    enemy.rule = lambda _: s3_page(*names, more=True)
    with pytest.raises(StorageImpossible):
        list(_open(enemy, tmp_path).list("objects"))
    assert len(enemy.asked) < 10


def test_6_2_more_names_that_never_come_end_a_listing(
    enemy: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "LONGEST_LISTING_MINUTES", 0.5 / 60)
    tokens = itertools.count()
    enemy.rule = lambda _: Answered(
        body=b"<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>"
        b"%d</NextContinuationToken></ListBucketResult>" % next(tokens)
    )
    with pytest.raises(StorageStalled):
        list(_open(enemy, tmp_path).list("objects"))
    with pytest.raises(StorageStalled):
        _place(enemy).prepare(Access(tmp_path / "known_hosts", password=SECRET))
    asked = len(enemy.asked)
    time.sleep(0.2)
    assert len(enemy.asked) <= asked + 1


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
    enemy.rule = _store(kept, lambda asked: busy.pop() if busy else Answered(0))
    opened = _open(enemy, tmp_path, stall_seconds=30.0)
    opened.put(NAME, _file(tmp_path, b"data"))
    assert [*kept.values()] == [b"data"]
    assert not busy


def test_1_4_nothing_is_lost_with_the_answer_to_a_put(enemy: Hostile, tmp_path: Path) -> None:
    kept: dict[str, bytes] = {}
    cut: list[str] = []

    def after(asked: Asked) -> Answered | None:
        if asked.method == "PUT" and not cut:
            cut.append(asked.path)
            kept[asked.path] = asked.body
            return CUT
        return Answered(0)

    enemy.rule = _store(kept, after)
    with pytest.raises((ObjectExists, StorageAway)):
        _open(enemy, tmp_path).put(NAME, _file(tmp_path, b"data"))
    assert [*kept.values()] == [b"data"]


def test_1_4_the_answer_after_the_last_part_may_be_lost(enemy: Hostile, tmp_path: Path) -> None:
    data = os.urandom(PART_BYTES + 1)
    whole: dict[str, bytes] = {}

    def answer(asked: Asked) -> Answered | None:
        path, _, query = asked.path.partition("?")
        if _is_listing(asked):
            return VAULT
        if asked.method == "POST" and query.startswith("uploads"):
            return Answered(
                body=b"<InitiateMultipartUploadResult><UploadId>1</UploadId>"
                b"</InitiateMultipartUploadResult>"
            )
        if asked.method == "PUT":
            return Answered(headers={"ETag": '"part"'})
        if asked.method == "POST":
            lost = path not in whole
            whole[path] = data
            return CUT if lost else s3_error(404, "NoSuchUpload")
        if path not in whole:
            return s3_error(404, "NoSuchKey")
        return Answered(body=data, headers=DATED)

    enemy.rule = answer
    _open(enemy, tmp_path).put(NAME, _file(tmp_path, data))
    assert whole


@pytest.mark.parametrize("name", ["vault.json", "keys/1.age"])
def test_a_store_that_ignores_conditions_overwrites_nothing(
    enemy: Hostile, tmp_path: Path, name: str
) -> None:
    kept = {f"/bucket/vault/{name}": b"first"}

    def ignores(asked: Asked) -> Answered:
        asked.headers.pop("if-none-match", None)
        return Answered(0)

    enemy.rule = _store(kept, ignores)
    with pytest.raises(ObjectExists):
        _open(enemy, tmp_path).put(name, _file(tmp_path, b"second"))
    assert [*kept.values()] == [b"first"]


def test_a_store_that_refuses_conditions_is_written_to(enemy: Hostile, tmp_path: Path) -> None:
    kept: dict[str, bytes] = {}
    enemy.rule = _store(
        kept,
        lambda asked: (
            s3_error(501, "NotImplemented") if "if-none-match" in asked.headers else Answered(0)
        ),
    )
    opened = _open(enemy, tmp_path)
    opened.put(NAME, _file(tmp_path, b"first"))
    with pytest.raises(ObjectExists):
        opened.put(NAME, _file(tmp_path, b"second"))
    assert [*kept.values()] == [b"first"]


@pytest.mark.parametrize("conditions", ["honoured", "ignored", "refused"])
def test_what_a_store_makes_of_conditions_is_said(
    enemy: Hostile, tmp_path: Path, conditions: str
) -> None:
    kept: dict[str, bytes] = {}

    def before(asked: Asked) -> Answered:
        if conditions == "refused" and "if-none-match" in asked.headers:
            return s3_error(501, "NotImplemented")
        if conditions == "ignored":
            asked.headers.pop("if-none-match", None)
        if asked.method == "POST" and "delete" in asked.path:
            gone = "".join(
                f"<Deleted><Key>{path.removeprefix('/bucket/')}</Key></Deleted>" for path in kept
            )
            kept.clear()
            return Answered(body=f"<DeleteResult>{gone}</DeleteResult>".encode())
        return Answered(0)

    enemy.rule = _store(kept, before)
    storage = _open(enemy, tmp_path)
    assert storage.probe().overwrites == (conditions != "honoured")
    assert not kept
    checks = {one.name: one for one in check_storage(Role.MAIN, storage, tmp_path, SystemClock())}
    assert ("names main" in checks) == (conditions != "honoured")


def _elsewhere(region: str) -> Answered:
    said = f"<Error><Code>AuthorizationHeaderMalformed</Code><Region>{region}</Region></Error>"
    return Answered(400, said.encode())


def test_a_store_in_another_region_is_asked_there_once(enemy: Hostile, tmp_path: Path) -> None:
    kept: dict[str, bytes] = {}

    def before(asked: Asked) -> Answered:
        is_there = "/eu-central-1/" in asked.headers["authorization"]
        return Answered(0) if is_there else _elsewhere("eu-central-1")

    enemy.rule = _store(kept, before)
    storage = _open(enemy, tmp_path)
    storage.put(NAME, _file(tmp_path, b"data"))
    assert [*kept.values()] == [b"data"]
    wrong = [one for one in enemy.asked if "/us-east-1/" in one.headers["authorization"]]
    assert len(wrong) == 1


def test_the_region_of_the_address_is_the_first_that_is_asked(
    enemy: Hostile, tmp_path: Path
) -> None:
    kept: dict[str, bytes] = {}
    enemy.rule = _store(kept)
    place = parse_place(f"s3+http://KEY@127.0.0.1:{enemy.port}/bucket/vault?region=garage")
    storage = place.open(Access(tmp_path / "known_hosts", password=SECRET))
    storage.put(NAME, _file(tmp_path, b"data"))
    assert len(kept) == 1
    assert all("/garage/s3/" in asked.headers["authorization"] for asked in enemy.asked)


def test_a_store_that_wants_another_region_and_does_not_name_it_is_told_in_words(
    enemy: Hostile, tmp_path: Path
) -> None:
    enemy.rule = lambda _: s3_error(400, "AuthorizationHeaderMalformed")
    with pytest.raises(StorageDenied, match="another region") as refused:
        _open(enemy, tmp_path).probe()
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

    enemy.rule = _store(kept, before)
    source = _file(tmp_path, b"data")
    puts = [Put(f"{NAME}{number}", source) for number in range(4)]
    assert _open(enemy, tmp_path).put_many(puts) == [None] * 4
    assert len(kept) == 4


def test_5_2_nothing_is_written_by_a_batch_while_the_vault_is_looked_for(
    enemy: Hostile, tmp_path: Path
) -> None:
    def nothing_there(asked: Asked) -> Answered:
        if _is_listing(asked):
            time.sleep(0.1)
            return s3_page()
        return Answered(headers=DATED)

    enemy.rule = nothing_there
    source = _file(tmp_path, b"data")
    puts = [Put(f"{NAME}{number}", source) for number in range(8)]
    results = _open(enemy, tmp_path, "vault.json").put_many(puts)
    assert [type(one) for one in results] == [StorageUnreachable] * 8
    assert [asked for asked in enemy.asked if asked.method != "GET"] == []


def _naming(kept: dict[str, bytes]) -> Rule:
    """Return the rule of a store that names the MD5 of what it is sent."""
    store = _store(kept)

    def answer(asked: Asked) -> Answered | None:
        answered = store(asked)
        if asked.method != "PUT":
            return answered
        digest = hashlib.md5(asked.body, usedforsecurity=False).hexdigest()
        return Answered(headers={**DATED, "ETag": f'"{digest}"'})

    return answer


@pytest.mark.parametrize(
    ("size_bytes", "names_them", "looked_at"),
    [(100, True, 0), (100, False, 1), (0, True, 0), (bucket_put.MOST_SUMMED_BYTES + 1, True, 1)],
)
def test_a_write_is_looked_at_where_its_answer_does_not_name_the_bytes(
    enemy: Hostile, tmp_path: Path, size_bytes: int, names_them: bool, looked_at: int
) -> None:
    kept: dict[str, bytes] = {}
    enemy.rule = _naming(kept) if names_them else _store(kept)
    _open(enemy, tmp_path).put(NAME, _file(tmp_path, bytes(size_bytes)))
    assert [len(data) for data in kept.values()] == [size_bytes]
    assert len([asked for asked in enemy.asked if asked.method == "HEAD"]) == looked_at


def test_a_file_of_the_vault_takes_a_look_and_a_write(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = _naming({})
    storage = _open(enemy, tmp_path, "vault.json")
    assert [*storage.list("")]
    enemy.asked.clear()
    storage.put("keys/1.age", _file(tmp_path, b"keys"))
    assert [asked.method for asked in enemy.asked] == ["HEAD", "PUT"]


@pytest.mark.parametrize(
    ("names", "asked"),
    [(("vault/vault.json",), 1), (("vault/objects/1",), 2), (("other/vault.json",), 2), ((), 2)],
)
def test_5_2_the_end_of_a_listing_counts_by_names_of_the_vault_or_a_second_look(
    enemy: Hostile, tmp_path: Path, names: tuple[str, ...], asked: int
) -> None:
    storage = _open(enemy, tmp_path, "vault.json")
    assert [*storage.list("")]
    enemy.asked.clear()
    enemy.rule = lambda _: s3_page(*names) if len(enemy.asked) == 1 else VAULT
    list(storage.list(""))
    assert len(enemy.asked) == asked


def test_6_2_a_store_that_names_another_region_each_time_is_left(
    enemy: Hostile, tmp_path: Path
) -> None:
    enemy.rule = lambda _: _elsewhere(f"eu-west-{len(enemy.asked)}")
    with pytest.raises(StorageError):
        _open(enemy, tmp_path).stat(NAME)
    assert len(enemy.asked) < 5


def test_a_put_that_stores_nothing_is_no_success(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = _store({}, lambda a: Answered(headers=DATED) if a.method == "PUT" else Answered(0))
    with pytest.raises(StorageNonsense):
        _open(enemy, tmp_path).put(NAME, _file(tmp_path, b"data"))


def test_6_2_no_more_is_read_than_was_asked_for(enemy: Hostile, tmp_path: Path) -> None:
    headers = {**DATED, "Content-Range": "bytes 0-4/100"}
    enemy.rule = lambda asked: (
        VAULT if _is_listing(asked) else Answered(206, b"0123456789" * 10, headers)
    )
    assert b"".join(_open(enemy, tmp_path).get(NAME, 0, 5)) == b"01234"


def test_a_batch_ends_with_the_first_sign_that_the_store_is_away(
    enemy: Hostile, tmp_path: Path
) -> None:
    opened = _open(enemy, tmp_path)
    assert [*opened.list("")]
    enemy.rule = lambda _: Answered(404)
    results = opened.remove_many([f"{NAME}{number}" for number in range(200)])
    assert [type(one) for one in results] == [StorageUnreachable] * 200
    assert len(enemy.asked) < 100


def test_an_access_key_that_no_header_can_have_is_refused() -> None:
    for key in ("A%0AB", "%ED%95%9C", "A%20B"):
        with pytest.raises(UsageError):
            parse_place(f"s3://{key}@host/bucket/vault")


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "ALL_PROXY"])
def test_no_proxy_reads_what_is_sent_without_tls(
    enemy: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    kept: dict[str, bytes] = {}
    enemy.rule = _store(kept)
    with hostile(lambda _: Answered(502)) as proxy:
        monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        _open(enemy, tmp_path).put(NAME, _file(tmp_path, b"data"))
        assert proxy.asked == []
    assert len(kept) == 1


def test_settings_of_other_programs_for_s3_change_nothing(
    enemy: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SKIP_SIGNATURE", "true")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of another login")
    assert not [name for name in environment_without_secrets() if name.startswith("AWS_")]
    list(_open(enemy, tmp_path).list(""))
    assert all("Credential=KEY/" in asked.headers["authorization"] for asked in enemy.asked)


@pytest.mark.parametrize("secret", ["a b\nc", "한글 비밀", "+/=%&?#'\"\\", "x" * 5000])
def test_an_odd_secret_stands_in_no_error(enemy: Hostile, tmp_path: Path, secret: str) -> None:
    enemy.rule = lambda _: s3_error(403, "SignatureDoesNotMatch")
    place = parse_place(f"s3+http://KEY@127.0.0.1:{enemy.port}/bucket/a%20b/%ED%95%9C")
    opened = place.open(Access(tmp_path / "known_hosts", password=secret))
    with pytest.raises(StorageError) as caught:
        opened.stat(NAME)
    assert secret not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("before_bytes", [4, PART_BYTES + 1])
@pytest.mark.parametrize("change", [-1, 1])
def test_1_5_a_file_that_changes_while_it_is_sent_is_not_stored(
    enemy: Hostile, tmp_path: Path, before_bytes: int, change: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _file(tmp_path, bytes(before_bytes))
    kept: dict[str, bytes] = {}
    upload = (
        b"<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"
    )

    ended: list[str] = []

    def parts(asked: Asked) -> Answered:
        if "?uploads" in asked.path:
            return Answered(body=upload)
        if asked.method == "DELETE":
            ended.append(asked.path)
            return Answered(204)
        return Answered(headers=DATED) if "partNumber" in asked.path else Answered(0)

    def changed(path: Path, most_bytes: int, size_bytes: int) -> Iterator[bytes]:
        os.truncate(path, before_bytes + change)
        return pieces(path, most_bytes, size_bytes)

    for module in (bucket_put, web):
        monkeypatch.setattr(module, "pieces", changed)
    enemy.rule = _store(kept, parts)
    with pytest.raises(SourceUnreadable, match="changed"):
        _open(enemy, tmp_path).put(NAME, source)
    assert not kept
    assert bool(ended) == (before_bytes > PART_BYTES)
