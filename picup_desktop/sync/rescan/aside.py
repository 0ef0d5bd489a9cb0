"""A new picture took the path of a missing photo: rename the old one aside (DISASTERS 3-4).

If a camera restarts its numbers, or another disk is mounted at the same path, a file of
the same name is no new version of the photo, which keeps its copies under a similar
name. A file that was always present and changed is a new version.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import PurePosixPath

from picup_desktop.files.new_file import names_beside
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.rescan.subfolders import is_in
from picup_desktop.sync.scan.file_list import Files
from picup_desktop.sync.scan.scan import AlbumChanges


@dataclass(frozen=True)
class Aside:
    """A photo that gets another name because another picture has its name now."""

    known: KnownFile
    path: str


def is_replaced(
    known: Mapping[str, KnownFile],
    changes: AlbumChanges,
    many: int,
    likely_same: frozenset[str] = frozenset(),
    *,
    untouched: int = 0,
    all_paths: Callable[[], Iterable[str]] | None = None,
) -> bool:
    """Return whether more than ``many`` files changed at once and no known one is unchanged.

    The folder itself does not distinguish two cards in one reader; their names do. If each
    known name still exists and no new one came, the whole album was edited (4-3).
    ``likely_same``: paths of files that are most likely the same with another time.
    ``untouched``: how many known files are not in ``known``, as nothing about them is new;
    ``all_paths``: makes the paths of all known ones, these too.
    """
    here = untouched + sum(not file.remote_only and not file.missing for file in known.values())
    changed = len(_other_content(known, changes, likely_same))
    if changed <= many or changed + len(changes.missing) < here:
        return False
    paths = known if all_paths is None else all_paths()
    return bool(changes.missing or strangers(paths, changes.new))


def strangers(known: Iterable[str], new: Iterable[SeenFile]) -> list[SeenFile]:
    """Return the new files that belong to no known path by their name.

    What editors leave beside a photo begins with its stem: ``IMG_1.xmp``, ``IMG_1.jpg_original``.
    """
    stems = {PurePosixPath(path).with_suffix("").as_posix() for path in known}
    return [
        file
        for file in new
        if not any(stem in stems for stem in _shorter(PurePosixPath(file.path)))
    ]


def _shorter(path: PurePosixPath) -> Iterator[str]:
    """Yield the path without one, two and more of its endings."""
    while path.suffix:
        path = path.with_suffix("")
        yield path.as_posix()


def set_aside(
    known: Mapping[str, KnownFile],
    changes: AlbumChanges,
    likely_same: frozenset[str] = frozenset(),
    *,
    replaced: bool,
    replaced_folders: Collection[str] = (),
    is_known: Callable[[str], bool] = lambda _path: False,
) -> tuple[AlbumChanges, list[Aside]]:
    """Return the changes with such files as new ones, and the photos to rename.

    ``replaced``: the folder is another one than before, so no file in it is a new version; the
    same holds for ``replaced_folders`` inside it.
    ``is_known`` says of a path that is not in ``known`` whether a photo has it all the same.
    """
    others = [
        file
        for file in _other_content(known, changes, likely_same)
        if replaced
        or is_in(file.path, replaced_folders)
        or known[file.path].remote_only
        or known[file.path].missing
    ]
    if not others:
        return changes, []
    taken = {*known, *_paths_beside(others, changes.new)}
    asides = []
    for file in others:
        beside = names_beside(PurePosixPath(file.path), "earlier")
        path = next(
            path
            for path in map(str, islice(beside, 1, None))
            if path not in taken and not is_known(path)
        )
        taken.add(path)
        asides.append(Aside(known[file.path], path))
    paths = {file.path for file in others}
    left = tuple(item for item in changes.changed if item[1].path not in paths)
    new = Files(lambda: chain(changes.new, others))
    return replace(changes, new=new, changed=left), asides


def _paths_beside(files: Collection[SeenFile], new: Iterable[SeenFile]) -> Iterator[str]:
    """Yield the paths of the new files in the folders of these files."""
    folders = {file.path.rpartition("/")[0] for file in files}
    return (file.path for file in new if file.path.rpartition("/")[0] in folders)


def record_asides(ledger: Ledger, album_id: int, asides: list[Aside], now: float) -> None:
    """Rename the photos; they stay missing, or kept on purpose, as they were."""
    ledger.photos.note_moved(
        (
            (
                aside.known.photo_id,
                album_id,
                SeenFile(
                    aside.path,
                    aside.known.size_bytes,
                    aside.known.mtime_ns,
                    # If its own disk comes back, the inode identifies its file.
                    aside.known.inode,
                ),
            )
            for aside in asides
        ),
        now,
    )
    kept = [aside.known.photo_id for aside in asides if aside.known.remote_only]
    ledger.photos.keep_remote(kept, now)
    ledger.photos.note_missing((aside.known.photo_id for aside in asides), now)


def _other_content(
    known: Mapping[str, KnownFile], changes: AlbumChanges, likely_same: frozenset[str]
) -> list[SeenFile]:
    return [
        file
        for _, file in changes.changed
        if file.path not in likely_same
        and (
            (before := known[file.path]).size_bytes != file.size_bytes
            or before.mtime_ns != file.mtime_ns
        )
    ]
