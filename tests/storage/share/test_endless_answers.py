"""A share whose answers are longer than anything of ours, or never end."""

import contextlib
import socket
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from picup_desktop.storage import web
from picup_desktop.storage.base import Storage
from picup_desktop.storage.dav import storage as dav_storage
from picup_desktop.storage.dav import wire
from picup_desktop.storage.errors import (
    StorageImpossible,
    StorageStalled,
)
from picup_desktop.storage.place import Access, Place
from picup_desktop.storage.registry import parse_place
from tests.hostile import dav_page
from tests.shares import PASSWORD
from tests.storage.share.odd_share import Share, instead

BODY_BEGINS = b"HTTP/1.1 207 Multi-Status\r\nTransfer-Encoding: chunked\r\n\r\n"
HEADERS_BEGIN = b"HTTP/1.1 207 Multi-Status\r\nX-Long: "


def test_6_2_a_folder_with_more_names_than_any_of_ours_ends_the_listing(
    storage: Storage, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dav_storage, "MOST_NAMES_IN_A_FOLDER", 100)
    many = [(f"/vault/objects/{number}", 1) for number in range(100)]
    share.before = instead("PROPFIND", dav_page(("/vault/objects", None), *many))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


def test_6_2_a_long_listing_is_not_kept_as_it_came(storage: Storage, share: Share) -> None:
    """Each entry may have what another program keeps of its file, which nobody needs."""
    entry = (
        "<d:response><d:href>/vault/objects/{}</d:href><d:getcontentlength>1</d:getcontentlength>"
        "<d:x>{}</d:x></d:response>"
    )
    extra = [entry.format(number, "x" * 100_000) for number in range(300)]
    share.before = instead("PROPFIND", dav_page(("/vault/objects", None), extra=extra))
    tracemalloc.start()
    try:
        listed = list(storage.list("objects"))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(listed) == 300
    # The server of the test is in this process, and has the 30 MB of its answer.
    assert peak_bytes < 15_000_000


@contextlib.contextmanager
def dripping(first: bytes, then: bytes) -> Iterator[int]:
    """The port of a server that sends ``first``, and ``then`` now and then, for ever."""

    def drip(line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            line.recv(65536)
            line.sendall(first)
            while not ended.wait(0.05):
                line.sendall(then)

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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "LONGEST_LISTING_MINUTES", 0.3 / 60)
    access = Access(tmp_path / "known_hosts", password=PASSWORD, stall_seconds=30.0)
    with dripping(BODY_BEGINS, b"1\r\n \r\n") as port:
        opened = parse_place(f"dav+http://me@127.0.0.1:{port}/vault").open(access)
        with closing(opened), pytest.raises(StorageStalled):
            list(opened.list(""))


@pytest.mark.parametrize(
    "ask",
    [
        lambda place, access: place.prepare(access),
        lambda place, access: place.folders(access, "vault.json"),
        lambda place, access: place.make_folder(access),
    ],
)
def test_6_2_headers_that_never_end_are_left_where_no_courier_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Place, Access], object]
) -> None:
    monkeypatch.setattr(wire, "LONGEST_CALL_MINUTES", 0.3 / 60)
    access = Access(tmp_path / "known_hosts", password=PASSWORD, stall_seconds=30.0)
    with dripping(HEADERS_BEGIN, b"x") as port:
        place = parse_place(f"dav+http://me@127.0.0.1:{port}/vault")
        with pytest.raises(StorageStalled) as left:
            ask(place, access)
    assert left.value.message.code == "share-takes-too-long"
