"""What the name and the attributes of a file say before it is opened, and what folders hide."""

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from picup_desktop.files.placeholders import is_in_a_cloud_only, stands_for
from picup_desktop.names import plain
from picup_desktop.settings.albums import AlbumChoices, Files, Hidden
from picup_desktop.sync.scan.left_out import LeftOut
from picup_desktop.sync.scan.media import (
    APPLE_DOUBLE,
    PARTIAL_SECONDS,
    is_hidden_name,
    is_partial_name,
    is_system_folder,
    is_system_name,
    named_kind,
)
from picup_desktop.words import Why

MOST_HIDDEN = 100_000
"""The most files that are looked at in one folder that is not kept, by their names only."""

log = logging.getLogger(__name__)


def why_by_name(name: str, status: os.stat_result, choices: AlbumChoices) -> Why | None:
    """Return why a file's name says that it is not kept; None if it does not."""
    if is_system_name(name) or name.startswith(APPLE_DOUBLE):
        return Why.NAME
    if is_hidden_name(name) and choices.hidden is Hidden.TELL:
        return Why.HIDDEN
    if is_partial_name(name):
        age_seconds = time.time() - status.st_mtime
        return None if age_seconds > PARTIAL_SECONDS else Why.NAME
    return None


def not_here(name: str, status: os.stat_result) -> str | None:
    """Return the name of the file that a placeholder stands for; None for any other file.

    A placeholder must not be read: its cloud would send the whole file.
    """
    return name if is_in_a_cloud_only(status) else stands_for(name, status.st_size)


def is_wanted(name: str, choices: AlbumChoices) -> bool:
    """Return whether a file that can't be read would be kept if it could, by its name."""
    return choices.files is Files.ALL or named_kind(name) is not None


def photos_in(root: Path, folder: str, why: Why) -> Iterator[LeftOut]:
    """Yield the photos and films in a folder that is not kept, by their names."""
    left = MOST_HIDDEN
    for place, folders, files in os.walk(root / folder, onerror=_not_listed):
        folders[:] = [name for name in folders if not is_system_folder(name)]
        left -= len(files)
        if left < 0:
            return
        below = Path(place).relative_to(root).as_posix()
        for name in files:
            yield from photo_at(f"{below}/{name}", why)


def photo_at(path: str, why: Why) -> Iterator[LeftOut]:
    """Yield a file that is not kept, if it is a photo or film by its name."""
    name = path.rpartition("/")[2]
    if named_kind(stands_for(name, 0) or name) is not None:
        yield LeftOut(path, why)


def _not_listed(error: OSError) -> None:
    log.info("a folder that is not kept could not be listed: %s", plain(str(error)))
