"""Small pictures of versions, asked from the engine when they are painted for the first time."""

import base64
import time
from collections import OrderedDict, deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from shiboken6 import isValid

from picup_desktop.engine.ipc.answers import Thumbnail
from picup_desktop.engine.ipc.commands.photos import GetThumbnail
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.photos.pictures import scaled

MOST_KEPT = 400
MOST_WANTED = 40
"""More than are in sight at once; those wanted longest ago are left out."""
MOST_ASKED = 2
"""Requests to the engine at once; each may read a whole photo from a storage."""
REFUSED_SECONDS = 30.0
"""How long a refused picture is not asked for again."""


@dataclass(frozen=True)
class PictureOf:
    """A photo, one of its versions, or with ``as_is`` the file in the album as it is now."""

    photo_id: int | str
    """Its id, or ``Album/path`` where a report has no more."""
    version: int | None = None
    as_is: bool = False


class VersionPictures(QObject):
    """Emit ``came`` when a picture is there, or when it is known that there is none."""

    came = Signal()

    def __init__(self, link: EngineLink, edge: int) -> None:
        """``edge`` is the shorter edge of the pictures, in pixels of the window."""
        super().__init__()
        self._link = link
        self._edge = edge
        self._images: OrderedDict[PictureOf, QImage] = OrderedDict()
        self._missing: set[PictureOf] = set()
        self._refused: dict[PictureOf, float] = {}
        self._wanted: deque[PictureOf] = deque(maxlen=MOST_WANTED)
        self._asked: set[PictureOf] = set()
        self._forgotten = 0
        """How often everything was forgotten; what was asked for before then is dropped."""
        # Not asked in the middle of painting.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    def image(self, of: PictureOf) -> QImage | None:
        """Return a picture; None if it is not there yet, and then it is asked for."""
        image = self._images.get(of)
        if image is not None:
            self._images.move_to_end(of)
        elif not self._is_known(of):
            if of in self._wanted:
                self._wanted.remove(of)
            self._wanted.append(of)
            self._soon.start()
        return image

    def missing(self, of: PictureOf) -> bool:
        """Return whether there is no picture of it, or none that can be had now."""
        return of in self._missing or of in self._refused

    def forget(self) -> None:
        """Drop all pictures, because nothing shows them any more."""
        self._images.clear()
        self._missing.clear()
        self._refused.clear()
        self._wanted.clear()
        self._forgotten += 1

    def _is_known(self, of: PictureOf) -> bool:
        refused_at = self._refused.get(of, float("-inf"))
        waits = time.monotonic() - refused_at < REFUSED_SECONDS
        return of in self._missing or of in self._asked or waits

    @Slot()
    def _ask(self) -> None:
        while self._wanted and len(self._asked) < MOST_ASKED:
            of = self._wanted.pop()
            self._asked.add(of)

            def done(
                answer: Thumbnail, of: PictureOf = of, asked_in: int = self._forgotten
            ) -> None:
                if asked_in == self._forgotten:
                    self._take(of, answer)
                self._settle(of)

            def refused(_failure: Failure, of: PictureOf = of) -> None:
                self._refused[of] = time.monotonic()
                self._settle(of)

            command = GetThumbnail(str(of.photo_id), of.version, of.as_is)
            self._link.ask(command, done=done, refused=refused)

    def _take(self, of: PictureOf, answer: Thumbnail) -> None:
        jpeg = answer["jpeg"]
        edge = round(self._edge * self._ratio())
        image = QImage() if jpeg is None else scaled(base64.b64decode(jpeg), edge)
        self._refused.pop(of, None)
        if image.isNull():
            self._missing.add(of)
        else:
            self._images[of] = image
            while len(self._images) > MOST_KEPT:
                self._images.popitem(last=False)

    @staticmethod
    def _ratio() -> float:
        """Return the pixels of the sharpest screen for each pixel of the window."""
        return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)

    def _settle(self, of: PictureOf) -> None:
        if not isValid(self):
            # Another language replaced the window meanwhile.
            return
        self._asked.discard(of)
        self.came.emit()
        self._ask()
