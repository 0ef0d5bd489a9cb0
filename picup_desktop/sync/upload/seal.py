"""Read a photo once, hash it and encrypt it into the spool (DESIGN, "Seal once")."""

import hashlib
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.errors import Kind, PicupError
from picup_desktop.files.opening import InACloudOnly, NotRegular, open_regular
from picup_desktop.files.placeholders import placeholders_of
from picup_desktop.files.status import file_status
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.settings import MEBIBYTE
from picup_desktop.sync.upload.spool import NoRoomToSeal, Spool
from picup_desktop.vault.age import Buffers, Recipient
from picup_desktop.vault.objects import SealedPhoto, SourceChanged, seal_photo
from picup_desktop.vault.tar_header import PhotoHeader

# A sealed file that a power cut damaged fails its hash and is sealed again; a flush is
# cheaper than that for large files only.
FLUSHED_FROM_BYTES = 64 * MEBIBYTE


class PhotoUnreadable(PicupError):
    """The photo's file can't be opened or read."""

    title = "title-photo-cant-read"
    kind = Kind.PERMANENT


@dataclass(frozen=True)
class SealRequest:
    """One photo to seal, with its file as the scan saw it."""

    photo_id: int
    file: Path
    header: PhotoHeader
    recipients: Sequence[Recipient]
    stored_contents: frozenset[str] = frozenset()
    """Hashes of stored contents of exactly this size."""


class _SpoolSink:
    """Raises errors that distinguish a full disk here from an unreadable photo."""

    def __init__(self, file: io.FileIO, spool: Spool) -> None:
        self._file = file
        self._spool = spool

    def write(self, data: memoryview, /) -> None:
        self._spool.check_open()
        left = data
        while left:
            try:
                left = left[self._file.write(left) :]
            except OSError as error:
                raise NoRoomToSeal("sealed-copy-photo-could-not", why=reason_of(error)) from error


def seal(request: SealRequest, spool: Spool, buffers: Buffers | None = None) -> SealedPhoto | str:
    """Seal into the spool, or return the content's hash if the content is already stored.

    SourceChanged if the file differs from what the scan saw, or changes meanwhile (1-5);
    PhotoUnreadable if it can't be read; NoRoomToSeal if the spool can't be written;
    SpoolClosed if the spool is closed meanwhile. No file is left behind then.
    """
    with _open(request) as photo:
        if request.stored_contents:
            digest = hashlib.file_digest(photo, "sha256").hexdigest()
            if digest in request.stored_contents:
                _check_unchanged(request, photo)
                _check_in_place(request, photo)
                return digest
            photo.seek(0)
        with spool.part(request.photo_id) as part:
            with part.open("wb", buffering=0) as sink:
                try:
                    out = _SpoolSink(sink, spool)
                    sealed = seal_photo(photo, request.header, out, request.recipients, buffers)
                except OSError as error:
                    raise _unreadable(request.file, error) from error
                _check_unchanged(request, photo)
                _check_in_place(request, photo)
                if request.header.size_bytes >= FLUSHED_FROM_BYTES:
                    os.fsync(sink.fileno())
            part.replace(spool.path(sealed.name))
    return sealed


def _open(request: SealRequest) -> io.FileIO:
    try:
        photo = open_regular(request.file)
    except FileNotFoundError as error:
        file = shown(str(request.file))
        if any(one.is_file() for one in placeholders_of(request.file)):
            raise SourceChanged("photo-file-is-in-a-cloud-only", file=file) from error
        raise SourceChanged("photo-file-is-gone", file=file) from error
    except InACloudOnly as error:
        raise _unreadable(request.file, error) from error
    except NotRegular as error:
        raise _changed(request) from error
    except OSError as error:
        raise _unreadable(request.file, error) from error
    try:
        _check_unchanged(request, photo)
    except BaseException:
        photo.close()
        raise
    return photo


def _check_unchanged(request: SealRequest, photo: io.FileIO) -> None:
    now, header = file_status(os.fstat(photo.fileno())), request.header
    if (now.size_bytes, now.mtime_ns) != (header.size_bytes, header.mtime_ns):
        raise _changed(request)


def _check_in_place(request: SealRequest, photo: io.FileIO) -> None:
    """Check that the name still leads to the open file, which stays readable without it (1-5)."""
    try:
        in_place = os.path.samestat(request.file.lstat(), os.fstat(photo.fileno()))
    except FileNotFoundError:
        in_place = False
    except OSError as error:
        raise _unreadable(request.file, error) from error
    if not in_place:
        raise SourceChanged("photo-file-vanished-while-read", file=shown(str(request.file)))


def _changed(request: SealRequest) -> SourceChanged:
    return SourceChanged("photo-file-changed-while-read", file=shown(str(request.file)))


def _unreadable(file: Path, error: OSError) -> PhotoUnreadable:
    return PhotoUnreadable("photo-file-cant-be-read", file=shown(str(file)), why=reason_of(error))
