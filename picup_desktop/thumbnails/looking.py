"""Decode one file, in the child process; its kind selects the decoder."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from picup_desktop.thumbnails import films, pictures, raws
from picup_desktop.thumbnails.pictures import NothingToShow
from picup_desktop.thumbnails.wire import Ask, Kind, Picture, Trouble

SAFE_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
)


def look_at(ask: Ask) -> Picture | Trouble:
    """Return the answer to a question; MemoryError ends the process."""
    try:
        with _opened(ask.path) as file:
            return _look(ask, file)
    except FileNotFoundError:
        return Trouble.GONE
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Trouble.TOO_LARGE
    except (UnidentifiedImageError, NothingToShow):
        return Trouble.UNSUPPORTED
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - decoders raise any type for a broken file
        return Trouble.BROKEN


def _look(ask: Ask, file: BinaryIO) -> Picture | Trouble:
    match ask.kind:
        case Kind.FILM:
            return films.look(file, ask)
        case Kind.RAW:
            return raws.look(file, ask)
        case Kind.PICTURE:
            return pictures.look(file, ask)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    """Open a regular file; a pipe without a writer would block."""
    with open(os.open(path, SAFE_OPEN_FLAGS), "rb") as file:  # noqa: PTH123 - a descriptor
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise FileNotFoundError(path)
        yield file
