"""Adding albums: several at once, counted before, refused one by one; and taken back."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from picup_desktop.gallery.estimate import Estimate
from picup_desktop.ui.albums.counting import FolderCount, count_words, sum_words
from picup_desktop.ui.face import Face
from picup_desktop.ui.welcome.albums_step import AlbumsStep
from tests.ui.albums.conftest import albums
from tests.ui.conftest import LONG_MILLISECONDS


def folder(at: Path, photos: int) -> Path:
    at.mkdir(parents=True)
    for number in range(photos):
        (at / f"{number}.jpg").write_bytes(b"\xff\xd8\xff\xe0%d" % number)
    return at


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (None, "Counting…"),
        (Estimate(2, 3000), "2 photos, 3.0 kB so far…"),
        (Estimate(2, 3000, done=True), "2 photos, 3.0 kB"),
        (Estimate(2, 3000, others=1, done=True), "2 photos, 3.0 kB  ·  1 other file is not kept"),
        (Estimate(0, 0, others=4, done=True), "No photos in it yet"),
        (Estimate(2, 3000, 1, 2, done=True), "2 photos, 3.0 kB  ·  2 folders can't be read"),
    ],
)
def test_what_a_folder_holds_is_said(count: Estimate | None, words: str) -> None:
    assert count_words(count) == words


def test_the_sum_is_said_once_all_is_counted() -> None:
    done, part = Estimate(2, 3000, done=True), Estimate(1, 1000)
    assert sum_words([done, done]) == "4 photos, 6.0 kB will be kept on both storages."
    for unknown in (part, None):
        assert "so far" in sum_words([done, unknown])


def test_a_count_that_is_stopped_says_nothing_more(tmp_path: Path, qtbot: QtBot) -> None:
    counting = FolderCount(folder(tmp_path / "a", 2))
    said: list[Estimate] = []
    counting.counted.connect(said.append)
    counting.stop()
    counting.begin()
    qtbot.wait(50)
    assert said == []


def test_several_folders_are_counted_and_added_and_a_bad_one_stops_none(
    face: Face, tmp_path: Path, qtbot: QtBot
) -> None:
    page = face.screens.albums
    said: list[str] = []
    page.message.connect(said.append)
    one, two = folder(tmp_path / "Trip", 2), folder(tmp_path / "여름", 3)
    bad = tmp_path / "Pictures" / "inside"
    bad.mkdir()
    for path in (one, bad, two, one):
        page.ask_to_add(str(path))
    dialog = page.adding
    assert dialog is not None
    assert len(dialog.rows) == 3, "the same folder twice is one"
    qtbot.waitUntil(
        lambda: (
            [row.count.photos for row in dialog.rows if row.count and row.count.done] == [2, 0, 3]
        ),
        timeout=LONG_MILLISECONDS,
    )
    assert len(albums(face)) == 1, "nothing is added before it is confirmed"
    dialog.rows[0].name.setText("Jeju")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: len(albums(face)) == 3, timeout=LONG_MILLISECONDS)
    assert [album.record.name for album in albums(face)] == ["Pictures", "Jeju", "여름"]
    qtbot.waitUntil(dialog.confirm.isEnabled, timeout=LONG_MILLISECONDS)
    (left,) = dialog.words
    assert "lies in the folder of the album Pictures" in left
    dialog.rows[0].remove.click()
    assert not dialog.confirm.isEnabled()
    dialog.cancel.click()
    assert said == ["2 albums were added. Their photos are on their way."]
    assert page.adding is None
    qtbot.waitUntil(
        lambda: sum(album.protected for album in albums(face)) == 9, timeout=LONG_MILLISECONDS
    )


def test_an_album_of_the_wizard_is_taken_back_there(
    face: Face, tmp_path: Path, qtbot: QtBot
) -> None:
    step = AlbumsStep(face.context.theme, face.screens.commands)
    qtbot.addWidget(step)
    step.resize(700, 500)
    step.show()
    one = folder(tmp_path / "Trip", 1)
    step.add(str(one))
    qtbot.waitUntil(lambda: step.added == ["Trip"], timeout=LONG_MILLISECONDS)
    step.add(str(tmp_path))
    qtbot.waitUntil(lambda: "remove that album first" in step.refusal, timeout=LONG_MILLISECONDS)

    step.albums[0].remove.click()

    qtbot.waitUntil(lambda: step.added == [], timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(
        lambda: [album.record.name for album in albums(face)] == ["Pictures"],
        timeout=LONG_MILLISECONDS,
    )
    assert (one / "0.jpg").exists()

    two = folder(tmp_path / "Two", 1)
    step.ask_to_add(str(two))
    assert step.adding is not None
    shutil.rmtree(two)
    step.adding.confirm.click()
    dialog = step.adding
    qtbot.waitUntil(lambda: "There is no folder" in dialog.words[0], timeout=LONG_MILLISECONDS)
    two.mkdir()
    dialog.confirm.click()
    qtbot.waitUntil(lambda: step.added == ["Two"], timeout=LONG_MILLISECONDS)
    assert step.adding is None
