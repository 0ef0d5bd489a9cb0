"""The frames of a short film, as JPEG files, so that a motion photo plays in place."""

import io
import itertools
from typing import BinaryIO

import av
from av.container import InputContainer

from picup_desktop.thumbnails.errors import TooLarge
from picup_desktop.thumbnails.wire import (
    BIGGEST_PIXELS,
    LONGEST_FILM_MS,
    LONGEST_FRAME_MS,
    MOST_FRAMES,
    Picture,
)

FRAMES_A_SECOND = 15
MOST_FRAME_BYTES = 96 << 20
"""The most bytes of frames in one answer."""
QUALITY = 85
EDGE = 1280
"""The longest edge of a frame, in pixels."""
_ASKS_ABOUT_TEXTS = int(av.__version__.partition(".")[0]) < 19
"""Whether texts that are no UTF-8 are an error unless replaced; from 19 on they have surrogates."""


def opened_film(film: BinaryIO) -> InputContainer:
    """Open a film, whatever bytes its texts are made of. FFmpegError."""
    if _ASKS_ABOUT_TEXTS:
        return av.open(film, "r", metadata_errors="replace")
    return av.open(film, "r")


def length_ms_of(film: BinaryIO) -> int:
    """Return the length of a film in milliseconds; 0 if it is broken or does not say it."""
    try:
        with opened_film(film) as container:
            return ms_of(container)
    except (av.FFmpegError, ValueError):
        return 0


def ms_of(container: InputContainer) -> int:
    """Return the length of a film in milliseconds; 0 if it does not say it."""
    length = (container.duration or 0) * 1000 // av.time_base
    return length if 0 < length <= LONGEST_FILM_MS else 0


def frames_of(film: BinaryIO) -> Picture | None:
    """Return the first 20 seconds of a film; None if it has no picture. FFmpegError."""
    with opened_film(film) as container:
        if not container.streams.video:
            return None
        stream = container.streams.video[0]
        stream.thread_type = "NONE"
        if stream.width * stream.height > BIGGEST_PIXELS:
            raise TooLarge
        scale = min(1.0, EDGE / max(stream.width, stream.height, 1))
        size = max(2, round(stream.width * scale)), max(2, round(stream.height * scale))
        shown: list[tuple[float, bytes]] = []
        seen, total = (0, 0), 0
        for frame in container.decode(stream):
            at = len(shown) / FRAMES_A_SECOND if frame.pts is None else frame.time
            if shown and at - shown[-1][0] < 1 / FRAMES_A_SECOND - 0.001:
                continue
            image = frame.to_image(width=size[0], height=size[1])  # type: ignore[no-untyped-call]  # PyAV's
            if frame.rotation:
                image = image.rotate(frame.rotation, expand=True)
            jpeg = io.BytesIO()
            image.save(jpeg, "JPEG", quality=QUALITY)
            total += jpeg.tell()
            if total > MOST_FRAME_BYTES or len(shown) == MOST_FRAMES:
                break
            shown.append((at, jpeg.getvalue()))
            seen = image.size
    if not shown:
        return None
    return Picture(
        *seen,
        full=seen,
        data=b"".join(data for _, data in shown),
        frames=tuple(
            (len(data), ms)
            for (_, data), ms in zip(shown, _durations([at for at, _ in shown]), strict=True)
        ),
    )


def _durations(times: list[float]) -> list[int]:
    """Return how long each frame is shown, in milliseconds; the last as long as usual."""
    last = 1000 // FRAMES_A_SECOND
    gaps = [round((after - at) * 1000) for at, after in itertools.pairwise(times)]
    return [min(max(gap, 1), LONGEST_FRAME_MS) for gap in (*gaps, last)]
