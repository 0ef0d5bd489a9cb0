"""Whatever is raised for one file is told at that file; the others go on (DISASTERS 5-7)."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.attention.causes import Cause
from picup_desktop.cli.photos.status import status_json
from picup_desktop.ledger.photos.photos import Photos
from picup_desktop.ledger.photos.uploads import Uploads
from picup_desktop.messages.catalogue import in_english
from picup_desktop.sync.health.checkup import check_computer
from picup_desktop.sync.pass_fault import PassBroke
from picup_desktop.sync.scan import walk
from picup_desktop.sync.scan.media import classify
from picup_desktop.sync.sync_pass import SyncPass
from picup_desktop.sync.upload import sealer as upload_sealer
from picup_desktop.sync.upload.seal import seal
from picup_desktop.sync.upload.send import Sender
from picup_desktop.words import PhotoState
from tests.small import Small, small_vault

NAMES = ["a.jpg", "bad.jpg", "c.jpg", "d.jpg"]


class Unthought(Exception):
    """What nobody thought of."""


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return small_vault(tmp_path / "small", NAMES)


def states(small: Small) -> dict[str, PhotoState]:
    with small.ledger() as ledger:
        return {one.photo.path: one.photo.state for one in ledger.listing.photos()}


def told(small: Small) -> str:
    with small.ledger() as ledger:
        return " ".join(f"{item.text} {item.details}" for item in ledger.attention.all())


def assert_only_the_bad_one_is_told(small: Small) -> None:
    good = [state for path, state in states(small).items() if path != "bad.jpg"]
    assert good == [PhotoState.PROTECTED] * 3
    assert states(small).get("bad.jpg") is not PhotoState.PROTECTED
    assert "bad.jpg" in told(small)


def assert_it_is_called_a_fault(small: Small) -> None:
    with small.ledger() as ledger:
        assert [item.cause for item in ledger.attention.all()] == [Cause.FILE_BROKEN]


def assert_the_doctor_names_it(small: Small, *, named: bool) -> None:
    with small.ledger() as ledger:
        for item in ledger.attention.all():
            # What a person hides is not protected either.
            ledger.attention.ignore(item.id, 1.0)
        checks = check_computer(ledger, ledger.vaults.settings(), small.home)
        bad = {check.name: in_english(check.text) for check in checks if not check.ok}
        assert ("bad.jpg" in bad.get("files", "")) is named


def breaking(real: Callable[..., Any], is_bad: Callable[..., bool]) -> Callable[..., Any]:
    def acts(*args: Any, **named: Any) -> Any:
        if is_bad(*args):
            raise Unthought("a lens cap")
        return real(*args, **named)

    return acts


def each_bad(files: Iterator[Any]) -> bool:
    return any("bad.jpg" in repr(one) for one in files)


def test_5_7_a_file_that_breaks_the_walk(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks = breaking(classify, lambda name, _: name == "bad.jpg")
    monkeypatch.setattr(walk, "classify", breaks)
    small.sync()
    assert_only_the_bad_one_is_told(small)
    assert_it_is_called_a_fault(small)
    assert_the_doctor_names_it(small, named=True)
    monkeypatch.undo()
    small.sync()
    assert set(states(small).values()) == {PhotoState.PROTECTED}
    assert_the_doctor_names_it(small, named=False)
    assert told(small) == ""


def test_5_7_a_file_that_the_ledger_does_not_take(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Photos.add

    def add(self: Photos, album_id: int, files: Any, at: float) -> None:
        listed = list(files)
        if each_bad(iter(listed)):
            raise OverflowError("Python int too large to convert to SQLite INTEGER")
        real(self, album_id, listed, at)

    monkeypatch.setattr(Photos, "add", add)
    small.sync()
    assert_only_the_bad_one_is_told(small)
    assert_it_is_called_a_fault(small)


def test_5_7_a_file_that_breaks_sealing(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks = breaking(seal, lambda request, *_: request.file.name == "bad.jpg")
    monkeypatch.setattr(upload_sealer, "seal", breaks)
    small.sync()
    assert_only_the_bad_one_is_told(small)
    assert_it_is_called_a_fault(small)
    assert_the_doctor_names_it(small, named=True)
    monkeypatch.undo()
    small.sync()
    assert set(states(small).values()) == {PhotoState.PROTECTED}
    assert_the_doctor_names_it(small, named=False)


def test_5_7_a_file_that_breaks_sending(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    with small.ledger() as ledger:
        album = ledger.albums.all()[0].path
    bad_bytes = (Path(album) / "bad.jpg").stat().st_size
    (Path(album) / "bad.jpg").write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(9 * bad_bytes))
    os.utime(Path(album) / "bad.jpg", (10**9, 10**9))

    def is_bad(_: Sender, name: Any, source: Any = None, *__: Any) -> bool:
        files = [source] if source is not None else [put.source for put in name]
        return any(file.stat().st_size > 3 * bad_bytes for file in files)

    monkeypatch.setattr(Sender, "send", breaking(Sender.send, is_bad))
    monkeypatch.setattr(Sender, "send_many", breaking(Sender.send_many, is_bad))
    small.sync()
    assert_only_the_bad_one_is_told(small)


def test_5_7_a_photo_that_breaks_recording(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.sync()
    with small.ledger() as ledger:
        bad = next(one.photo for one in ledger.listing.photos() if one.photo.path == "bad.jpg")
        album = Path(ledger.albums.all()[0].path)
    for name in NAMES:
        (album / name).write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(4000))
        os.utime(album / name, (10**9, 10**9))
    real = Uploads.finish_stored

    def finish_stored(self: Uploads, stored: Any, at: float) -> Any:
        if any(one.photo_id == bad.id for one in stored):
            raise Unthought("a lens cap")
        return real(self, stored, at)

    monkeypatch.setattr(Uploads, "finish_stored", finish_stored)
    small.sync()
    assert_only_the_bad_one_is_told(small)
    monkeypatch.undo()
    small.sync()
    assert set(states(small).values()) == {PhotoState.PROTECTED}


def test_5_7_while_passes_break_nothing_is_green(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.sync()
    after_uploads = breaking(SyncPass._after_uploads, lambda *_: True)
    monkeypatch.setattr(SyncPass, "_after_uploads", after_uploads)
    for times in (1, 2):
        with pytest.raises(PassBroke, match="lens cap"):
            small.sync()
        with small.ledger() as ledger:
            fault = status_json(ledger)["pass_fault"]
            assert fault is not None
            assert fault["times"] == times
            checks = check_computer(ledger, ledger.vaults.settings(), small.home)
            assert [check.name for check in checks if not check.ok] == ["passes"]
            causes = [item.cause for item in ledger.attention.all()]
            assert causes == [Cause.PASS_BROKEN] * (times - 1)
    monkeypatch.undo()
    small.sync()
    with small.ledger() as ledger:
        assert status_json(ledger)["pass_fault"] is None
        assert not ledger.attention.all()
