"""Decode one file, in the child process; its kind selects the decoder."""

from io import BufferedReader
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from picup_desktop.files.opening import NotRegular, open_regular
from picup_desktop.thumbnails import films, pictures, raws
from picup_desktop.thumbnails.pictures import NothingToShow
from picup_desktop.thumbnails.wire import Ask, Kind, Picture, Trouble


def look_at(ask: Ask) -> Picture | Trouble:
    """Return the answer to a question; MemoryError ends the process."""
    try:
        with BufferedReader(open_regular(ask.path)) as file:
            return _look(ask, file)
    except (FileNotFoundError, NotRegular):
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
