"""The questions before an answer that may remove something.

The rows of ``causes.py`` say which choice of a cause asks which question. A choice that
is neither harmless nor has a question here asks with the item's own sentence.
"""

from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.words import QT_TRANSLATE_NOOP


class Follows(StrEnum):
    """What a question adds about the days left; window and command line know the number."""

    DELETED = "deleted"
    """Photos go to Recently deleted, for the grace."""
    REPLACED = "replaced"
    """An earlier version stays for the grace."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class Asked:
    """The question before a choice is carried out.

    ``heading`` is a template: ``photos`` stands for count and size, the other names for
    the item's details.
    """

    heading: str
    below: str
    follows: Follows


GONE_HERE = QT_TRANSLATE_NOOP("Attention", "They are gone from this computer already.")
OTHER_HOME = QT_TRANSLATE_NOOP(
    "Attention",
    "Removing from both NAS goes on then. If the other one is still in use, that may remove what it"
    " needs: make it a computer of its own there first.",
)

DELETE_ALBUM = Asked(
    QT_TRANSLATE_NOOP("Attention", "Delete {photos} of “{album}” from both NAS?"),
    GONE_HERE,
    Follows.DELETED,
)
DELETE_SUBFOLDER = Asked(
    QT_TRANSLATE_NOOP("Attention", "Delete {photos} in “{folder}” of “{album}” from both NAS?"),
    GONE_HERE,
    Follows.DELETED,
)
TAKE_SPOILED = Asked(
    QT_TRANSLATE_NOOP("Attention", "Take “{path}” as it is?"),
    QT_TRANSLATE_NOOP(
        "Attention",
        "The file, which is no picture any more, takes the good version's place on both NAS.",
    ),
    Follows.REPLACED,
)
TAKE_ALBUM = Asked(
    QT_TRANSLATE_NOOP("Attention", "Take {photos} of “{album}” as they are?"),
    QT_TRANSLATE_NOOP(
        "Attention",
        "The files, which are no pictures any more, take the good versions' place on both NAS.",
    ),
    Follows.REPLACED,
)
CHANGES_RIGHT = Asked(
    QT_TRANSLATE_NOOP("Attention", "Are the changes of {photos} in “{album}” right?"),
    QT_TRANSLATE_NOOP(
        "Attention",
        "The earlier versions then leave both NAS as soon as the days are over for"
        " which PicUp keeps replaced photos.",
    ),
    Follows.NOTHING,
)
ONLY_HOME = Asked(
    QT_TRANSLATE_NOOP("Attention", "Is this really the only one now?"),
    OTHER_HOME,
    Follows.NOTHING,
)
