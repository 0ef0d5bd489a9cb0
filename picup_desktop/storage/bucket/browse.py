"""The folders of a bucket for a person to choose from, however many names are in them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from picup_desktop.storage.place import MOST_FOLDERS

if TYPE_CHECKING:
    from obstore import ObjectMeta

MOST_PAGES_LOOKED_AT = 100
"""A bucket may hold millions of names."""
BEHIND_A_SLASH = "0"
"""The next letter after a slash: a name with it comes after all that are in a folder."""


def folders_in(
    root: str, page_after: "Callable[[str], Sequence[ObjectMeta]]"
) -> tuple[tuple[str, ...], bool]:
    """Return the folders directly in ``root``, and whether there are, or may be, more of them.

    ``page_after`` returns the names in it after one, in their order. Each page begins behind the
    last folder that was seen, so that what is in a folder is not walked through.
    """
    below = f"{root}/" if root else ""
    names: dict[str, None] = {}
    after = ""
    for _ in range(MOST_PAGES_LOOKED_AT):
        page = page_after(after)
        if not page or page[-1]["path"] <= after:
            return tuple(sorted(names)), False
        for one in page:
            first, slash, _rest = one["path"].removeprefix(below).partition("/")
            if slash and one["path"].startswith(below):
                names[first] = None
        if len(names) > MOST_FOLDERS:
            break
        last, slash, _rest = page[-1]["path"].removeprefix(below).partition("/")
        after = f"{below}{last}{BEHIND_A_SLASH}" if slash else page[-1]["path"]
    return tuple(sorted(names)[:MOST_FOLDERS]), True
