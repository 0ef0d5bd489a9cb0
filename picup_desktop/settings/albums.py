"""What a person may choose for one album. Each choice is declared once, here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from picup_desktop.errors import UsageError


class Links(StrEnum):
    """What is done about links to folders in an album's folder."""

    TELL = "tell"
    """They are not followed, and told as not kept."""
    FOLLOW = "follow"
    """Those that lead to a folder of this computer are followed."""


class Hidden(StrEnum):
    """What is done about hidden files, and hidden folders with photos in them."""

    TELL = "tell"
    """They are told as not kept."""
    KEEP = "keep"


class Files(StrEnum):
    """Which files are kept."""

    PHOTOS = "photos"
    """Photos, films, and what belongs to them."""
    ALL = "all"
    """Every file but half-written ones and those of the system."""


@dataclass(frozen=True)
class AlbumChoices:
    """What was chosen for an album. What was kept by a choice stays kept when it is taken back."""

    links: Links = Links.TELL
    hidden: Hidden = Hidden.TELL
    files: Files = Files.PHOTOS


BY_DEFAULT = AlbumChoices()
CHOICES: Mapping[str, type[StrEnum]] = {"links": Links, "hidden": Hidden, "files": Files}
"""The choices by name, with their values; the first one is the default."""


def chosen(choices: AlbumChoices, name: str, value: str) -> AlbumChoices:
    """Return the choices with one of them changed. UsageError for an unknown name or value."""
    if name not in CHOICES:
        raise UsageError("no-such-album-choice", name=name, names=", ".join(CHOICES))
    values = CHOICES[name]
    if value not in list(values):
        raise UsageError("album-choice-has-values", name=name, values=", ".join(values))
    # The name and the type of the value are from one declaration.
    changed: dict[str, Any] = {name: values(value)}
    return replace(choices, **changed)
