"""The questions before an answer that may remove something.

The rows of ``causes.py`` say which choice of a cause asks which question. A choice that
is neither harmless nor has a question here asks with the item's own sentence.
"""

from dataclasses import dataclass
from enum import StrEnum


class Follows(StrEnum):
    """What a question adds about the days left; window and command line know the number."""

    DELETED = "deleted"
    """Photos go to Recently deleted, for the grace."""
    REPLACED = "replaced"
    """An earlier version stays for the grace."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class Asked:
    """The question before a choice is carried out, as codes of ``messages/``.

    In the text of ``heading`` the value ``photos`` is count and size; the others are the
    item's details.
    """

    heading: str
    below: str
    follows: Follows


GONE_HERE = "asks-they-gone-from-computer-already"
OTHER_HOME = "asks-removing-from-both-nas-goes"

DELETE_ALBUM = Asked(
    "asks-delete-from-both-nas",
    GONE_HERE,
    Follows.DELETED,
)
DELETE_SUBFOLDER = Asked(
    "asks-delete-from-both-nas-2",
    GONE_HERE,
    Follows.DELETED,
)
TAKE_SPOILED = Asked(
    "asks-take-as",
    "asks-file-which-no-picture-any",
    Follows.REPLACED,
)
TAKE_ALBUM = Asked(
    "asks-take-as-they",
    "asks-files-which-no-pictures-any",
    Follows.REPLACED,
)
CHANGES_RIGHT = Asked(
    "asks-changes-right",
    "asks-earlier-versions-then-leave-both",
    Follows.NOTHING,
)
ONLY_HOME = Asked(
    "asks-really-only-one-now",
    OTHER_HOME,
    Follows.NOTHING,
)
