"""The answers of the commands that turn photos, and that export them."""

from typing import TypedDict

from picup_desktop.engine.ipc.answers import Photo, Restored


class TurnedPhoto(Photo):
    """How a photo was shown and is shown now: orientations of EXIF beyond its file's own."""

    before: int
    after: int


class PhotosTurned(TypedDict):
    """``turn``, ``turn_undo``, ``turn_as_files``.

    ``ids`` are all photos that are shown otherwise now, ``photos`` the first 200 of them. Photos
    that were deleted meanwhile, or are ``gone``, stay as they are.
    """

    changed: int
    unchanged: int
    deleted: int
    gone: int
    ids: list[int]
    photos: list[TurnedPhoto]


class Exported(Restored):
    """``export``; ``restored`` are the photos that were written.

    ``as_they_are`` were exported as they are though JPEG was wished, ``turned`` as they are though
    a person turned them; ``gone`` were deleted meanwhile.
    """

    as_they_are: int
    turned: int
    gone: int
