"""``python -m bench.gallery_window HOME``: one window, dragged through everything, probed.

The probe is a timer of the window's own thread: how late it comes is how long the thread
did not answer. Where Linux tells (``schedstat``), the time in which it was ready and no processor
was free is taken off for a line of its own: window, engine, both servers and the probe share one
small machine here. The same probe in a process that does nothing else shows the same.

Prints one line of JSON: what was measured, its value, what is promised.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

# There is no screen to draw on; set before the first QApplication is made.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from picup_desktop.home import Home
from picup_desktop.thumbnails.cache import EDGE, ThumbnailCache
from picup_desktop.thumbnails.strip import COLOUR_BYTES, Glimpse
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.language import Language
from picup_desktop.ui.main import share_fairly
from picup_desktop.ui.photos.shot_pictures import key_of
from picup_desktop.ui.start.preload import preload

PROBE_MILLISECONDS = 5
STEPS = 300
STEP_MILLISECONDS = 16
SCREENFULS = 5
AWAY_MILLISECONDS = 500
LONGEST_SECONDS = 120.0
IDLE = [
    sys.executable,
    "-c",
    """
import select, sys, time
longest, before = 0.0, time.monotonic()
while not select.select([sys.stdin], [], [], 0.005)[0]:
    now = time.monotonic()
    longest, before = max(longest, now - before - 0.005), now
print(round(longest * 1000))
""",
]


class Probe(QObject):
    """The longest stretch in which the thread did not answer, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0
        self.over_100 = 0
        self.longest_own = 0.0
        self._waited = _waited_milliseconds()
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PROBE_MILLISECONDS)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        self.longest = self.over_100 = 0
        self.longest_own = 0.0
        self._waited = _waited_milliseconds()
        self._since.start()
        self._timer.start()

    def _tick(self) -> None:
        late = self._since.restart() - PROBE_MILLISECONDS
        self.longest = max(self.longest, late)
        self.over_100 += late > 100
        before, self._waited = self._waited, _waited_milliseconds()
        self.longest_own = max(self.longest_own, late - (self._waited - before))


class FirstPaint(QObject):
    """When something was first painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at: float | None = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and self.at is None:
            self.at = time.monotonic()
        return False


def main() -> None:
    began = float(os.environ["BENCH_BEGAN"])
    home = Home(Path(sys.argv[1]))
    share_fairly()
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    language = Language(application)
    language.speak("en")
    face = Face(application, home, language)
    painted = FirstPaint()
    face.window.installEventFilter(painted)
    face.opened.connect(preload)
    face.begin()
    told = list(_measured(face, painted, began))
    face.window.leave()
    face.end()
    print(json.dumps(told))


def _measured(face: Face, painted: FirstPaint, began: float) -> Iterator[tuple[str, str, str]]:
    page, probe = face.screens.photos, Probe()
    probe.begin()
    _until(lambda: painted.at is not None)
    yield "start to the window's first paint", _s((painted.at or 0) - began), "promised: 1 s"
    face.window.resize(1280, 800)
    asked = time.monotonic()
    face.window.go(PageName.PHOTOS)
    _until(lambda: bool(page.grid.rows_in_sight()) and _known(face))
    yield "from the click to the first photos", _s(time.monotonic() - asked), "no promise"
    asked = time.monotonic()
    _until(lambda: len(page.model.sketches.known) == len(page.model.months))
    yield "until every month can be laid out exactly", _s(time.monotonic() - asked), "no promise"
    _colour(face)
    _until(lambda: _uploads(face))
    idle = subprocess.Popen(IDLE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    probe.begin()
    cells, coloured = _drag(face)
    longest, over, own = probe.longest, probe.over_100, probe.longest_own
    beside = idle.communicate("")[0].strip()
    yield "cells painted at once while dragging", f"{coloured / cells:.1%}", "promised: never none"
    yield "longest unanswered while dragging through all", f"{longest} ms", "promised: 100"
    yield "the same without waiting for a processor", f"{own:.0f} ms", "the window's own part"
    yield "the same in an idle process beside it", f"{beside} ms", "the machine's own"
    yield "stretches over 100 ms while dragging", f"{over}", "promised: 0"
    uploading = _uploads(face)
    yield "photos were being sent all the while", str(uploading).lower(), "or it says nothing"
    _until(lambda: _known(face))
    bar = page.grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    taken = [_screenful(face) for _ in range(SCREENFULS)]
    cells = len(page.grid.rows_in_sight())
    name = f"a screenful of {cells} cached thumbnails, median of {SCREENFULS}"
    yield name, _s(median(taken)), "promised: 0.1"
    yield "memory of the window, at most", f"{_most_memory_mib()} MiB", "promised: 334 MiB (350 MB)"


def _screenful(face: Face) -> float:
    """Scroll to cached thumbnails that memory no longer has; return the seconds until they are."""
    page = face.screens.photos
    bar = page.grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    # What is asked of the engine now would be answered later, in place of the cache's thumbnail.
    _until(lambda: _known(face) and _answered(face))
    _fill_cache(face)
    bar.setValue(0)
    _wait(AWAY_MILLISECONDS)
    page.pictures.forget()
    began = time.monotonic()
    bar.setValue(bar.maximum() // 2)
    _until(lambda: _known(face) and _pictured(face))
    return time.monotonic() - began


def _waited_milliseconds() -> float:
    """How long this thread was ready and no processor was free for it, so far; 0 elsewhere."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e6
    except OSError:
        return 0.0


def _uploads(face: Face) -> bool:
    run = face.context.app_state.live.run
    return run is not None and run.step == "uploading"


def _drag(face: Face) -> tuple[int, int]:
    """Drag the scrubber through everything; return the cells seen, and those not empty."""
    page = face.screens.photos
    scrubber, cells, coloured = page.timeline.scrubber, 0, 0
    scrubber.setSliderDown(True)
    for step in range(STEPS + 1):
        value = scrubber.maximum() * step // STEPS
        scrubber.setValue(value)
        scrubber.pointed.emit(scrubber.height() * step // STEPS, value)
        ids = [page.model.sketched_id(row) for row in page.grid.rows_in_sight()]
        cells += len(ids)
        coloured += sum(one is not None and page.pictures.glimpse(one) is not None for one in ids)
        _wait(STEP_MILLISECONDS)
    scrubber.setSliderDown(False)
    scrubber.left.emit()
    return cells, coloured


def _colour(face: Face) -> None:
    """Colours of every photo, as if each had been seen once."""
    strip = face.screens.photos.pictures.strip
    face.context.home.thumbnails.mkdir(exist_ok=True, parents=True)
    for sketch in face.screens.photos.model.sketches.known.values():
        for photo_id in sketch.ids:
            strip.note(photo_id, f"{photo_id}-0-0", Glimpse(1_500, bytes(range(COLOUR_BYTES))))


def _known(face: Face) -> bool:
    page = face.screens.photos
    return all(page.model.shot(row) is not None for row in page.grid.rows_in_sight())


def _pictured(face: Face) -> bool:
    page = face.screens.photos
    shots = [page.model.shot(row) for row in page.grid.rows_in_sight()]
    return all(shot is not None and page.shot_pictures.image(shot) is not None for shot in shots)


def _answered(face: Face) -> bool:
    """Whether every cell in sight has its picture, or a reason for none."""
    page = face.screens.photos
    shots = [page.model.shot(row) for row in page.grid.rows_in_sight()]
    return all(
        shot is not None
        and (page.shot_pictures.image(shot) or page.shot_pictures.trouble(shot)) is not None
        for shot in shots
    )


def _fill_cache(face: Face) -> None:
    """Thumbnails of what is in sight, as large and as many bytes as real ones."""
    page, cache = face.screens.photos, ThumbnailCache(face.context.home.thumbnails)
    grain = Image.effect_noise((EDGE, EDGE * 3 // 4), 20).convert("RGB")
    path = face.context.home.folder / "made.jpg"
    grain.save(path, "JPEG", quality=82)
    for row in page.grid.rows_in_sight():
        shot = page.model.shot(row)
        if shot is not None:
            cache.keep(key_of(shot.lead), path.read_bytes())


def _most_memory_mib() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def _s(seconds: float) -> str:
    return f"{seconds:.2f} s"


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _until(holds: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > LONGEST_SECONDS:
            raise TimeoutError
        _wait(5)


if __name__ == "__main__":
    main()
