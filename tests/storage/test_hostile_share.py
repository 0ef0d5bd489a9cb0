"""A WebDAV server that fails in odd ways, or lies: nothing is called gone, stored or listed."""

import contextlib
import secrets
import socket
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from picup_desktop.storage import web
from picup_desktop.storage.base import Storage, pieces
from picup_desktop.storage.dav import storage as dav_storage
from picup_desktop.storage.dav import wire
from picup_desktop.storage.errors import (
    ObjectExists,
    SourceUnreadable,
    StorageAway,
    StorageError,
    StorageFull,
    StorageImpossible,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from tests.hostile import CUT, PAGE, Answered, Asked, Hostile, Rule, dav_page, hostile
from tests.shares import PASSWORD

NAME = "objects/ab/abcdef"
GOES_ON = Answered(0)


class _Share:
    """Files and folders, as a good server has them; what ``before`` answers goes first."""

    def __init__(self, before: Rule = lambda _: GOES_ON) -> None:
        self.before = before
        self.files: dict[str, bytes] = {}
        self.folders = {
            "/vault",
            "/vault/objects",
            "/vault/objects/ab",
            "/vault/tmp",
            "/vault/keys",
        }

    def __call__(self, asked: Asked) -> Answered | None:
        first = self.before(asked)
        return first if first is None or first.status else self.answer(asked)

    def answer(self, asked: Asked) -> Answered:
        """Answer as a good server."""
        path = asked.path
        if asked.method == "PROPFIND":
            return self._listed(path, asked.headers["depth"])
        if asked.method == "MKCOL":
            return Answered(405)
        if asked.method == "PUT":
            self.files[path] = asked.body
            return Answered(201)
        return self._with_file(asked) if path in self.files else Answered(404)

    def _with_file(self, asked: Asked) -> Answered:
        if asked.method == "GET":
            return Answered(200, self.files[asked.path])
        if asked.method == "MOVE":
            to = "/" + asked.headers["destination"].split("/", 3)[3]
            if to in self.files:
                return Answered(412)
            self.files[to] = self.files[asked.path]
        del self.files[asked.path]
        return Answered(204)

    def _listed(self, path: str, depth: str) -> Answered:
        if path in self.files:
            return dav_page((path, len(self.files[path])))
        if path not in self.folders:
            return Answered(404)
        within = [
            *((one, None) for one in self.folders),
            *((one, len(data)) for one, data in self.files.items()),
        ]
        below = [one for one in within if one[0].rpartition("/")[0] == path and depth == "1"]
        return dav_page((path, None), *below)

    @property
    def stored(self) -> bytes | None:
        return self.files.get(f"/vault/{NAME}")

    @property
    def parts(self) -> list[str]:
        return [path for path in self.files if path.startswith("/vault/tmp/")]


@pytest.fixture
def share() -> _Share:
    return _Share()


@pytest.fixture
def enemy(share: _Share, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hostile]:
    monkeypatch.setattr(wire, "FIRST_PAUSE_SECONDS", 0.01)
    with hostile(share) as server:
        yield server


@pytest.fixture
def stall_seconds() -> float:
    return 2.0


@pytest.fixture
def storage(enemy: Hostile, tmp_path: Path, stall_seconds: float) -> Iterator[Storage]:
    access = Access(tmp_path / "known_hosts", password=PASSWORD, stall_seconds=stall_seconds)
    opened = parse_place(f"dav+http://me@127.0.0.1:{enemy.port}/vault").open(access)
    yield opened
    opened.close()


def _file(folder: Path, data: bytes = b"data") -> Path:
    path = folder / secrets.token_hex(4)
    path.write_bytes(data)
    return path


def _instead(method: str, answer: Answered | None) -> Rule:
    return lambda asked: answer if asked.method == method else GOES_ON


def test_what_was_put_is_stored(storage: Storage, share: _Share, tmp_path: Path) -> None:
    storage.put(NAME, _file(tmp_path))
    assert share.stored == b"data"
    assert share.parts == []


@pytest.mark.parametrize("stall_seconds", [60.0])
@pytest.mark.parametrize("status", [423, 429, 500, 502, 503, 504])
def test_a_server_that_is_too_busy_for_a_while_is_slow_and_has_not_failed(
    storage: Storage, share: _Share, tmp_path: Path, status: int
) -> None:
    busy = {"PUT": 2, "PROPFIND": 2, "DELETE": 2}

    def before(asked: Asked) -> Answered:
        if not busy.get(asked.method):
            return GOES_ON
        busy[asked.method] -= 1
        return Answered(status)

    share.before = before
    storage.put(NAME, _file(tmp_path))
    assert share.stored == b"data"
    assert storage.remove(NAME)


def test_1_4_nothing_is_lost_with_the_answer_to_a_move(
    storage: Storage, share: _Share, tmp_path: Path
) -> None:
    def before(asked: Asked) -> Answered | None:
        if asked.method == "MOVE":
            share.answer(asked)
            return CUT
        return GOES_ON

    share.before = before
    storage.put(NAME, _file(tmp_path))
    assert share.stored == b"data"


@pytest.mark.parametrize("method", ["PUT", "MOVE"])
@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_put_that_stores_nothing_is_no_success_and_leaves_nothing(
    storage: Storage, share: _Share, tmp_path: Path, method: str, status: int
) -> None:
    share.before = _instead(method, Answered(status))
    with pytest.raises(StorageError):
        storage.put(NAME, _file(tmp_path))
    assert share.stored is None
    assert share.parts == []


@pytest.mark.parametrize("method", ["MOVE", "DELETE"])
def test_a_multistatus_says_that_not_all_was_done(
    storage: Storage, share: _Share, tmp_path: Path, method: str
) -> None:
    """RFC 4918, 9.6.1 and 9.9.4: what failed stands within an answer of 207."""
    share.files[f"/vault/{NAME}x"] = b"1"
    share.before = _instead(method, dav_page((f"/vault/{NAME}", 1)))
    source = _file(tmp_path)

    def put() -> None:
        storage.put(NAME, source)

    def remove() -> None:
        storage.remove(f"{NAME}x")

    with pytest.raises(StorageImpossible):
        {"MOVE": put, "DELETE": remove}[method]()


def test_a_share_that_ignores_overwrite_overwrites_nothing(
    storage: Storage, share: _Share, tmp_path: Path
) -> None:
    share.files["/vault/vault.json"] = b"first"

    def before(asked: Asked) -> Answered:
        if asked.method == "MOVE":
            share.files.pop("/vault/vault.json", None)
        return GOES_ON

    share.before = before
    with pytest.raises(ObjectExists):
        storage.put("vault.json", _file(tmp_path))
    assert share.files["/vault/vault.json"] == b"first"


@pytest.mark.parametrize(
    ("status", "kind"), [(507, StorageFull), (413, StorageFull), (409, StorageAway)]
)
def test_what_a_status_means_for_a_put(
    storage: Storage, share: _Share, tmp_path: Path, status: int, kind: type[StorageError]
) -> None:
    share.before = _instead("PUT", Answered(status))
    with pytest.raises(kind):
        storage.put(NAME, _file(tmp_path))
    assert share.stored is None


@pytest.mark.parametrize("where", ["http://127.0.0.1:1/login/", "/login/", "//[", "/vault"])
def test_5_2_a_redirect_to_elsewhere_is_not_about_one_name(
    storage: Storage, enemy: Hostile, where: str
) -> None:
    enemy.rule = lambda _: Answered(302, b"", {"Location": where})
    with pytest.raises(StorageUnreachable):
        storage.stat(NAME)


@pytest.mark.parametrize("status", [200, 203, 204])
def test_a_page_where_an_object_was_is_no_object(
    storage: Storage, share: _Share, status: int
) -> None:
    share.before = _instead("GET", Answered(status, PAGE, {"Content-Type": "text/html"}))
    with pytest.raises(StorageImpossible):
        list(storage.get(NAME, 0, 10))


def test_a_server_may_ignore_ranges(storage: Storage, share: _Share) -> None:
    share.files[f"/vault/{NAME}"] = b"0123456789"
    assert b"".join(storage.get(NAME, 3, 4)) == b"3456"
    assert b"".join(storage.get(NAME, 20, 4)) == b""
    assert list(storage.get(NAME, 0, 0)) == []


@pytest.mark.parametrize("said", ["bytes 0-3/10", "bytes */10", "", "bytes -4-6/10"])
def test_another_range_than_was_asked_for_is_not_taken(
    storage: Storage, share: _Share, said: str
) -> None:
    share.before = _instead("GET", Answered(206, b"0123", {"Content-Range": said}))
    with pytest.raises(StorageImpossible):
        list(storage.get(NAME, 3, 4))


@pytest.mark.parametrize(
    ("entry", "listed"),
    [
        (("/vault/objects/%2E%2E", None), []),
        (("/vault/objects/../../secret", 3), []),
        (("/elsewhere/a", 3), []),
        (("/vault/objects/a%0Ab", 3), []),
        (("/vault/objects/a%00b", 3), []),
        (("https://elsewhere/vault/objects/a", 3), ["objects/a"]),
        (("/vault/%6Fbjects/%61", 3), ["objects/a"]),
        (("/vault/objects/%EC%82%AC%EC%A7%84", 3), ["objects/사진"]),
    ],
)
def test_6_2_odd_names_in_a_listing(
    storage: Storage, share: _Share, entry: tuple[str, int | None], listed: list[str]
) -> None:
    share.before = _instead("PROPFIND", dav_page(("/vault/objects/", None), entry, entry))
    assert [one.name for one in storage.list("objects")] == listed


def test_6_2_a_listing_of_another_folder_is_not_an_empty_one(
    storage: Storage, share: _Share
) -> None:
    """A server of another letter case, or behind a proxy that renames, once listed nothing."""
    share.before = _instead("PROPFIND", dav_page(("/Vault/Objects", None), ("/Vault/Objects/a", 1)))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


def test_6_2_one_folder_said_many_times_is_looked_at_once(
    storage: Storage, share: _Share, enemy: Hostile
) -> None:
    share.folders.add("/vault/objects/cd")
    many = dav_page(("/vault/objects", None), *[("/vault/objects/cd", None)] * 1000)
    share.before = lambda asked: many if asked.path == "/vault/objects" else GOES_ON
    assert list(storage.list("objects")) == []
    assert len(enemy.asked) < 10


@pytest.mark.parametrize(
    "extra",
    [
        "<d:response/>",
        "<d:response><d:href>/</d:href><d:getcontentlength>-5</d:getcontentlength></d:response>",
        "<unclosed>",
    ],
)
def test_6_2_a_malformed_listing_ends_it(storage: Storage, share: _Share, extra: str) -> None:
    share.before = _instead("PROPFIND", dav_page(("/vault/objects", None), extra=[extra]))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


def test_6_2_an_entry_without_an_end_ends_the_listing(storage: Storage, share: _Share) -> None:
    """What is kept of an answer is one entry, however long the whole is."""
    endless = f"<d:response><d:href>/vault/objects/{'a' * 3_000_000}</d:href></d:response>"
    share.before = _instead("PROPFIND", dav_page(("/vault/objects", None), extra=[endless]))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


def test_6_2_a_folder_with_more_names_than_any_of_ours_ends_the_listing(
    storage: Storage, share: _Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dav_storage, "MOST_NAMES_IN_A_FOLDER", 100)
    many = [(f"/vault/objects/{number}", 1) for number in range(100)]
    share.before = _instead("PROPFIND", dav_page(("/vault/objects", None), *many))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


def test_6_2_a_long_listing_is_not_kept_as_it_came(storage: Storage, share: _Share) -> None:
    """Each entry may have what another program keeps of its file, which nobody needs."""
    entry = "<d:response><d:href>/vault/objects/{}</d:href><d:x>{}</d:x></d:response>"
    extra = [entry.format(number, "x" * 100_000) for number in range(300)]
    share.before = _instead("PROPFIND", dav_page(("/vault/objects", None), extra=extra))
    tracemalloc.start()
    try:
        listed = list(storage.list("objects"))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(listed) == 300
    # The server of the test is in this process, and has the 30 MB of its answer.
    assert peak_bytes < 15_000_000


@pytest.fixture
def dripping() -> Iterator[int]:
    """The port of a server that sends a byte of each answer now and then, for ever."""

    def drip(line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            line.recv(65536)
            line.sendall(b"HTTP/1.1 207 Multi-Status\r\nTransfer-Encoding: chunked\r\n\r\n")
            while not ended.wait(0.05):
                line.sendall(b"1\r\n \r\n")

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = server.accept()
                threading.Thread(target=drip, args=(line,), daemon=True).start()

    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        ended.set()
        server.shutdown(socket.SHUT_RDWR)


def test_6_2_a_listing_that_never_ends_is_left(
    dripping: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "LONGEST_LISTING_MINUTES", 0.3 / 60)
    access = Access(tmp_path / "known_hosts", password=PASSWORD, stall_seconds=30.0)
    opened = parse_place(f"dav+http://me@127.0.0.1:{dripping}/vault").open(access)
    with closing(opened), pytest.raises(StorageStalled):
        list(opened.list(""))


def test_6_2_entities_are_not_expanded(storage: Storage, share: _Share) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    share.before = _instead("PROPFIND", Answered(207, bomb))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


@pytest.mark.parametrize("change", [b"longer than it was", b""])
def test_1_5_a_file_that_changes_while_it_is_sent_is_not_stored(
    storage: Storage,
    share: _Share,
    tmp_path: Path,
    change: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = _file(tmp_path)

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
        storage.put(NAME, _file(tmp_path))
        assert proxy.asked == []


def test_a_batch_ends_with_the_first_sign_that_the_share_is_away(
    storage: Storage, enemy: Hostile
) -> None:
    enemy.rule = lambda _: Answered(302, b"", {"Location": "http://127.0.0.1:1/"})
    results = storage.remove_many([f"{NAME}{number}" for number in range(200)])
    assert [type(one) for one in results] == [StorageUnreachable] * 200
    assert len(enemy.asked) < 20
