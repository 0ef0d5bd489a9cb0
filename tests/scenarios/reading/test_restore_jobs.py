"""Restore as the window asks for it: some photos, told how far it is, cancelled, gone on with."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from picup_desktop.app import Engine, engine
from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.restore import restore
from picup_desktop.engine.ipc.arguments import read_arguments
from picup_desktop.engine.ipc.commands.photos import Restore
from picup_desktop.engine.jobs import Job, Jobs
from picup_desktop.errors import UsageError
from picup_desktop.home import Home
from picup_desktop.messages.catalogue import in_english, rendered
from tests.picup import BACKUP, MAIN, PASSPHRASE, Vault
from tests.scenarios.deletions.deleting import own_trash, sync

LARGE_BYTES = 3_000_000
PHOTOS = {"a-large.jpg": LARGE_BYTES, "b.jpg": 5_000, "c.jpg": 5_000, "d.jpg": 5_000}


class HurriedClock(SystemClock):
    """A second passes between two looks, so that every step is told."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def monotonic(self) -> float:
        self._seconds += 1.0
        return self._seconds


@pytest.fixture
def parts(vault: Vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Engine]:
    """An engine of a vault whose originals are gone from this computer."""
    own_trash(monkeypatch, tmp_path)
    for name, size in PHOTOS.items():
        vault.add(name, (name.encode() * size)[:size])
    sync(vault)
    for name in PHOTOS:
        (vault.album / name).unlink()
    with engine(Home(vault.home), lambda: PASSPHRASE) as opened:
        yield opened


def run(
    parts: Engine,
    folder: Path,
    hear: Callable[[dict[str, Any], Jobs], None] = lambda _told, _jobs: None,
    **given: Any,
) -> dict[str, Any]:
    jobs = Jobs(
        HurriedClock(),
        lambda _event, told: hear(cast(dict[str, Any], told), jobs),
        lambda act: act(),
    )
    command = read_arguments("restore", Restore, {"destination": str(folder), **given})
    with jobs.running("mine") as job:
        return cast(dict[str, Any], restore(parts, command, job))


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def test_restore_tells_how_far_it_is_and_ends_with_everything(
    parts: Engine, vault: Vault, tmp_path: Path
) -> None:
    told: list[dict[str, Any]] = []

    document = run(parts, tmp_path / "back", lambda fields, _jobs: told.append(fields))

    assert (document["restored"], document["stopped"]) == (4, False)
    assert told[0]["photos"] == 4
    assert told[0]["bytes"] == told[-1]["ended_bytes"] == sum(PHOTOS.values())
    assert told[-1]["ended_photos"] == 4
    assert [one["ended"] for one in told] == [False] * (len(told) - 1) + [True]
    assert any(0 < one["ended_bytes"] < LARGE_BYTES for one in told), "the large one in pieces"
    assert all(one["rate"] >= 0 for one in told)
    for name in PHOTOS:
        assert (tmp_path / "back/Holidays" / name).read_bytes() == vault.photos_made[name]


def test_restore_cancelled_within_a_photo_leaves_no_part_and_goes_on_later(
    parts: Engine, tmp_path: Path
) -> None:
    def cancel(told: dict[str, Any], jobs: Jobs) -> None:
        if told["ended_bytes"]:
            assert jobs.cancel("mine")

    document = run(parts, tmp_path / "back", cancel, photos=["Holidays/a-large.jpg"])

    assert document["stopped"]
    assert (document["restored"], document["failed"]) == (0, [])
    assert files(tmp_path) == files(tmp_path / "person"), "not even a part of the photo"
    again = run(parts, tmp_path / "back")
    assert (again["restored"], again["stopped"]) == (4, False)
    assert files(tmp_path / "back") == sorted(PHOTOS)


def test_restore_of_some_photos_and_of_albums(parts: Engine, tmp_path: Path) -> None:
    some = run(parts, tmp_path / "some", photos=["Holidays/b.jpg", "Holidays/c.jpg"])
    albums = run(parts, tmp_path / "albums", albums=["Holidays", "Holidays"])

    assert some["restored"] == 2
    assert files(tmp_path / "some") == ["b.jpg", "c.jpg"]
    assert albums["restored"] == 4
    with pytest.raises(UsageError, match="no album named"):
        run(parts, tmp_path / "none", albums=["Nothing"])
    with pytest.raises(UsageError, match="not both"):
        run(parts, tmp_path / "none", albums=["Holidays"], photos=["Holidays/b.jpg"])


def test_2_3_the_report_tells_what_each_storage_said(
    parts: Engine, vault: Vault, tmp_path: Path
) -> None:
    vault.object_file(MAIN, "b.jpg").unlink()
    vault.object_file(BACKUP, "b.jpg").write_bytes(b"not what was stored")

    document = run(parts, tmp_path / "back")

    assert (document["restored"], document["failed_photos"]) == (3, 1)
    (failed,) = rendered(document["failed"], in_english)
    assert failed["photo"] == "Holidays/b.jpg"
    assert failed["main"] != failed["backup"]
    assert failed["main"] in failed["reason"]
    assert failed["backup"] in failed["reason"]


def test_a_name_is_given_to_one_job_at_a_time() -> None:
    jobs = Jobs(SystemClock(), lambda _event, _told: None, lambda act: act())
    with jobs.running("mine") as job:
        with pytest.raises(UsageError, match="already"), jobs.running("mine"):
            pass
        jobs.cancel_all()
        assert job.cancelled()
    assert not jobs.cancel("mine"), "it ended"
    with jobs.running("mine") as another:
        assert isinstance(another, Job)
        assert not another.cancelled()
