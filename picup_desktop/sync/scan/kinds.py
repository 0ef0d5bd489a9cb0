"""The kinds of files that an album keeps."""

from enum import Enum


class MediaKind(Enum):
    """The kind of photo that a file is."""

    PHOTO = "photo"
    RAW = "raw"
    VIDEO = "video"
    SIDECAR = "sidecar"
    """A file that belongs to a photo: its edits, ratings and places (XMP, AAE)."""
    OTHER = "other"
    """None of these; an album may keep such files too."""
