"""All that a window shows beside its pages: the viewer, dialogs, the wizard, the lock."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.commands.setup import ListFolders
from picup_desktop.ledger.gallery.duplicates import Identical, Place
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.ledger.gallery.glance import HalfThere
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.ui.albums.add import AddDialog
from picup_desktop.ui.albums.choices import ChoicesDialog
from picup_desktop.ui.albums.left_out import LeftOutDialog
from picup_desktop.ui.albums.remove import RemoveDialog
from picup_desktop.ui.albums.rename import RenameDialog
from picup_desktop.ui.attention.item_card import GuideDialog, ItemCard
from picup_desktop.ui.changes.decide import DecideDialog
from picup_desktop.ui.changes.pictures import PictureOf
from picup_desktop.ui.changes.preview import Preview
from picup_desktop.ui.dates.choice import Span
from picup_desktop.ui.dates.dialog import DateDialog
from picup_desktop.ui.duplicates.places import PlacesDialog
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.lock.ask import PassphraseQuestion
from picup_desktop.ui.lock.section import PassphraseDialog
from picup_desktop.ui.photos.finding.views_button import NameDialog
from picup_desktop.ui.start.first_run import make_join_window, make_welcome_window
from picup_desktop.ui.storages.browse import FolderBrowser
from picup_desktop.ui.storages.card import StorageCard
from picup_desktop.ui.storages.step import StepName
from picup_desktop.ui.text import photos
from picup_desktop.ui.welcome.kit_step import KitStep
from picup_desktop.ui.welcome.place_fields import BUCKET, FOLDER, SFTP, SHARE
from picup_desktop.ui.welcome.places_step import PlacesStep
from picup_desktop.ui.widgets.question import Question
from picup_desktop.ui.windows.dialog import Dialog
from picup_desktop.words import Role, StorageState
from tests.ui.conftest import LONG_MILLISECONDS, PASSPHRASE
from tests.unit.messages.test_attention_questions import ALBUM_SPOILED, VANISHED

Screen = tuple[str, QWidget]
FINGERPRINT = "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8"
NEW_KEY = Message("host-key-unknown", server="nas.local", key=FINGERPRINT)
NEW_CERTIFICATE = Message("certificate-unknown", server="s3.local", key=f"SHA256:{'9F3E' * 16}")
NOBODY = Message("connection-refused", at="nas.local")
MOMENT = 1_714_824_600
LONG_MILLISECONDS_OF_CONTROLS = 600_000


def settle() -> None:
    """Let layouts and timers of zero milliseconds run, each of which may lead to another."""
    for _ in range(12):
        QApplication.processEvents()


def beside_the_pages(face: Face, qtbot: QtBot) -> Iterator[Screen]:
    """Everything but the pages; each is closed before the next one opens."""
    shots = shots_of(face, qtbot)
    yield from viewer(face, qtbot)
    for dialog in dialogs(face, shots):
        dialog.show()
        if isinstance(dialog, LeftOutDialog):
            qtbot.waitUntil(partial(has_looked, dialog), timeout=LONG_MILLISECONDS)
        settle()
        yield type(dialog).__name__, dialog
        dialog.done(0)
    yield from assistants(face)
    yield from cards(face)
    yield from storage_cards(face)
    yield from wizards(face)
    yield from lock(face, qtbot)


def shots_of(face: Face, qtbot: QtBot) -> list[ShownShot]:
    page = face.screens.photos
    face.window.go(PageName.PHOTOS)
    qtbot.waitUntil(lambda: page.model.shot(0) is not None, timeout=LONG_MILLISECONDS)
    found = [page.model.shot(row) for row in range(page.model.rowCount())]
    return [shot for shot in found if shot is not None]


def has_looked(dialog: LeftOutDialog) -> bool:
    return "…" not in dialog.words


def viewer(face: Face, qtbot: QtBot) -> Iterator[Screen]:
    made = face.screens.viewer
    made.stage.controls.pause_milliseconds = LONG_MILLISECONDS_OF_CONTROLS
    with qtbot.waitSignal(made.viewing.there, timeout=LONG_MILLISECONDS):
        made.view(0, True)
    settle()
    yield "viewer", face.window
    made.viewing.say(shown("This photo can't be shown: its file ends in the middle."))
    made.stage.notices.show_note(photos(3))
    made.stage.show_motion(is_film=True, is_live=True, plays=False)
    settle()
    yield "viewer with everything", face.window
    made.close()


def dialogs(face: Face, shots: list[ShownShot]) -> Iterator[Dialog]:
    context, commands, over = face.context, face.commands, face.window
    snapshot = context.app_state.snapshot
    assert snapshot is not None
    (album,) = snapshot.albums
    theme, link = context.theme, context.link
    yield Question((photos(12), shown("It can't be undone. " * 6)), photos(12), over)
    yield PassphraseDialog(over, seals=True)
    yield PassphraseQuestion(link, shown("The kit opens every photo. " * 3), over)
    yield ChoicesDialog(context, album, over)
    yield LeftOutDialog(context, album, over)
    yield RenameDialog(context, album, over)
    yield RemoveDialog(album, 30, over)
    adding = AddDialog(theme, commands, over)
    adding.take(album.record.path)
    yield adding
    yield NameDialog("2019", over)
    yield DateDialog(Span(MOMENT, MOMENT + 90_000, 3), over, corrected=True)
    exporting = face.screens.photos.exporter.ask(shots, over)
    assert exporting is not None
    exporting.as_jpeg.click()
    yield exporting
    yield Preview(theme, link, PictureOf(shots[0].lead.photo_id), shown("IMG_1.jpg"), over)
    pictures = face.screens.attention.pictures
    deciding = DecideDialog(context, commands, pictures, ALBUM_SPOILED, over)
    # No such item is open, so that it would close itself.
    context.app_state.changed.disconnect(deciding._look_again)
    yield deciding
    yield GuideDialog(over, VANISHED.cause)
    yield places(face)
    yield folders(face)


def places(face: Face) -> Dialog:
    where = tuple(
        Place(
            number, 1, f"Summer {number}", "/photos", f"2024/{number}.jpg", 0, here, "image", None
        )
        for number, here in enumerate((True, False))
    )
    found = Identical("ab", 1_000_000, 2, 1, where)
    return PlacesDialog(face.screens.photos.reader, found, face.window)


def folders(face: Face) -> Dialog:
    made = FolderBrowser("nas.local", face.context.link, ListFolders, face.window)
    made.show_folders({"path": "/volume1", "folders": ["homes"], "more": True, "vault": False})
    made._show_new()
    return made


def assistants(face: Face) -> Iterator[Screen]:
    for name in StepName:
        made = face.screens.assist(Role.BACKUP, name)
        assert made is not None
        settle()
        yield f"assistant {name.value}", made
        made.reject()


def cards(face: Face) -> Iterator[Screen]:
    """An item of Needs attention, with its details."""
    holder = QWidget()
    holder.setProperty("part", "page")
    layout = QVBoxLayout(holder)
    for item in (VANISHED, ALBUM_SPOILED):
        card = ItemCard(face.context.theme, face.screens.attention.pictures, item)
        card._toggle()
        layout.addWidget(card)
    layout.addStretch(1)
    holder.resize(760, layout.totalHeightForWidth(760))
    holder.show()
    settle()
    yield "attention cards", holder
    holder.close()
    holder.deleteLater()


def storage_cards(face: Face) -> Iterator[Screen]:
    """A locked bucket that is filled and has earlier versions, and a storage that is away."""
    snapshot = face.context.app_state.snapshot
    assert snapshot is not None
    holder = QWidget()
    holder.setProperty("part", "page")
    layout = QHBoxLayout(holder)
    for summary in snapshot.storages:
        role = summary.record.role
        card = StorageCard(face.context, role)
        away = replace(summary.record, state=StorageState.AWAY, reason=NOBODY)
        bucket = replace(
            summary,
            versions=3,
            keeps=Message("bucket-locks", days=30),
            lacks=HalfThere(214, 1_000_000),
        )
        card.show_storage(snapshot, replace(summary, record=away) if role is Role.MAIN else bucket)
        layout.addWidget(card)
    holder.show()
    # With the fonts of the style, which come with the first sight.
    holder.resize(720, layout.totalHeightForWidth(720))
    settle()
    yield "storage cards", holder
    holder.close()
    holder.deleteLater()


def wizards(face: Face) -> Iterator[Screen]:
    context, commands, practice = face.context, face.commands, face.practice
    first = make_welcome_window(context, commands, practice, face.screens)
    second = make_join_window(context, commands, face.screens)
    for window in (first, second):
        window.show()
        for number, step in enumerate(window.steps):
            window.turn_to(number)
            if isinstance(step, PlacesStep):
                main, backup = step.forms[Role.MAIN], step.forms[Role.BACKUP]
                main.fields.show_key()
                main.trust_panel.ask_about("nas.local", NEW_KEY)
                backup.kind.setCurrentIndex(FOLDER)
                settle()
                yield "wizard: SFTP and a folder", window
                main.kind.setCurrentIndex(BUCKET)
                backup.kind.setCurrentIndex(SHARE)
                settle()
                main.trust_panel.ask_about("s3.local", NEW_CERTIFICATE)
                settle()
                yield "wizard: a bucket and a share", window
                main.kind.setCurrentIndex(SFTP)
                continue
            if isinstance(step, KitStep):
                step._secret.show()
                step._giving.show()
            settle()
            yield f"wizard: {type(step).__name__}", window
        window.hide()
        window.deleteLater()


def lock(face: Face, qtbot: QtBot) -> Iterator[Screen]:
    keeper = face.screens.lock
    keeper.lock()
    qtbot.waitUntil(lambda: keeper.locked, timeout=LONG_MILLISECONDS)
    keeper.screen._problem.setText("That is not the passphrase.")
    keeper.screen._problem.show()
    settle()
    yield "lock", face.window
    keeper.screen.passphrase.setText(PASSPHRASE)
    keeper.screen.unlock()
    qtbot.waitUntil(lambda: not keeper.locked, timeout=LONG_MILLISECONDS)
