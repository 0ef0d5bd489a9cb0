"""A store that fails a write in odd ways: nothing is called stored, and nothing is overwritten."""

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.storage import web
from picup_desktop.storage.base import Put, pieces
from picup_desktop.storage.bucket import put as bucket_put
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    SourceUnreadable,
    StorageAway,
    StorageNonsense,
    StorageUnreachable,
)
from picup_desktop.storage.sums import PART_BYTES
from picup_desktop.sync.health.storage_checks import check_storage
from picup_desktop.words import Role
from tests.hostile import (
    CUT,
    DATED,
    Answered,
    Asked,
    Hostile,
    Rule,
    s3_error,
    s3_page,
)
from tests.storage.bucket.odd_store import (
    NAME,
    VAULT,
    is_listing,
    open_bucket,
    storing,
)
from tests.storage.new_file import new_file


def test_1_4_nothing_is_lost_with_the_answer_to_a_put(enemy: Hostile, tmp_path: Path) -> None:
    kept: dict[str, bytes] = {}
    cut: list[str] = []

    def after(asked: Asked) -> Answered | None:
        if asked.method == "PUT" and not cut:
            cut.append(asked.path)
            kept[asked.path] = asked.body
            return CUT
        return Answered(0)

    enemy.rule = storing(kept, after)
    with pytest.raises((ObjectExists, StorageAway)):
        open_bucket(enemy, tmp_path).put(NAME, new_file(tmp_path, b"data"))
    assert [*kept.values()] == [b"data"]


def test_1_4_the_answer_after_the_last_part_may_be_lost(enemy: Hostile, tmp_path: Path) -> None:
    data = os.urandom(PART_BYTES + 1)
    whole: dict[str, bytes] = {}

    def answer(asked: Asked) -> Answered | None:
        path, _, query = asked.path.partition("?")
        if is_listing(asked):
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
    open_bucket(enemy, tmp_path).put(NAME, new_file(tmp_path, data))
    assert whole


@pytest.mark.parametrize("name", ["vault.json", "keys/1.age"])
def test_a_store_that_ignores_conditions_overwrites_nothing(
    enemy: Hostile, tmp_path: Path, name: str
) -> None:
    kept = {f"/bucket/vault/{name}": b"first"}

    def ignores(asked: Asked) -> Answered:
        asked.headers.pop("if-none-match", None)
        return Answered(0)

    enemy.rule = storing(kept, ignores)
    with pytest.raises(ObjectExists):
        open_bucket(enemy, tmp_path).put(name, new_file(tmp_path, b"second"))
    assert [*kept.values()] == [b"first"]


def test_a_store_that_refuses_conditions_is_written_to(enemy: Hostile, tmp_path: Path) -> None:
    kept: dict[str, bytes] = {}
    enemy.rule = storing(
        kept,
        lambda asked: (
            s3_error(501, "NotImplemented") if "if-none-match" in asked.headers else Answered(0)
        ),
    )
    opened = open_bucket(enemy, tmp_path)
    opened.put(NAME, new_file(tmp_path, b"first"))
    with pytest.raises(ObjectExists):
        opened.put(NAME, new_file(tmp_path, b"second"))
    assert [*kept.values()] == [b"first"]


def _without_tags(rule: Rule) -> Rule:
    """Return the rule of a store that names nothing of what it keeps when it is written to."""

    def answer(asked: Asked) -> Answered | None:
        answered = rule(asked)
        if answered is None or asked.method != "PUT":
            return answered
        named = {name: said for name, said in answered.headers.items() if name != "ETag"}
        return replace(answered, headers=named)

    return answer


@pytest.mark.parametrize("tags", [True, False])
@pytest.mark.parametrize("conditions", ["honoured", "ignored", "refused"])
def test_what_a_store_makes_of_conditions_is_said(
    enemy: Hostile, tmp_path: Path, conditions: str, tags: bool
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

    enemy.rule = storing(kept, before) if tags else _without_tags(storing(kept, before))
    storage = open_bucket(enemy, tmp_path)
    assert storage.probe().overwrites == (conditions != "honoured")
    assert not kept
    checks = {one.name: one for one in check_storage(Role.MAIN, storage, tmp_path, SystemClock())}
    assert ("names main" in checks) == (conditions != "honoured")


def test_5_2_nothing_is_written_by_a_batch_while_the_vault_is_looked_for(
    enemy: Hostile, tmp_path: Path
) -> None:
    def nothing_there(asked: Asked) -> Answered:
        if is_listing(asked):
            time.sleep(0.1)
            return s3_page()
        return Answered(headers=DATED)

    enemy.rule = nothing_there
    source = new_file(tmp_path, b"data")
    puts = [Put(f"{NAME}{number}", source) for number in range(8)]
    results = open_bucket(enemy, tmp_path, "vault.json").put_many(puts)
    assert [type(one) for one in results] == [StorageUnreachable] * 8
    assert [asked for asked in enemy.asked if asked.method != "GET"] == []


def _naming(kept: dict[str, bytes]) -> Rule:
    """Return the rule of a store that names the MD5 of what it is sent."""
    store = storing(kept)

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
    enemy.rule = _naming(kept) if names_them else storing(kept)
    open_bucket(enemy, tmp_path).put(NAME, new_file(tmp_path, bytes(size_bytes)))
    assert [len(data) for data in kept.values()] == [size_bytes]
    assert len([asked for asked in enemy.asked if asked.method == "HEAD"]) == looked_at


def test_a_file_of_the_vault_takes_a_look_and_a_write(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = _naming({})
    storage = open_bucket(enemy, tmp_path, "vault.json")
    assert [*storage.list("")]
    enemy.asked.clear()
    storage.put("keys/1.age", new_file(tmp_path, b"keys"))
    assert [asked.method for asked in enemy.asked] == ["HEAD", "PUT"]


def test_a_put_that_stores_nothing_is_no_success(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = storing(
        {}, lambda a: Answered(headers=DATED) if a.method == "PUT" else Answered(0)
    )
    with pytest.raises(StorageNonsense):
        open_bucket(enemy, tmp_path).put(NAME, new_file(tmp_path, b"data"))


@pytest.mark.parametrize("conditions", ["honoured", "refused"])
def test_a_store_that_names_no_tag_is_looked_at(
    enemy: Hostile, tmp_path: Path, conditions: str
) -> None:
    """The library took each such answer for a failure, after the object was stored."""
    kept: dict[str, bytes] = {}

    def before(asked: Asked) -> Answered:
        refused = conditions == "refused" and "if-none-match" in asked.headers
        return s3_error(501, "NotImplemented") if refused else Answered(0)

    enemy.rule = _without_tags(storing(kept, before))
    storage = open_bucket(enemy, tmp_path)
    for name in (NAME, "keys/1.age"):
        storage.put(name, new_file(tmp_path, b"data"))
        with pytest.raises(ObjectExists):
            storage.put(name, new_file(tmp_path, b"data"))
    assert [*kept.values()] == [b"data"] * 2


@pytest.mark.parametrize("keeps", [None, b"dat"])
def test_what_a_store_without_tags_does_not_show_is_not_stored(
    enemy: Hostile, tmp_path: Path, keeps: bytes | None
) -> None:
    kept: dict[str, bytes] = {}

    def before(asked: Asked) -> Answered:
        if asked.method != "PUT":
            return Answered(0)
        if keeps is not None:
            kept[asked.path] = keeps
        return Answered()

    enemy.rule = storing(kept, before)
    with pytest.raises((StorageNonsense, ObjectNotFound)):
        open_bucket(enemy, tmp_path).put(NAME, new_file(tmp_path, b"data"))


def test_a_store_that_names_no_part_is_told_as_that(enemy: Hostile, tmp_path: Path) -> None:
    """What is put together names each part by its tag, so nobody can do without."""
    begun = b"<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>"

    def before(asked: Asked) -> Answered:
        if asked.method == "POST":
            return Answered(body=begun)
        if asked.method == "DELETE":
            return Answered(204)
        return Answered() if asked.method == "PUT" else Answered(0)

    enemy.rule = storing({}, before)
    with pytest.raises(StorageNonsense, match="larger than 5 MiB") as told:
        open_bucket(enemy, tmp_path).put(NAME, new_file(tmp_path, bytes(PART_BYTES + 1)))
    assert told.value.message.code == "bucket-names-no-parts"


@pytest.mark.parametrize("before_bytes", [4, PART_BYTES + 1])
@pytest.mark.parametrize("change", [-1, 1])
def test_1_5_a_file_that_changes_while_it_is_sent_is_not_stored(
    enemy: Hostile, tmp_path: Path, before_bytes: int, change: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = new_file(tmp_path, bytes(before_bytes))
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
    enemy.rule = storing(kept, parts)
    with pytest.raises(SourceUnreadable, match="changed"):
        open_bucket(enemy, tmp_path).put(NAME, source)
    assert not kept
    assert bool(ended) == (before_bytes > PART_BYTES)
