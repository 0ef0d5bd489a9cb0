"""Whole photos for the viewer: decoded by a child process, read back from the NAS if need be.

Threads: one daemon has pictures decoded (``thumbnails/maker.py``), the newest wish first;
it ends with ``end``. What is read back lies in a private folder of the home for as long as
it is looked at.
"""

import secrets
import shutil
import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from picup_desktop.engine.ipc.events import JobProgress
from picup_desktop.engine.ipc.protocol import Event, Failure
from picup_desktop.home import PRIVATE_MODE, Home
from picup_desktop.thumbnails.maker import Maker
from picup_desktop.thumbnails.wire import BYTES_A_PIXEL, Kind, Picture, Trouble
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.photos.words import trouble_words

FOLDER = "viewed"
WHOLE_EDGE = 9_000
LONGEST_NAME_BYTES = 120


@dataclass(frozen=True)
class Wish:
    """A photo to look at; ``file`` None: it is to be read back. ``edge`` is what is seen of it."""

    photo_id: int
    name: str
    kind: Kind
    file: Path | None
    edge: int


@dataclass(frozen=True)
class Looked:
    """What came of a wish: a picture, or a sentence."""

    wish: Wish
    image: QImage = field(default_factory=QImage)
    full: tuple[int, int] = (0, 0)
    facts: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class ReadBack:
    """A photo that came from a storage: where it lies now, and what was repaired (2-2a)."""

    photo_id: int
    file: Path
    served_from: str
    repaired: tuple[str, ...]


class Loader(QObject):
    """One photo at a time: ``look`` at another and the one before is given up."""

    looked = Signal(object)
    read_back = Signal(object)
    progressed = Signal(int, float)
    """Which photo, and how much of it came, 0 to 1."""
    _decoded = Signal(object)

    def __init__(self, home: Home, link: EngineLink) -> None:
        super().__init__()
        self._folder = home.folder / FOLDER
        self._link = link
        self._wish: Wish | None = None
        self._job = ""
        self._back: ReadBack | None = None
        self._lent: set[Path] = set()
        self._decoder = _Decoder(self._decoded.emit)
        self._decoded.connect(self._take)
        link.heard.connect(self._hear)

    def begin(self) -> None:
        """Start the thread; what an earlier window left behind goes."""
        self._drop_files()
        self._decoder.begin()

    def end(self) -> None:
        """End it, and leave nothing behind."""
        self.give_up()
        self._lent.clear()
        self._drop_files()
        self._decoder.end()

    def look(self, wish: Wish) -> None:
        """Show this; ``looked`` follows, and ``progressed`` while it is read back."""
        if self._wish is None or self._wish.photo_id != wish.photo_id:
            self.give_up()
        self._wish = wish
        if wish.file is not None:
            self._decoder.wish(wish, wish.file)
        elif self._back is not None and self._back.photo_id == wish.photo_id:
            self._decoder.wish(wish, self._back.file)
        else:
            self._fetch(wish)

    def lend(self, file: Path) -> None:
        """Another program has it now: it stays until this window ends."""
        self._lent.add(file.parent)

    def give_up(self) -> None:
        """Nobody looks any more."""
        self._wish = None
        self._back = None
        if self._job:
            self._link.ask("cancel", refused=lambda _: None, job=self._job)
            self._job = ""
        self._decoder.forget()
        self._drop_files()

    def _fetch(self, wish: Wish) -> None:
        if self._job:
            return
        self._job = f"view-{secrets.token_hex(4)}"
        # The system's player goes by the ending, and shows the name.
        inside = self._folder / secrets.token_hex(4)
        inside.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
        target, job = inside / _plain(wish.name), self._job

        def done(answer: Any) -> None:
            self._arrived(job, wish, target, answer)

        def refused(failure: Failure) -> None:
            if self._job == job:
                self._job = ""
                self.looked.emit(Looked(wish, problem=failure.sentence))

        self._link.ask(
            "view",
            done=done,
            refused=refused,
            photo=str(wish.photo_id),
            output=str(target),
            job=job,
        )

    def _arrived(self, job: str, wish: Wish, target: Path, answer: Any) -> None:
        if self._job != job:
            # Somebody looks at another photo by now.
            shutil.rmtree(target.parent, ignore_errors=True)
            return
        self._job = ""
        if answer["stopped"]:
            return
        self._back = ReadBack(
            wish.photo_id, target, str(answer["served_from"]), tuple(answer["repaired"])
        )
        self.read_back.emit(self._back)
        if self._wish is not None and self._wish.photo_id == wish.photo_id:
            self._decoder.wish(self._wish, target)

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if event.name == "job" and self._job and event.details.get("job") == self._job:
            told = cast(JobProgress, event.details)
            size, came = told["bytes"], told["ended_bytes"]
            if self._wish is not None and size:
                self.progressed.emit(self._wish.photo_id, min(1.0, came / size))

    @Slot(object)
    def _take(self, looked: Looked) -> None:
        wish = self._wish
        if wish is None or wish.photo_id != looked.wish.photo_id:
            return
        if looked.problem and wish.file is not None and not wish.file.exists():
            # It went since the ledger last looked: it may rest on the NAS.
            self._wish = Wish(wish.photo_id, wish.name, wish.kind, None, wish.edge)
            self._fetch(self._wish)
            return
        self.looked.emit(looked)

    def _drop_files(self) -> None:
        for inside in self._folder.glob("*"):
            if inside not in self._lent:
                shutil.rmtree(inside, ignore_errors=True)


class _Decoder:
    def __init__(self, done: Any) -> None:
        self._done = done
        self._maker = Maker()
        self._changed = threading.Condition()
        self._wishes: deque[tuple[Wish, Path]] = deque()
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="viewer", daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        with self._changed:
            self._ending = True
            self._changed.notify_all()
        self._maker.close()
        if self._thread.is_alive():
            self._thread.join()

    def wish(self, wish: Wish, file: Path) -> None:
        with self._changed:
            self._wishes = deque([(wish, file)])
            self._changed.notify_all()

    def forget(self) -> None:
        with self._changed:
            self._wishes.clear()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ending or self._wishes)
                if self._ending:
                    return
                wish, file = self._wishes.popleft()
            self._done(self._look(wish, file))

    def _look(self, wish: Wish, file: Path) -> Looked:
        answer = self._maker.view(file, wish.kind, wish.edge)
        if isinstance(answer, Trouble):
            return Looked(wish, problem=trouble_words(answer))
        return Looked(wish, _image(answer), answer.full, dict(answer.facts))


def _image(picture: Picture) -> QImage:
    """Of its own memory, in the form that is drawn fastest."""
    line = picture.width * BYTES_A_PIXEL
    if len(picture.data) != line * picture.height:
        return QImage()
    image = QImage(picture.data, picture.width, picture.height, line, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _plain(name: str) -> str:
    """A name that every file system takes."""
    stem, dot, ending = name.rpartition(".")
    kept = "".join(c if c.isalnum() or c in " -_" else "_" for c in stem or ending)
    kept = kept.encode("utf-8", "replace")[:LONGEST_NAME_BYTES].decode("utf-8", "ignore")
    safe = "".join(c for c in ending if c.isascii() and c.isalnum())[:8] if dot and stem else ""
    return f"{kept or 'photo'}.{safe}" if safe else kept or "photo"
