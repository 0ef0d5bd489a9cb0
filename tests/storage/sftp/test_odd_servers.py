"""Servers that offer what they refuse, stop answering, or rename over what is there."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from picup_desktop.storage.base import Put
from picup_desktop.storage.errors import ObjectExists, StorageAway, StorageFull, StorageStalled
from picup_desktop.storage.place import Access
from picup_desktop.storage.practice.start import PracticeServer
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp import link as sftp_link
from picup_desktop.storage.sftp.login import log_in
from tests.odd_servers import CHANGES, odd_practice

NAME = "objects/ab/abcdef"
MOST_SECONDS = 15.0


def access(server: PracticeServer, stall_seconds: float = 30.0) -> Access:
    return Access(
        server.folder / "known_hosts",
        password=server.password,
        trust_new_host_key=True,
        stall_seconds=stall_seconds,
    )


@pytest.mark.parametrize("change", [name for name in CHANGES if name.startswith("statvfs")])
def test_a_server_that_refuses_to_tell_its_room_does_not_say(tmp_path: Path, change: str) -> None:
    with odd_practice(tmp_path / "nas", change) as server:
        place = parse_place(server.url)
        place.prepare(access(server))
        (tmp_path / "source").write_bytes(b"data")
        with closing(place.open(access(server))) as storage:
            assert storage.probe().free_bytes is None
            assert storage.free_bytes() is None
            storage.put(NAME, tmp_path / "source")
            # Whether it is full is looked at when something is refused: it is not said to be.
            with pytest.raises(ObjectExists):
                storage.put(NAME, tmp_path / "source")


@pytest.mark.parametrize("change", [name for name in CHANGES if name.startswith("mute")])
def test_a_server_that_stops_answering_is_given_up(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sftp_link, "HANDSHAKE_SECONDS", 3.0)
    monkeypatch.setattr(log_in, "LOGIN_SECONDS", 3.0)
    with odd_practice(tmp_path / "nas", change) as server:
        started = time.monotonic()
        with pytest.raises(StorageAway) as given_up:
            parse_place(server.url).prepare(access(server, stall_seconds=3.0))
        assert time.monotonic() - started < MOST_SECONDS
        sentence = given_up.value.sentence
    assert "does not let" not in sentence
    assert "Switch SFTP on" not in sentence
    if change.startswith("mute_at"):
        assert isinstance(given_up.value, StorageStalled)


def test_nothing_is_overwritten_where_the_server_renames_over(tmp_path: Path) -> None:
    with odd_practice(tmp_path / "nas", "rename_over") as server:
        place = parse_place(server.url)
        place.prepare(access(server))
        first, second = tmp_path / "first", tmp_path / "second"
        first.write_bytes(b"first")
        second.write_bytes(b"second")
        with closing(place.open(access(server))) as storage:
            storage.put(NAME, first)
            with pytest.raises(ObjectExists):
                storage.put(NAME, second)
            other = f"{NAME}-other"
            taken, well = storage.put_many([Put(NAME, second), Put(other, second)])
            assert isinstance(taken, ObjectExists)
            assert well is None
            assert b"".join(storage.get(NAME)) == b"first"
            assert b"".join(storage.get(other)) == b"second"
            assert list(storage.list("tmp")) == []


def test_1_7_what_a_server_refuses_when_a_file_is_closed_is_not_stored(tmp_path: Path) -> None:
    with odd_practice(tmp_path / "nas", "close_refused") as server:
        place = parse_place(server.url)
        place.prepare(access(server))
        source = tmp_path / "source"
        source.write_bytes(b"data")
        with closing(place.open(access(server))) as storage:
            with pytest.raises(StorageFull):
                storage.put(NAME, source)
            with pytest.raises(StorageFull):
                storage.put("keys/1.age", source)
            errors = storage.put_many([Put(f"{NAME}-{number}", source) for number in range(3)])
            assert [type(error) for error in errors] == [StorageFull] * 3
            assert list(storage.list("")) == []
