"""Videos through FFmpeg's libraries: one frame, and when the video was taken."""

import time
from calendar import timegm
from datetime import datetime
from typing import BinaryIO

import av

from picup_desktop.thumbnails.camera import EARLIEST_YEAR
from picup_desktop.thumbnails.pictures import NothingToShow, finished
from picup_desktop.thumbnails.wire import Ask, Picture, Want

FIRST_LOOK_SECONDS = 1
"""The very first frame is often black."""
QUICKTIME_DATE = "com.apple.quicktime.creationdate"
QUICKTIME_CONTENT_ID = "com.apple.quicktime.content.identifier"


def look(file: BinaryIO, ask: Ask) -> Picture:
    """Return a frame near the start. NothingToShow if it has no picture; FFmpegError."""
    with av.open(file, "r", metadata_errors="replace") as container:
        taken_at = _taken_at(container.metadata)
        seconds = container.duration / av.time_base if container.duration else 0.0
        facts = {"length": f"{seconds:.0f}"} if seconds else {}
        stream = container.streams.video[0] if container.streams.video else None
        full = (0, 0) if stream is None else (stream.width, stream.height)
        if ask.want is Want.FACTS:
            told = container.metadata.get(QUICKTIME_CONTENT_ID, "").strip()
            return Picture(full=full, taken_at=taken_at, facts=facts, content_id=told)
        if stream is None:
            raise NothingToShow
        stream.thread_type = "NONE"
        if seconds > FIRST_LOOK_SECONDS * 2:
            container.seek(FIRST_LOOK_SECONDS * av.time_base)
        frame = next(container.decode(stream), None)
        if frame is None:
            raise NothingToShow
        image = frame.to_image()  # type: ignore[no-untyped-call]
        if frame.rotation:
            image = image.rotate(frame.rotation, expand=True)
            full = (full[1], full[0]) if frame.rotation % 180 else full
        return finished(image, ask, full, taken_at=taken_at, facts=facts)


def _taken_at(told: dict[str, str]) -> int | None:
    """Return seconds of the wall clock: the phone's if recorded, else UTC in the local zone."""
    for name in (QUICKTIME_DATE, "creation_time"):
        try:
            moment = datetime.fromisoformat(told.get(name, ""))
        except ValueError:
            continue
        if moment.year < EARLIEST_YEAR:
            continue
        if name == QUICKTIME_DATE or moment.tzinfo is None:
            return timegm(moment.timetuple())
        unix = moment.timestamp()
        # Videos of a device without a clock say 1904 or 1970.
        return timegm(time.localtime(unix)) if unix > 0 else None
    return None
