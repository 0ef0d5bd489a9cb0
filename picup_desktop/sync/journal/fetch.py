"""Fetches keys files and journal segments: small ones together, because each waits for an answer.

A vault of many computers has hundreds of them, and ``open`` needs them all.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from picup_desktop.storage.base import Get, Storage
from picup_desktop.storage.errors import ObjectNotFound

AGE_BEGINS = b"age-"
"""The first bytes of every age file."""
SMALL_BYTES = 256 * 1024
MOST_AT_ONCE = 32
MOST_BYTES_AT_ONCE = 4 * 1024 * 1024


def fetch(storage: Storage, sizes: Mapping[str, int], files: Mapping[str, Path]) -> None:
    """Fetch sealed files of these sizes; drop those that do not begin like one.

    ObjectNotFound for one that left the storage since it was listed, any StorageError.
    """
    for names in together(sizes):
        found = whole_files(storage, {name: sizes[name] for name in names})
        for name in names:
            if name in found:
                _keep(files[name], [found[name]])
            else:
                _fetch_alone(storage, name, files[name], sizes[name])


def together(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield all names in order, those together that are fetched at once."""
    names: list[str] = []
    together_bytes = 0
    for name, size_bytes in sizes.items():
        full = len(names) == MOST_AT_ONCE or together_bytes + size_bytes > MOST_BYTES_AT_ONCE
        if names and full:
            yield names
            names, together_bytes = [], 0
        names.append(name)
        together_bytes += size_bytes
    if names:
        yield names


def whole_files(storage: Storage, sizes: Mapping[str, int]) -> dict[str, bytes]:
    """Return the small ones among files that could be read whole at once. Any StorageError.

    The others are to be read alone, which says why they can't be.
    """
    gets = [Get(name, size) for name, size in sizes.items() if 0 < size <= SMALL_BYTES]
    if len(gets) < 2:
        return {}
    read = zip(gets, storage.get_many(gets), strict=True)
    return {get.name: bytes(data) for get, data in read if data is not None}


def _fetch_alone(storage: Storage, name: str, file: Path, size_bytes: int) -> None:
    try:
        _keep(file, map(bytes, storage.get(name, 0, size_bytes)))
    except ObjectNotFound:
        # Its device removed it since it was listed.
        file.unlink(missing_ok=True)
        raise


def _keep(file: Path, pieces: Iterable[bytes]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as target:
            for piece in pieces:
                if target.tell() == 0 and piece[: len(AGE_BEGINS)] != AGE_BEGINS:
                    file.unlink(missing_ok=True)
                    return
                target.write(piece)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
