"""A connection that ended while it was idle is noticed before it is used (2-1)."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.clock import seconds_with_sleep
from picup_desktop.storage.base import Get, Put, Storage
from picup_desktop.storage.errors import StorageStalled
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp import storage as sftp_storage
from picup_desktop.storage.sftp.place import SftpPlace
from tests.cutting_line import CuttingLine
from tests.sshd import Sshd

NAME = "objects/ab/abcdef"
FIRST_CALLS: dict[str, Callable[[Storage, Path], object]] = {
    "probe": lambda storage, _: storage.probe(),
    "get": lambda storage, _: [*storage.get(NAME)],
    "get_many": lambda storage, _: [*storage.get_many([Get(NAME, 4)])],
    "stat": lambda storage, _: storage.stat(NAME),
    "list": lambda storage, _: [*storage.list("objects")],
    "put": lambda storage, source: storage.put("objects/ab/other", source),
    "put_many": lambda storage, source: storage.put_many([Put("objects/ab/other", source)]),
    "remove": lambda storage, _: storage.remove(NAME),
    "remove_many": lambda storage, _: storage.remove_many([NAME]),
    "free_bytes": lambda storage, _: storage.free_bytes(),
}


@pytest.fixture
def access(server: Sshd, tmp_path: Path) -> Access:
    known = tmp_path / "known_hosts"
    found = Access(known, key_file=server.key_file, trust_new_host_key=True, connect_seconds=2.0)
    parse_place(server.url).prepare(found)
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(b"data")
    return path


@pytest.fixture
def line(server: Sshd) -> Iterator[CuttingLine]:
    made = CuttingLine(server.port)
    yield made
    made.close()


def test_after_the_server_ended_idle_sessions_the_first_call_succeeds(
    server: Sshd, access: Access, source: Path
) -> None:
    with closing(parse_place(server.url).open(access)) as storage:
        for call in FIRST_CALLS.values():
            if NAME not in [info.name for info in storage.list("objects")]:
                storage.put(NAME, source)
            storage.remove("objects/ab/other")
            server.cut()
            _wait_until_noticed(storage)
            call(storage, source)


def test_a_connection_that_a_router_forgot_is_given_up_soon(
    server: Sshd, access: Access, source: Path, line: CuttingLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = parse_place(server.url.replace(f":{server.port}/", f":{line.port}/"))
    with closing(place.open(access)) as storage:
        storage.put(NAME, source)
        line.forget()
        _rest(monkeypatch, sftp_storage.IDLE_SECONDS)
        started = time.monotonic()
        assert b"".join(storage.get(NAME)) == b"data"
        assert time.monotonic() - started < access.stall_seconds / 2
    assert line.taken == 2


def test_a_connection_that_is_in_use_is_not_asked(
    server: Sshd, access: Access, source: Path, line: CuttingLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = parse_place(server.url.replace(f":{server.port}/", f":{line.port}/"))
    assert isinstance(place, SftpPlace)
    soon = replace(access, stall_seconds=1.0)
    with closing(place.open(soon)) as storage:
        storage.put(NAME, source)
        _rest(monkeypatch, sftp_storage.IDLE_SECONDS - 1)
        line.forget()
        with pytest.raises(StorageStalled):
            storage.stat(NAME)


def test_a_server_that_is_well_keeps_its_connection_over_a_rest(
    server: Sshd, access: Access, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(parse_place(server.url).open(access)) as storage:
        storage.put(NAME, source)
        before = server.connections()
        for so_far in (sftp_storage.IDLE_SECONDS, 8 * 3600.0, -8 * 3600.0):
            _rest(monkeypatch, so_far)
            assert storage.stat(NAME).size_bytes == 4
        assert server.connections() == before


def _rest(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """As if the last request had been so long ago, in which the computer may have slept."""
    monkeypatch.setattr(sftp_storage, "seconds_with_sleep", lambda: seconds_with_sleep() + seconds)


def _wait_until_noticed(storage: Storage) -> None:
    assert isinstance(storage, sftp_storage.SftpStorage)
    link = storage._link
    ends_at = time.monotonic() + 10
    while link is not None and link.is_open:
        assert time.monotonic() < ends_at
        time.sleep(0.005)
