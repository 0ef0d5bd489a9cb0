"""A share that fails a write in odd ways: nothing is called stored, and nothing is overwritten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.storage import web
from picup_desktop.storage.base import Storage, pieces
from picup_desktop.storage.errors import (
    ObjectExists,
    SourceUnreadable,
    StorageAway,
    StorageError,
    StorageFull,
    StorageImpossible,
    StorageUnreachable,
)
from tests.hostile import CUT, PAGE, Answered, Asked, Hostile, dav_page, hostile
from tests.storage.new_file import new_file
from tests.storage.share.odd_share import GOES_ON, NAME, Share, instead


def test_what_was_put_is_stored(storage: Storage, share: Share, tmp_path: Path) -> None:
    storage.put(NAME, new_file(tmp_path))
    assert share.stored == b"data"
    assert share.parts == []


@pytest.mark.parametrize("stall_seconds", [60.0])
@pytest.mark.parametrize("status", [423, 429, 500, 502, 503, 504])
def test_a_server_that_is_too_busy_for_a_while_is_slow_and_has_not_failed(
    storage: Storage, share: Share, tmp_path: Path, status: int
) -> None:
    busy = {"PUT": 2, "PROPFIND": 2, "DELETE": 2}

    def before(asked: Asked) -> Answered:
        if not busy.get(asked.method):
            return GOES_ON
        busy[asked.method] -= 1
        return Answered(status)

    share.before = before
    storage.put(NAME, new_file(tmp_path))
    assert share.stored == b"data"
    assert storage.remove(NAME)


def test_1_4_nothing_is_lost_with_the_answer_to_a_move(
    storage: Storage, share: Share, tmp_path: Path
) -> None:
    def before(asked: Asked) -> Answered | None:
        if asked.method == "MOVE":
            share.answer(asked)
            return CUT
        return GOES_ON

    share.before = before
    storage.put(NAME, new_file(tmp_path))
    assert share.stored == b"data"


@pytest.mark.parametrize("method", ["PUT", "MOVE"])
@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_put_that_stores_nothing_is_no_success_and_leaves_nothing(
    storage: Storage, share: Share, tmp_path: Path, method: str, status: int
) -> None:
    share.before = instead(method, Answered(status))
    with pytest.raises(StorageError):
        storage.put(NAME, new_file(tmp_path))
    assert share.stored is None
    assert share.parts == []


@pytest.mark.parametrize("method", ["MOVE", "DELETE"])
def test_a_multistatus_says_that_not_all_was_done(
    storage: Storage, share: Share, tmp_path: Path, method: str
) -> None:
    """RFC 4918, 9.6.1 and 9.9.4: what failed stands within an answer of 207."""
    share.files[f"/vault/{NAME}x"] = b"1"
    share.before = instead(method, dav_page((f"/vault/{NAME}", 1)))
    source = new_file(tmp_path)

    def put() -> None:
        storage.put(NAME, source)

    def remove() -> None:
        storage.remove(f"{NAME}x")

    with pytest.raises(StorageImpossible):
        {"MOVE": put, "DELETE": remove}[method]()


def test_a_share_that_ignores_overwrite_overwrites_nothing(
    storage: Storage, share: Share, tmp_path: Path
) -> None:
    share.files["/vault/vault.json"] = b"first"

    def before(asked: Asked) -> Answered:
        if asked.method == "MOVE":
            share.files.pop("/vault/vault.json", None)
        return GOES_ON

    share.before = before
    with pytest.raises(ObjectExists):
        storage.put("vault.json", new_file(tmp_path))
    assert share.files["/vault/vault.json"] == b"first"


@pytest.mark.parametrize(
    ("status", "kind"), [(507, StorageFull), (413, StorageFull), (409, StorageAway)]
)
def test_what_a_status_means_for_a_put(
    storage: Storage, share: Share, tmp_path: Path, status: int, kind: type[StorageError]
) -> None:
    share.before = instead("PUT", Answered(status))
    with pytest.raises(kind):
        storage.put(NAME, new_file(tmp_path))
    assert share.stored is None


@pytest.mark.parametrize("change", [b"longer than it was", b""])
def test_1_5_a_file_that_changes_while_it_is_sent_is_not_stored(
    storage: Storage,
    share: Share,
    tmp_path: Path,
    change: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = new_file(tmp_path)

    def changed(path: Path, most_bytes: int, size_bytes: int) -> Iterator[bytes]:
        path.write_bytes(change)
        return pieces(path, most_bytes, size_bytes)

    monkeypatch.setattr(web, "pieces", changed)
    with pytest.raises(SourceUnreadable, match="changed"):
        storage.put(NAME, source)
    assert share.stored is None


def test_no_proxy_reads_a_login_without_tls(
    storage: Storage, enemy: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile(lambda _: Answered(404)) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        storage.put(NAME, new_file(tmp_path))
        assert proxy.asked == []


def test_a_batch_ends_with_the_first_sign_that_the_share_is_away(
    storage: Storage, enemy: Hostile
) -> None:
    enemy.rule = lambda _: Answered(302, b"", {"Location": "http://127.0.0.1:1/"})
    results = storage.remove_many([f"{NAME}{number}" for number in range(200)])
    assert [type(one) for one in results] == [StorageUnreachable] * 200
    assert len(enemy.asked) < 20


def test_3_1_a_page_instead_of_a_removal_removes_nothing(storage: Storage, share: Share) -> None:
    """A login page that answers everything well once ended a removal that was never made."""
    share.files[f"/vault/{NAME}"] = b"data"
    share.before = instead("DELETE", Answered(200, PAGE))
    with pytest.raises(StorageImpossible):
        storage.remove(NAME)


def test_3_1_a_removal_may_be_answered_with_a_body(storage: Storage, share: Share) -> None:
    share.files[f"/vault/{NAME}"] = b"data"

    def answer(asked: Asked) -> Answered:
        if asked.method == "DELETE":
            del share.files[asked.path]
            return Answered(200, b"done")
        return GOES_ON

    share.before = answer
    assert storage.remove(NAME)
