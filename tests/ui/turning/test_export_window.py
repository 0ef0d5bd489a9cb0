"""Photos are exported from the window: how and where to, by the engine, and what became of it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.commands.photos import ExportPhotos
from picup_desktop.engine.ipc.picture_answers import Exported
from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.ui.export import words
from picup_desktop.ui.export.choice import ExportChoice, ExportSpan, span_of
from picup_desktop.ui.export.dialog import ExportDialog
from picup_desktop.ui.export.export import Exporter
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.job_page import Step
from picup_desktop.words import PhotoState, Turn
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes
from tests.ui.pictures.test_photos import SHOTS, page, select, shots_of  # noqa: F401 - a fixture


def photo(number: int, kind: str = "photo", turn: Turn = Turn.UPRIGHT) -> ShownPhoto:
    return ShownPhoto(
        *(number, f"{number}.jpg", kind, PhotoState.PROTECTED, 10, 1, None), here=True, turn=turn
    )


LIVE = ShownShot(1, 1, 0, (photo(1, turn=Turn.LEFT), photo(2, "video")))
FILM = ShownShot(3, 1, 0, (photo(3, "video"),))


def test_what_is_sent() -> None:
    folder = Path("/out")
    both = [LIVE, FILM]
    assert ExportChoice().command(folder, both) == ExportPhotos(folder, ("1", "2", "3"))
    jpeg = ExportChoice(jpeg=True, edge=2048, quality=80, with_place=True)
    assert jpeg.command(folder, both) == ExportPhotos(
        folder, ("1", "3"), jpeg=True, edge=2048, quality=80, with_place=True
    )
    # What is about JPEG alone is not sent without it.
    assert ExportChoice(edge=5, with_place=True).command(folder, [FILM]) == ExportPhotos(
        folder, ("3",)
    )
    assert span_of(both) == ExportSpan(pictures=2, files=3, size_bytes=30, films=1, turned=1)


def document(**given: object) -> Exported:
    whole: dict[str, object] = {
        "restored": 0, "there_already": 0, "bytes": 0, "served_from": {}, "beside": [],
        "renamed": [], "failed": [], "failed_photos": 0, "stopped": False, "nobody_reached": False,
        "as_they_are": 0, "turned": 0, "gone": 0,
    }  # fmt: skip
    return {**whole, **given}  # type: ignore[typeddict-item]


def test_what_became_of_it_in_words() -> None:
    all_there = document(restored=2, there_already=1, beside=[{}], as_they_are=1, turned=1)
    assert words.headline(all_there) == "3 files are exported"
    told = words.detail_words(all_there, "/out")
    for part in ("2 new files in /out.", "1 file was there", "nothing was overwritten", "as it is"):
        assert part in told
    assert words.headline(document(restored=1, gone=1)) == "1 photo could not be exported"
    assert words.headline(document(stopped=True)) == "It was cancelled"
    assert "Neither" in words.headline(document(nobody_reached=True, failed_photos=1))


class StartingLink(QObject):
    """An engine's link before the engine is there; it keeps what it is asked."""

    greeted = Signal()
    heard = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.connected = False
        self.asked: list[object] = []

    def ask(self, command: object, **_then: object) -> None:
        self.asked.append(command)


def test_an_export_waits_for_a_program_that_is_just_starting(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    link, over = StartingLink(), QWidget()
    qtbot.addWidget(over)
    context: Any = SimpleNamespace(link=link, theme=Theme(qapp))
    exporter = Exporter(context, over)
    cancelled, waiting = exporter.ask([LIVE]), exporter.ask([FILM])
    assert cancelled is not None
    assert waiting is not None
    for dialog in (cancelled, waiting):
        dialog.choose_folder(str(tmp_path))
        dialog.yes.click()
        assert (dialog.step, dialog.problem) == (Step.RUNNING, "")
    cancelled.running.cancelled.emit()
    assert (cancelled.step, cancelled.problem) == (Step.CHOOSING, "")
    assert link.asked == []
    link.connected = True
    link.greeted.emit()
    link.greeted.emit()
    (asked,) = link.asked
    assert isinstance(asked, ExportPhotos)
    assert asked.photos == ("3",)


def dialog_of(widget: QWidget) -> ExportDialog:
    (found,) = [each for each in widget.findChildren(ExportDialog) if each.isVisible()]
    return found


def test_photos_are_exported_as_they_are_and_as_jpeg(
    page: PhotosPage,  # noqa: F811 - the fixture
    boxes: Boxes,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    select(page, *range(SHOTS))
    page.export_chosen()
    qtbot.waitUntil(lambda: page.exporter.dialogs != [], timeout=LONG_MILLISECONDS)
    dialog = dialog_of(page)
    assert not dialog.yes.isEnabled(), "no folder is chosen"
    # A folder of the album is refused, and the person chooses again.
    dialog.choose_folder(str(boxes.album))
    dialog.yes.click()
    qtbot.waitUntil(lambda: "part of the album" in dialog.problem, timeout=LONG_MILLISECONDS)
    assert dialog.step is Step.CHOOSING
    dialog.choose_folder(str(out))
    dialog.yes.click()
    # Closed meanwhile it goes on, and tells at the end.
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.step is Step.RESULT, timeout=LONG_MILLISECONDS)
    assert dialog.isVisible()
    kept = [page.shot_pictures.file(s, photo) for s in shots_of(page) for photo in s.photos]
    originals = sorted(file.read_bytes() for file in kept if file is not None)
    assert len(originals) == PHOTOS
    assert sorted(file.read_bytes() for file in out.iterdir()) == originals
    assert dialog.report.headline == f"{PHOTOS} files are exported"
    dialog.report.done.click()
    assert page.exporter.dialogs == []

    (row,) = (r for r, s in enumerate(shots_of(page)) if s.lead.path.endswith("IMG_0002.HEIC"))
    page.exporter.ask([shots_of(page)[row]])
    dialog = dialog_of(page)
    assert dialog.folder == str(out), "where the last ones went"
    dialog.as_jpeg.setChecked(True)
    dialog.edge.setCurrentIndex(dialog.edge.findData(1280))
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.step is Step.RESULT, timeout=LONG_MILLISECONDS)
    made = out / "IMG_0002.jpg"
    assert made.read_bytes()[:3] == b"\xff\xd8\xff"
    assert b"GPS" not in made.read_bytes()

    # The lock closes what names photos (2-1).
    page.exporter.ask(shots_of(page)[:1])
    page.locked.emit()
    assert page.exporter.dialogs == []


def test_what_became_of_an_export_is_told_though_the_language_is_changed_meanwhile(
    protected: Face, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    before = protected.screens
    page, window = before.photos, protected.window  # noqa: F811 - no fixture here
    window.show()
    window.go(PageName.PHOTOS)
    qtbot.waitUntil(lambda: page.model.shot(0) is not None, timeout=LONG_MILLISECONDS)
    first = page.model.shot(0)
    assert first is not None
    open_still = page.exporter.ask([first])
    begun = page.exporter.ask([first])
    assert open_still is not None
    assert begun is not None
    begun.choose_folder(str(out))
    begun.yes.click()
    assert begun.step is Step.RUNNING
    gone: list[bool] = []
    before.destroyed.connect(lambda: gone.append(True))
    protected.speak("ko")
    assert page.exporter.dialogs == [begun], "nothing was begun in the other one"
    qtbot.waitUntil(lambda: begun.step is Step.RESULT, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: not protected.context.link.waits, timeout=LONG_MILLISECONDS)
    qtbot.wait(50)
    assert gone == []
    assert begun.isVisible()
    begun.report.done.click()
    qtbot.waitUntil(lambda: bool(gone), timeout=LONG_MILLISECONDS)
