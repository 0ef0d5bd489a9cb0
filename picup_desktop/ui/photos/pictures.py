"""The pictures of the cells: from memory, from the cache, from the file, or from a storage.

Daemon threads that end with ``end``: two read the cache and scale, so that a screenful appears
at once; one has missing thumbnails made by a child process (``thumbnails/maker.py``),
however long that takes. The window's thread hands them the visible cells and keeps their
pictures. Only the engine can read photos that are not on this computer; it is asked for them.
"""

import base64
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from picup_desktop.engine.ipc.answers import Thumbnail
from picup_desktop.engine.ipc.commands.photos import GetThumbnail
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.home import Home
from picup_desktop.ledger.gallery.sketch import shape_of
from picup_desktop.thumbnails.cache import EDGE, CacheKey, ThumbnailCache
from picup_desktop.thumbnails.maker import Maker
from picup_desktop.thumbnails.strip import COLUMNS, ROWS, Glimpse
from picup_desktop.thumbnails.wire import MARK_BYTES, DecoderKind, Picture, Trouble, is_marked_cut
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import in_words

MOST_BYTES = 96_000_000
MOST_REASONS = 10_000
MOST_ASKED = 4
"""Requests to the engine at once; it accepts a few more than that from one face."""
SETTLED_SECONDS = 0.12
"""No thumbnail is made before the same cells were in sight for so long: a drag passes thousands."""
READERS = 2
"""Decoding lets other threads run; more than two would take turns with the window's."""
SWEEP_EVERY = 500
JPEG = b"jpeg"
CUT = "cut"
"""The key of the note in a picture that its file ends too early."""


@dataclass(frozen=True)
class PictureRequest:
    """A cell that needs its picture; ``file`` is None for a photo not on this computer."""

    key: CacheKey
    kind: DecoderKind
    file: Path | None
    edge: int
    """The cell's edge, in pixels of the screen."""


class Pictures(QObject):
    """Call ``want`` with the visible cells; emit ``came(photo_id)`` for each new picture."""

    came = Signal(int)
    again = Signal()
    """Emitted when refused pictures may be there now: call ``want`` again."""
    _made = Signal(object, object)
    _not_here = Signal(object)

    def __init__(self, home: Home, link: EngineLink) -> None:
        super().__init__()
        self._link = link
        self._images: OrderedDict[CacheKey, tuple[int, QImage]] = OrderedDict()
        self._bytes = 0
        self._troubles: OrderedDict[CacheKey, Trouble | str] = OrderedDict()
        self._far: deque[PictureRequest] = deque()
        self._asked: set[CacheKey] = set()
        self._threads = _Threads(home, self._made.emit, self._not_here.emit)
        self.strip = self._threads.cache.strip
        """A few colours and the shape of each picture in the cache."""
        self._made.connect(self._take)
        self._not_here.connect(self._ask_engine)
        link.greeted.connect(self._try_again)

    def begin(self) -> None:
        """Start the threads."""
        self._threads.begin()

    def end(self) -> None:
        """End the threads and the child process."""
        self._threads.end()

    def image(self, key: CacheKey) -> QImage | None:
        """Return the picture in memory, sharp enough or not."""
        found = self._images.get(key)
        if found is None:
            return None
        self._images.move_to_end(key)
        return found[1]

    def sharp(self, key: CacheKey, edge: int) -> bool:
        """Return whether the picture in memory is sharp enough for cells of ``edge`` pixels."""
        found = self._images.get(key)
        return found is not None and found[0] >= min(edge, EDGE)

    def trouble(self, key: CacheKey) -> Trouble | str | None:
        """Return why there is no picture: a reason, or a sentence of the engine."""
        return self._troubles.get(key)

    def want(self, requests: Sequence[PictureRequest]) -> None:
        """Request the pictures of the visible cells; drop earlier requests for others."""
        missing = [
            request
            for request in requests
            if request.key not in self._troubles and not self.sharp(request.key, request.edge)
        ]
        wanted = {request.key for request in missing}
        self._far = deque(request for request in self._far if request.key in wanted)
        self._threads.want(missing)

    def preview(self, requests: Sequence[PictureRequest]) -> None:
        """Request small pictures too, before all others; drop earlier such requests."""
        self._threads.preview(
            [
                request
                for request in requests
                if request.key not in self._troubles
                and request.key not in self._images
                and request.file is not None
            ]
        )

    def glimpse(self, photo_id: int) -> QImage | None:
        """Return a few colours of a photo's picture; None if none are known."""
        found = self.strip.glimpse(photo_id)
        if found is None or found.colours is None:
            return None
        return QImage(found.colours, COLUMNS, ROWS, COLUMNS * 2, QImage.Format.Format_RGB16).copy()

    @Slot(object, object)
    def _take(self, request: PictureRequest, made: QImage | Trouble) -> None:
        if isinstance(made, Trouble):
            self._note(request.key, made)
        else:
            before = self._images.pop(request.key, None)
            self._bytes += made.sizeInBytes() - (before[1].sizeInBytes() if before else 0)
            self._images[request.key] = (min(request.edge, EDGE), made)
            while self._bytes > MOST_BYTES:
                _, (_, oldest) = self._images.popitem(last=False)
                self._bytes -= oldest.sizeInBytes()
        self.came.emit(request.key.photo_id)

    def _note(self, key: CacheKey, trouble: Trouble | str) -> None:
        self._troubles[key] = trouble
        while len(self._troubles) > MOST_REASONS:
            self._troubles.popitem(last=False)

    @Slot(object)
    def _ask_engine(self, request: PictureRequest) -> None:
        if request.key not in self._asked and request not in self._far:
            self._far.append(request)
        self._ask_next()

    def _ask_next(self) -> None:
        while self._link.connected and self._far and len(self._asked) < MOST_ASKED:
            request = self._far.popleft()
            self._asked.add(request.key)

            def done(answer: Thumbnail, request: PictureRequest = request) -> None:
                self._take_from_engine(request, answer)

            def refused(failure: Failure, request: PictureRequest = request) -> None:
                self._asked.discard(request.key)
                self._note(request.key, in_words(failure.message))
                self.came.emit(request.key.photo_id)
                self._ask_next()

            self._link.ask(GetThumbnail(str(request.key.photo_id)), done=done, refused=refused)

    def _take_from_engine(self, request: PictureRequest, answer: Thumbnail) -> None:
        self._asked.discard(request.key)
        jpeg, trouble = answer["jpeg"], answer["trouble"]
        if trouble is not None:
            self._note(request.key, Trouble(trouble))
            self.came.emit(request.key.photo_id)
        elif jpeg is not None:
            self._threads.decode(request, jpeg)
        self._ask_next()

    @Slot(object)
    def _try_again(self, _greeting: object) -> None:
        """Ask the engine again, because it is connected again."""
        self.forget_refusals()
        self._ask_next()

    def forget(self) -> None:
        """Drop all pictures and reasons from memory."""
        self._images.clear()
        self._troubles.clear()
        self._bytes = 0

    def forget_refusals(self) -> None:
        """Drop the engine's refusals, because its answer may have changed."""
        refused = [key for key, why in self._troubles.items() if not isinstance(why, Trouble)]
        for key in refused:
            del self._troubles[key]
        if refused:
            self.again.emit()


class _Threads:
    def __init__(
        self,
        home: Home,
        made: Callable[[PictureRequest, QImage | Trouble], None],
        not_here: Callable[[PictureRequest], None],
    ) -> None:
        self.cache = ThumbnailCache(home.thumbnails)
        self._maker = Maker()
        self._made = made
        self._not_here = not_here
        self._changed = threading.Condition()
        self._wanted: deque[PictureRequest] = deque()
        self._previews: deque[PictureRequest] = deque()
        self._answers: deque[tuple[PictureRequest, str]] = deque()
        self._to_make: deque[PictureRequest] = deque()
        self._making: CacheKey | None = None
        self._in_sight: set[CacheKey] = set()
        self._settled_at = 0.0
        self._ending = False
        works = [(self._read, "thumbnails-read")] * READERS + [(self._make, "thumbnails-make")]
        self._threads = [
            threading.Thread(target=run, name=name, daemon=True) for run, name in works
        ]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        with self._changed:
            self._ending = True
            self._changed.notify_all()
        self._maker.close()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def want(self, requests: Sequence[PictureRequest]) -> None:
        with self._changed:
            wanted = {request.key for request in requests}
            if not wanted <= self._in_sight:
                self._settled_at = time.monotonic() + SETTLED_SECONDS
            self._in_sight = wanted
            self._to_make = deque(request for request in self._to_make if request.key in wanted)
            known = {request.key for request in self._to_make} | {self._making}
            self._wanted = deque(request for request in requests if request.key not in known)
            self._changed.notify_all()

    def preview(self, requests: Sequence[PictureRequest]) -> None:
        with self._changed:
            self._previews = deque(requests)
            self._changed.notify_all()

    def decode(self, request: PictureRequest, jpeg: str) -> None:
        with self._changed:
            self._answers.append((request, jpeg))
            self._changed.notify_all()

    def _read(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._ending or self._previews or self._wanted or self._answers
                )
                if self._ending:
                    return
                answer = self._answers.popleft() if self._answers else None
                small = self._previews.popleft() if answer is None and self._previews else None
                request = answer[0] if answer else small or self._wanted.popleft()
            if answer is not None:
                self._tell(request, base64.b64decode(answer[1]), here=False)
            elif small is not None:
                # None is made for a preview.
                self._tell_cached(small)
            else:
                self._look_in_cache(request)

    def _look_in_cache(self, request: PictureRequest) -> None:
        if request.file is None:
            self._not_here(request)
            return
        if self._tell_cached(request):
            return
        with self._changed:
            self._to_make.append(request)
            self._changed.notify_all()

    def _make(self) -> None:
        made = 0
        while True:
            with self._changed:
                self._making = None
                self._changed.wait_for(lambda: self._ending or self._to_make)
                if self._ending:
                    return
                moves_for = self._settled_at - time.monotonic()
                if moves_for > 0:
                    self._changed.wait(moves_for)
                    continue
                request = self._to_make.popleft()
                self._making = request.key
            self._make_one(request)
            made += 1
            if made % SWEEP_EVERY == 0:
                self.cache.sweep()

    def _make_one(self, request: PictureRequest) -> None:
        if request.file is None:
            return
        answer = self._maker.thumbnail(request.file, request.kind, EDGE)
        if answer is Trouble.GONE:
            # The file is gone since the last scan; the photo may be on the storages.
            self._not_here(request)
            return
        found = answer.data if isinstance(answer, Picture) else answer
        self.cache.keep(request.key, found)
        self._tell(request, found)

    def _tell_cached(self, request: PictureRequest) -> bool:
        """Hand out what the cache has; return False if a picture must be made, or made anew."""
        image = scaled_file(self.cache.plain_file(request.key), request.edge)
        if not image.isNull():
            self._hand_out(request, image, here=True)
            return True
        found = self.cache.plain(request.key)
        if isinstance(found, Trouble):
            self._made(request, found)
        return isinstance(found, Trouble)

    def _tell(self, request: PictureRequest, found: bytes | Trouble, *, here: bool = True) -> None:
        """Hand out a picture; ``here`` is False for one whose file is not on this computer."""
        if isinstance(found, Trouble):
            self._made(request, found)
            return
        image = scaled(found, request.edge)
        if image.isNull():
            self._made(request, Trouble.BROKEN)
        else:
            self._hand_out(request, image, here=here)

    def _hand_out(self, request: PictureRequest, image: QImage, *, here: bool) -> None:
        self._made(request, image)
        self.cache.glimpse(request.key, glimpse_of(image, colours=here))


def scaled(jpeg: bytes, edge: int) -> QImage:
    """Decode a JPEG so that its shorter edge fills a cell, in the format that paints fastest."""
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read_scaled(QImageReader(buffer, JPEG), edge, cut=is_marked_cut(jpeg))


def scaled_file(file: Path, edge: int) -> QImage:
    """Decode a JPEG file as ``scaled`` does; return a null image if there is none or it is broken.

    Qt reads a file by itself. It asks Python for the bytes of a buffer, so that two threads with
    buffers take turns and gain nothing.
    """
    try:
        with file.open("rb") as opened:
            cut = is_marked_cut(opened.read(MARK_BYTES))
    except OSError:
        # It was swept or sealed, or not made yet.
        return QImage()
    return _read_scaled(QImageReader(str(file), JPEG), edge, cut=cut)


def _read_scaled(reader: QImageReader, edge: int, *, cut: bool) -> QImage:
    size = reader.size()
    if min(size.width(), size.height()) > edge:
        # Scaling in the decoder is several times faster.
        mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        reader.setScaledSize(size.scaled(QSize(edge, edge), mode))
    image = reader.read()
    if image.isNull():
        return image
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    if cut:
        image.setText(CUT, CUT)
    return image


def glimpse_of(image: QImage, *, colours: bool) -> Glimpse:
    """Return the shape of a picture, and with ``colours`` a few of its colours."""
    shape = shape_of(image.width(), image.height())
    if not colours:
        return Glimpse(shape, None)
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(COLUMNS, ROWS, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    small = small.convertToFormat(QImage.Format.Format_RGB16)
    # Qt begins each line at a multiple of four bytes.
    lines = bytes(small.constBits())
    step = small.bytesPerLine()
    parts = (lines[at * step : at * step + COLUMNS * 2] for at in range(ROWS))
    return Glimpse(shape, b"".join(parts))


def is_cut(image: QImage) -> bool:
    """Return whether the file of a thumbnail ends too early."""
    return bool(image.text(CUT))
