"""Whole photos for the viewer: decoded by a child process, read from a storage if necessary.

One daemon thread has the newest request decoded (``thumbnails/maker.py``) and ends with
``end``. A photo that is read from a storage is kept in a private folder of the home while it is
viewed.
"""

import secrets
import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from picup_desktop.engine.ipc.answers import Viewed
from picup_desktop.engine.ipc.commands.engine import Cancel
from picup_desktop.engine.ipc.commands.photos import View
from picup_desktop.engine.ipc.events import JobProgress
from picup_desktop.engine.ipc.protocol import Event, Failure
from picup_desktop.home import PRIVATE_MODE, Home
from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.thumbnails.maker import Maker
from picup_desktop.thumbnails.wire import BYTES_A_PIXEL, DecoderKind, Picture, Trouble
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.photos.pictures import scaled
from picup_desktop.ui.photos.words import trouble_words
from picup_desktop.ui.text import in_words

FOLDER = "viewed"
WHOLE_EDGE = 9_000
LONGEST_NAME_BYTES = 120
MOST_KEPT = 3
"""Files of one photo's versions that are kept while it is viewed."""


@dataclass(frozen=True)
class ViewRequest:
    """A photo to view; ``file`` is None for one on the storages, ``edge`` is in screen pixels."""

    photo_id: int
    name: str
    kind: DecoderKind
    file: Path | None
    edge: int
    version: int | None = None
    """The number of a version on the storages (4-1); None for the photo as it is."""

    @property
    def viewed(self) -> tuple[int, int | None]:
        """The photo and the version."""
        return self.photo_id, self.version


@dataclass(frozen=True)
class ViewResult:
    """The answer to a request: a picture, or a sentence that says why there is none."""

    request: ViewRequest
    image: QImage = field(default_factory=QImage)
    full: tuple[int, int] = (0, 0)
    facts: dict[str, str] = field(default_factory=dict)
    problem: Shown = NO_WORDS
    plays: bool = False
    """Whether it is a motion photo with its film inside."""
    is_cut: bool = False
    """Whether the file ends too early, so that a part of the picture is missing."""


@dataclass(frozen=True)
class MotionRequest:
    """A short film to play in the place of a photo; ``file`` is the film, or has it inside."""

    viewed: tuple[int, int | None]
    """The photo and the version that is viewed."""
    file: Path
    kind: DecoderKind


@dataclass(frozen=True)
class MotionResult:
    """The frames of a film with their milliseconds, or a sentence that says why there are none."""

    request: MotionRequest
    frames: tuple[tuple[QImage, int], ...] = ()
    problem: Shown = NO_WORDS


@dataclass(frozen=True)
class ReadBack:
    """A photo or version that was read from a storage: its file, and what was repaired (2-2a)."""

    photo_id: int
    file: Path
    served_from: str
    repaired: tuple[str, ...]
    version: int | None = None


class Loader(QObject):
    """Load one photo at a time; a request for another photo cancels the one before.

    What was read from a storage of one photo is kept until another is asked for, so that two
    versions are compared without reading them again.
    """

    loaded = Signal(object)
    moved = Signal(object)
    """A ``MotionResult``."""
    read_back = Signal(object)
    progressed = Signal(int, float)
    """The photo's id, and the part that has been read, 0 to 1."""
    _decoded = Signal(object)

    def __init__(self, home: Home, link: EngineLink) -> None:
        super().__init__()
        self._folder = home.folder / FOLDER
        self._link = link
        self._request: ViewRequest | None = None
        self._job = ""
        self._backs: dict[int | None, ReadBack] = {}
        """What was read of the requested photo, by version."""
        self._lent: set[Path] = set()
        self._decoder = _Decoder(self._decoded.emit, self.moved.emit)
        self._decoded.connect(self._take)
        link.heard.connect(self._hear)

    def begin(self) -> None:
        """Start the thread, and delete files that an earlier window left behind."""
        self._drop_files()
        self._decoder.begin()

    def end(self) -> None:
        """End the thread, and delete all files."""
        self.give_up()
        self._lent.clear()
        self._drop_files()
        self._decoder.end()

    def load(self, request: ViewRequest) -> None:
        """Load a photo; ``loaded`` follows, and ``progressed`` while it is read from a storage."""
        if self._request is None or self._request.photo_id != request.photo_id:
            self.give_up()
        elif self._request.version != request.version:
            self._cancel()
        self._request = request
        back = self._backs.get(request.version)
        if request.file is not None:
            self._decoder.request(request, request.file)
        elif back is not None:
            self.read_back.emit(back)
            self._decoder.request(request, back.file)
        else:
            self._fetch(request)

    def load_motion(self, request: MotionRequest) -> None:
        """Load the frames of a film; ``moved`` follows."""
        self._decoder.request(request, request.file)

    def lend(self, file: Path) -> None:
        """Keep a file that was read back until the window ends: another program was given it."""
        if file.is_relative_to(self._folder):
            self._lent.add(file.parent)

    def give_up(self) -> None:
        """Cancel the request, and delete its files."""
        self._request = None
        self._backs = {}
        self._cancel()
        self._drop_files()

    def _drop_oldest(self) -> None:
        """Keep few versions of a photo: each is a whole file."""
        while len(self._backs) > MOST_KEPT:
            oldest = self._backs.pop(next(iter(self._backs))).file.parent
            if oldest not in self._lent:
                shutil.rmtree(oldest, ignore_errors=True)

    def _cancel(self) -> None:
        if self._job:
            self._link.ask(Cancel(self._job), refused=lambda _: None)
            self._job = ""
        self._decoder.forget()

    def _fetch(self, request: ViewRequest) -> None:
        if self._job:
            return
        self._job = f"view-{secrets.token_hex(4)}"
        # The system's player needs the ending, and shows the name.
        inside = self._folder / secrets.token_hex(4)
        inside.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
        target, job = inside / _plain(request.name), self._job

        def done(answer: Viewed) -> None:
            self._arrived(job, request, target, answer)

        def refused(failure: Failure) -> None:
            if self._job == job:
                self._job = ""
                self.loaded.emit(ViewResult(request, problem=in_words(failure.message)))

        command = View(str(request.photo_id), target, request.version, job=job)
        self._link.ask(command, done=done, refused=refused)

    def _arrived(self, job: str, request: ViewRequest, target: Path, answer: Viewed) -> None:
        if self._job != job:
            # Another photo is viewed now.
            shutil.rmtree(target.parent, ignore_errors=True)
            return
        self._job = ""
        if answer["stopped"]:
            return
        served_from, repaired = str(answer["served_from"]), tuple(answer["repaired"])
        back = ReadBack(request.photo_id, target, served_from, repaired, request.version)
        self._backs[request.version] = back
        self._drop_oldest()
        self.read_back.emit(back)
        if self._request is not None and self._request.viewed == request.viewed:
            self._decoder.request(self._request, target)

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if event.name == "job" and self._job and event.details.get("job") == self._job:
            progress = cast(JobProgress, event.details)
            size, came = progress["bytes"], progress["ended_bytes"]
            if self._request is not None and size:
                self.progressed.emit(self._request.photo_id, min(1.0, came / size))

    @Slot(object)
    def _take(self, result: ViewResult) -> None:
        request = self._request
        if request is None or request.viewed != result.request.viewed:
            return
        if result.problem and request.file is not None and not request.file.exists():
            # The file is gone since the last scan; the photo may be on the storages.
            self._request = ViewRequest(
                request.photo_id, request.name, request.kind, None, request.edge
            )
            self._fetch(self._request)
            return
        self.loaded.emit(result)

    def _drop_files(self) -> None:
        for inside in self._folder.glob("*"):
            if inside not in self._lent:
                shutil.rmtree(inside, ignore_errors=True)


class _Decoder:
    def __init__(
        self, done: Callable[[ViewResult], None], moved: Callable[[MotionResult], None]
    ) -> None:
        self._done = done
        self._moved = moved
        self._maker = Maker()
        self._changed = threading.Condition()
        self._requests: deque[tuple[ViewRequest | MotionRequest, Path]] = deque()
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

    def request(self, request: ViewRequest | MotionRequest, file: Path) -> None:
        with self._changed:
            # A newer one of its kind takes the place of one that waits.
            others = [one for one in self._requests if type(one[0]) is not type(request)]
            self._requests = deque([*others, (request, file)])
            self._changed.notify_all()

    def forget(self) -> None:
        with self._changed:
            self._requests.clear()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ending or self._requests)
                if self._ending:
                    return
                request, file = self._requests.popleft()
            if isinstance(request, MotionRequest):
                self._moved(self._motion(request))
            else:
                self._done(self._view(request, file))

    def _view(self, request: ViewRequest, file: Path) -> ViewResult:
        answer = self._maker.view(file, request.kind, request.edge)
        if isinstance(answer, Trouble):
            return ViewResult(request, problem=trouble_words(answer))
        return ViewResult(
            *(request, _image(answer), answer.full, dict(answer.facts)),
            plays=request.kind is DecoderKind.PICTURE and answer.length_ms > 0,
            is_cut=answer.is_cut,
        )

    def _motion(self, request: MotionRequest) -> MotionResult:
        answer = self._maker.motion(request.file, request.kind)
        if isinstance(answer, Trouble):
            return MotionResult(request, problem=trouble_words(answer))
        return MotionResult(request, tuple(_frames(answer)))


def _frames(picture: Picture) -> Iterator[tuple[QImage, int]]:
    """Yield the frames of an answer, and how many milliseconds each is shown."""
    at = 0
    for length, ms in picture.frames:
        image = scaled(picture.data[at : at + length], WHOLE_EDGE)
        at += length
        if not image.isNull():
            yield image, ms


def _image(picture: Picture) -> QImage:
    """Copy a picture into the format that paints fastest."""
    line = picture.width * BYTES_A_PIXEL
    if len(picture.data) != line * picture.height:
        return QImage()
    image = QImage(picture.data, picture.width, picture.height, line, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _plain(name: str) -> str:
    """Return a name that every file system accepts."""
    stem, dot, ending = name.rpartition(".")
    kept = "".join(c if c.isalnum() or c in " -_" else "_" for c in stem or ending)
    kept = kept.encode("utf-8", "replace")[:LONGEST_NAME_BYTES].decode("utf-8", "ignore")
    safe = "".join(c for c in ending if c.isascii() and c.isalnum())[:8] if dot and stem else ""
    return f"{kept or 'photo'}.{safe}" if safe else kept or "photo"
