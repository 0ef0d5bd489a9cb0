"""Every screen of the window as a picture: ``python -m tests.ui.screenshots DIR``.

Each language and scheme is shown by a process of its own, on one practice vault.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

# There is no screen to draw on; set before the first QApplication is made.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from picup_desktop.app import making, new_secret_store, reading
from picup_desktop.attention.cause_row import DELETE
from picup_desktop.clock import SystemClock
from picup_desktop.demo.samples import make_samples
from picup_desktop.engine.ipc.commands.deletions import Remove
from picup_desktop.home import Home
from picup_desktop.storage.place import Access
from picup_desktop.storage.practice.start import PracticeServer
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.albums.albums import add_album
from picup_desktop.sync.join.setup import (
    SetupRequest,
    SetupStorage,
    both_there,
    look_at_both,
    made_vault,
)
from picup_desktop.ui.changes.pictures import PictureOf
from picup_desktop.ui.duplicates.pictures import key_of
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.language import Language
from picup_desktop.ui.space.page import AGES_DAYS, SpacePage
from picup_desktop.ui.status import Status
from picup_desktop.ui.storages.step import StepName
from picup_desktop.ui.trash.page import TrashPage
from picup_desktop.ui.widgets.job_page import Step
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import Role
from tests.ui.conftest import wait_for_end
from tests.ui.made_photos.album import paint_album

PASSPHRASE = "for pictures only"
SIZE = (1280, 800)
YEARS = 0.3
"""So many photos in so little time look like a real library."""
ALBUMS = {"Family": 20, "Holidays 2023": 26, "Phone": 18}
SCENES = {
    "Family": ("candles", "evening beach", "tree", "flower", "coffee", "woods", "fireworks"),
    "Holidays 2023": (
        *("beach", "sea", "mountains", "night", "hills", "noon sea", "dunes", "beach"),
        *("morning mountains", "skyline", "noon lake", "lake", "woods"),
    ),
    "Phone": ("lights", "skyline", "flower", "sea", "fireworks", "tree", "evening beach"),
}
VARIATIONS = (("en", "light"), ("ko", "light"), ("en", "dark"))
"""From the last one on, an album is gone and a person is asked."""
COPIED = 3
"""So many photos of the first album stand in the last one too."""
DELETED = 6
EDITED = 2
LONG_MILLISECONDS = 60_000
WIDEST_THUMBNAIL = 400
PHOTO_PAGES = {"photos", "viewer", "albums"}
QUALITY = 88
"""Text of the usual size is still sharp, and a page a tenth as large."""
CHART_MILLISECONDS = 4_000
"""The chart of the overview is read again after two seconds."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--show", nargs=3, metavar=("LANGUAGE", "SCHEME", "HOME"))
    given = parser.parse_args()
    if given.show:
        language, scheme, home = given.show
        show(given.out, language, scheme, Home(Path(home)))
        return
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="picup-pictures-") as folder:
        make_all(given.out, Path(folder))


def make_all(out: Path, folder: Path) -> None:
    servers = {role: PracticeServer(folder / role.value).start() for role in Role}
    home, empty = Home(folder / "home"), Home(folder / "empty")
    try:
        make_albums(folder / "Pictures")
        make_vault(home, servers, folder / "Pictures")
        for number, (language, scheme) in enumerate(VARIATIONS):
            if number == len(VARIATIONS) - 1:
                (folder / "Pictures" / "Phone").rename(folder / "Phone elsewhere")
            for each in (home, empty):
                words = ["--show", language, scheme, str(each.folder)]
                subprocess.run(
                    [sys.executable, "-m", "tests.ui.screenshots", str(out), *words],
                    env={
                        **os.environ,
                        "PICUP_PASSPHRASE": PASSPHRASE,
                        "LANGUAGE": "",
                        # What is deleted here goes to nobody's own trash.
                        "XDG_DATA_HOME": str(folder / "data"),
                    },
                    check=True,
                )
                wait_for_end(each)
    finally:
        for server in servers.values():
            server.stop()


def make_albums(pictures: Path) -> None:
    """Write the photos before there is a vault: painting them takes minutes."""
    for seed, (name, count) in enumerate(ALBUMS.items()):
        make_samples(pictures / name, count=count, seed=seed, years=YEARS)
        paint_album(pictures / name, SCENES[name], seed)
    for photo in sorted((pictures / "Family").rglob("IMG_*.jpg"))[:COPIED]:
        shutil.copy2(photo, pictures / "Phone" / photo.name)


def make_vault(home: Home, servers: dict[Role, PracticeServer], pictures: Path) -> None:
    storages = {
        role: SetupStorage(
            parse_place(server.url),
            Access(home.known_hosts, password=server.password, trust_new_host_key=True),
        )
        for role, server in servers.items()
    }
    clock = SystemClock()
    with making(home) as ledger:
        with made_vault(
            SetupRequest(storages),
            both_there(look_at_both(storages)),
            store=new_secret_store(home, ledger, PASSPHRASE),
            ledger=ledger,
            scratch=home.scratch,
            clock=clock,
        ):
            pass
        ledger.vaults.confirm_kit(clock.now())
        ledger.vaults.choose("alert_on_desktop", value=False)
        for name in ALBUMS:
            add_album(ledger, pictures / name, name, clock)


def show(out: Path, language: str, scheme: str, home: Home) -> None:
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    spoken = Language(application)
    spoken.speak(language)
    home.make()
    face = Face(application, home, spoken)
    face.context.theme.choose(dark=scheme == "dark")
    face.begin()
    for name, widget in scenes(face):
        wait(300)
        suffix = "-ko" if language == "ko" else "-dark" if scheme == "dark" else ""
        save(widget, out, name, suffix)
    face.window.leave()
    face.end()


def save(widget: QWidget, folder: Path, name: str, suffix: str) -> None:
    """Save what a widget shows: every pixel as it is, or as a photo where it is one mostly."""
    seen = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size, line = (seen.width(), seen.height()), seen.bytesPerLine()
    picture = Image.frombytes("RGB", size, bytes(seen.constBits()), "raw", "RGB", line)
    if name in PHOTO_PAGES:
        picture.save(folder / f"{name}{suffix}.webp", quality=QUALITY, method=6)
    else:
        picture.save(folder / f"{name}{suffix}.png", optimize=True)


def scenes(face: Face) -> Iterator[tuple[str, QWidget]]:
    """Everything that one home has to show, when it is there."""
    wait_until(lambda: face.welcome is not None or face.window.isVisible())
    if face.welcome is not None:
        yield "welcome", face.welcome
        return
    window, app_state = face.window, face.context.app_state
    window.resize(*SIZE)
    wait_until(
        lambda: app_state.live.run is not None or has_status(face, Status.SAFE, Status.ATTENTION)
    )
    if has_status(face, Status.WORKING):
        yield "overview-working", window
    wait_until(lambda: has_status(face, Status.SAFE, Status.ATTENTION) and named(face))
    for place in PageName:
        window.go(place)
        if place is PageName.OVERVIEW:
            wait_until(face.screens.overview.trend.isVisible)
            wait(CHART_MILLISECONDS)
        if place is PageName.PHOTOS:
            wait_until(lambda: pictures_there(face))
        if place is PageName.ALBUMS:
            wait_until(lambda: covers_there(face))
        if place is PageName.TRASH:
            fill_trash(face)
        if place not in (PageName.RESTORE, PageName.SPACE):
            yield place.value, window
        yield from beside(face, place)
    window.lock_asked.emit()
    wait_until(lambda: face.screens.lock.locked)
    yield "lock", window


def beside(face: Face, place: PageName) -> Iterator[tuple[str, QWidget]]:
    """What else a page has to show."""
    match place:
        case PageName.OVERVIEW:
            yield from storages(face)
        case PageName.PHOTOS:
            yield from viewing(face)
        case PageName.ALBUMS:
            yield from duplicates(face)
        case PageName.ATTENTION:
            yield from deleting(face)
        case PageName.RESTORE:
            yield from restoring(face)
        case PageName.SPACE:
            yield from freeing(face)
        case PageName.ACTIVITY:
            tabs = face.screens.activity.tabs
            tabs.setCurrentWidget(face.screens.activity.stored)
            yield "activity-stored", face.window


def storages(face: Face) -> Iterator[tuple[str, QWidget]]:
    """A report on a card, and the steps of the assistant."""
    card = face.screens.overview.cards[Role.BACKUP]
    card.work.check.click()
    wait_until(lambda: card.work.report is not None)
    yield "overview-check", face.window
    card.work.forget()
    assistant = face.screens.assist(Role.BACKUP)
    assert assistant is not None
    yield "storage", assistant
    assistant.go(StepName.REPLACED)
    yield "storage-replace", assistant
    assistant.go(StepName.KEY)
    wait_until(lambda: not assistant.step.busy)
    yield "storage-key", assistant
    assistant.reject()


def viewing(face: Face) -> Iterator[tuple[str, QWidget]]:
    """One photo whole, with all that is known of it."""
    viewer = face.screens.viewer
    viewer.view(2, True)
    wait_until(lambda: viewer.canvas.image.width() > WIDEST_THUMBNAIL)
    yield "viewer", face.window
    viewer.close()


def duplicates(face: Face) -> Iterator[tuple[str, QWidget]]:
    """What stands in several places."""
    albums, page = face.screens.albums, face.screens.duplicates
    wait_until(albums.to_duplicates.isVisible)
    albums.to_duplicates.click()
    wait_until(lambda: page.model.identical(0) is not None and duplicate_seen(face))
    yield "duplicates", face.window


def duplicate_seen(face: Face) -> bool:
    """Whether the picture of the first duplicate is there, or it is known that it has none."""
    first = face.screens.duplicates.model.identical(0)
    if first is None:
        return False
    pictures, key = face.screens.photos.pictures, key_of(first, first.places[0])
    return pictures.image(key) is not None or pictures.trouble(key) is not None


def covers_there(face: Face) -> bool:
    """Whether every album has its cover."""
    covers, snapshot = face.screens.albums.covers, face.context.app_state.snapshot
    albums = () if snapshot is None else snapshot.albums
    found = [cover for album in albums if (cover := covers.cover(album)) is not None]
    pictures = [covers.image(shot) for cover in found for shot in cover.shots]
    return len(found) == len(albums) > 0 and None not in pictures


def pictures_there(face: Face) -> bool:
    """Whether every photo in sight has its picture, or a reason for having none."""
    page = face.screens.photos
    shots = [page.model.shot(row) for row in page.grid.rows_in_sight()]
    return bool(shots) and all(
        shot is not None
        and (
            page.shot_pictures.image(shot) is not None
            or page.shot_pictures.trouble(shot) is not None
        )
        for shot in shots
    )


def restoring(face: Face) -> Iterator[tuple[str, QWidget]]:
    """What is chosen, and what came of it."""
    page = face.screens.restore
    page.choice.by_album.click()
    for box in page.choice.findChildren(QCheckBox):
        box.setChecked(box.text().startswith("Holidays 2023"))
    parent = face.context.home.folder.parent
    page.choose_folder(str(parent / f"Restored {len(list(parent.glob('Restored*'))) + 1}"))
    yield PageName.RESTORE.value, face.window
    page.start.click()
    wait_until(lambda: page.step is Step.RESULT)
    yield "restore-report", face.window


def _look_anew(page: SpacePage) -> None:
    page.look = None
    page.ask()


def freeing(face: Face) -> Iterator[tuple[str, QWidget]]:
    """What could go, and what came of letting some of it go."""
    page = face.screens.space
    wait_until(lambda: bool(page.look))
    page.age.setCurrentIndex(AGES_DAYS.index(0))
    names = list(page.albums)
    for only in names:
        for name in names:
            page.albums[name].setChecked(name == only)
        _look_anew(page)
        wait_until(lambda: bool(page.look))
        if page.look is not None and page.look["photos"]:
            break
    yield PageName.SPACE.value, face.window
    if page.look is not None and page.look["photos"]:
        page.ask_first()
        yield "space-question", page.question
        page.question.agreed.emit()
        page.question.accept()
        wait_until(lambda: page.step is Step.RESULT)
        yield "space-result", face.window


def deleting(face: Face) -> Iterator[tuple[str, QWidget]]:
    """What is asked before the photos of an album that is gone are deleted too."""
    page = face.screens.attention
    for card in page.cards:
        if DELETE in card.item.choices:
            card.chosen.emit(card.item.id, DELETE)
            question = page.findChild(Question)
            assert question is not None
            yield "attention-question", question
            question.reject()
            return


def fill_trash(face: Face) -> None:
    """Some photos of one album, deleted and edited by the first who shows them."""
    page = face.screens.trash
    wait(500)
    if not page.list.lines.lines:
        with reading(face.context.home) as ledger:
            some = ledger.listing.photos(album="Holidays 2023")[:DELETED]
            (album,) = [one for one in ledger.albums.all() if one.name == "Family"]
        face.context.link.ask(Remove(tuple(str(listed.photo.id) for listed in some)))
        for file in sorted(Path(album.path).rglob("DSC_*.jpg"))[:EDITED]:
            with Image.open(file) as picture:
                picture.convert("L").save(file, "JPEG")
        face.commands.sync()
    wait_until(lambda: len(page.list.lines.lines) == DELETED + EDITED)
    lines = page.list.lines.lines
    wait_until(lambda: all(has_picture(page, line.picture) for line in lines))
    page.list.choose(frozenset(line.id for line in lines[:2]))


def has_picture(page: TrashPage, of: PictureOf | None) -> bool:
    """Whether the picture is there, or cannot be."""
    return of is None or page.pictures.image(of) is not None or page.pictures.missing(of)


def named(face: Face) -> bool:
    """Whether the engine has answered, so that names may be shown."""
    snapshot = face.context.app_state.snapshot
    return snapshot is not None and snapshot.named


def has_status(face: Face, *wanted: Status) -> bool:
    return face.context.app_state.summary.status in wanted


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(LONG_MILLISECONDS // 50):
        if holds():
            return
        wait(50)
    raise TimeoutError


if __name__ == "__main__":
    main()
