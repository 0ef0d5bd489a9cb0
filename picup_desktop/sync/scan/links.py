"""Decide which links in an album's folder are followed (DISASTERS 3-4, 3-5).

Pure decisions over paths, beside a look at where a link leads. A link is followed only to a
folder of this computer that nothing else keeps: not into the album itself, another album, a
storage or the home of this program, nor into the target of another link. So there is no loop,
and no file is kept twice. A link to a single file is never followed, because only regular
files are ever opened.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from picup_desktop.files.mounts import is_silent
from picup_desktop.files.status import is_link
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.settings.albums import BY_DEFAULT, AlbumChoices
from picup_desktop.sync.scan.media import as_compared

MOST_LINKS = 1000
"""The most links that are followed in one album; more are told."""


@dataclass(frozen=True)
class Target:
    """The folder that a link leads to; ``path`` has no links in it."""

    path: str
    inode: int
    device: int = field(default=0, compare=False)
    """Its number changes when the computer restarts."""


@dataclass(frozen=True)
class Walking:
    """How an album's folder is walked through."""

    choices: AlbumChoices = BY_DEFAULT
    elsewhere: tuple[Path, ...] = ()
    """Folders into and around which no link is followed; without links in their paths."""
    followed: Mapping[str, Target] = field(default_factory=dict)
    """The links that the last scan followed, by their paths in the album."""


class Links:
    """The links that one walk through an album's folder follows."""

    def __init__(self, root: Path, walking: Walking) -> None:
        self.followed: dict[str, Target] = {}
        """By their paths in the album."""
        self._root = root
        self._walking = walking

    def follow(self, name: str) -> Target | None:
        """Return the folder behind a link to walk through; None if it is not to be followed."""
        target = target_of(self._root / name)
        if target is None or len(self.followed) >= MOST_LINKS:
            return None
        reserved = (one.path for link, one in self._standing.items() if link != name)
        links = (one.path for one in self.followed.values())
        taken = (self._real_root, *self._walking.elsewhere, *map(Path, (*links, *reserved)))
        if not may_follow(Path(target.path), taken) or not stays_here(Path(target.path)):
            return None
        self.followed[name] = target
        return target

    @cached_property
    def _real_root(self) -> Path:
        return self._root.resolve()

    @cached_property
    def _standing(self) -> Mapping[str, Target]:
        """The links of the last scan that are links still: no new one takes their folders."""
        links = self._walking.followed.items()
        return {name: target for name, target in links if _is_link(self._root / name)}


def followed_links(ledger: Ledger, album_id: int) -> dict[str, Target]:
    """Return the links that the last scan of an album followed, by their paths in it."""
    return from_text(ledger.vaults.noted(NoteAbout.ALBUM_LINKS.of(album_id)) or "")


def link_targets(ledger: Ledger, album_id: int) -> list[Path]:
    """Return the folders that these links lead to."""
    return [Path(one.path) for one in followed_links(ledger, album_id).values()]


def target_of(link: Path) -> Target | None:
    """Return the folder that a link leads to; None if it leads nowhere, or to no folder."""
    try:
        path = link.resolve(strict=True)
        status = path.stat()
        with os.scandir(path):
            # It can be listed.
            pass
    except (OSError, RuntimeError):
        # Python before 3.13 raises RuntimeError for links that lead to each other.
        return None
    return Target(str(path), status.st_ino, status.st_dev)


def may_follow(target: Path, taken: Iterable[Path]) -> bool:
    """Return whether a folder overlaps with none of those that are kept already."""
    parts = _parts(target)
    return not any(_overlap(parts, _parts(other)) for other in taken)


def stays_here(target: Path) -> bool:
    """Return whether a folder is on this computer, and not on a share of another one."""
    return not is_silent(target)


def other_targets(before: Mapping[str, Target], now: Mapping[str, Target]) -> frozenset[str]:
    """Return the links that lead to another folder than before."""
    return frozenset(link for link, target in now.items() if before.get(link, target) != target)


def to_text(links: Mapping[str, Target]) -> str:
    """Return followed links as text for the ledger."""
    return json.dumps({link: [target.path, target.inode] for link, target in links.items()})


def from_text(text: str) -> dict[str, Target]:
    """Return the links that ``to_text`` wrote; none for an empty text."""
    return {link: Target(*target) for link, target in json.loads(text or "{}").items()}


def _is_link(path: Path) -> bool:
    try:
        return is_link(path.lstat())
    except OSError:
        return False


def _parts(target: Path) -> tuple[str, ...]:
    return tuple(as_compared(part) for part in target.parts)


def _overlap(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    shorter = min(len(one), len(two))
    return one[:shorter] == two[:shorter]
