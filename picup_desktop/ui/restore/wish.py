"""What to restore, and whether it can be; plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picup_desktop.names import shown
from picup_desktop.ui.facts.snapshot import AlbumFacts
from picup_desktop.ui.text import translate


@dataclass(frozen=True)
class RestoreWish:
    """All photos, those of some albums, or some photos; and the destination."""

    folder: str
    albums: tuple[str, ...] | None = None
    photos: tuple[int, ...] | None = None

    def arguments(self) -> dict[str, Any]:
        """For the engine's ``restore``."""
        given: dict[str, Any] = {"destination": self.folder}
        if self.photos is not None:
            given["photos"] = [str(photo) for photo in self.photos]
        elif self.albums is not None:
            given["albums"] = list(self.albums)
        return given


def problem_of(wish: RestoreWish, albums: Sequence[AlbumFacts]) -> str:
    """Why a wish can't be granted as it is; empty if it can."""
    if not wish.folder:
        return translate("Restore", "Choose the folder that the photos shall be put into.")
    if wish.photos is not None and not wish.photos:
        return translate("Restore", "Choose at least one photo.")
    if wish.photos is None and wish.albums is not None and not wish.albums:
        return translate("Restore", "Choose at least one album.")
    for album in albums:
        inside = Path(wish.folder) == Path(album.record.path) or (
            Path(album.record.path) in Path(wish.folder).parents
        )
        if inside:
            return translate(
                "Restore",
                "That folder is part of the album “{album}”, where restored photos would be taken"
                " for new ones. Choose another.",
            ).format(album=shown(album.record.name))
    return ""
