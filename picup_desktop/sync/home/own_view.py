"""What the own journal on a storage says about this home; ``own_journal.py`` finds it out."""

from enum import StrEnum


class OwnView(StrEnum):
    """What the own journal on a storage says about this home."""

    AGREED = "agreed"
    AHEAD = "ahead"
    """The journal has more than this home ever wrote: the home is old."""
    FORKED = "forked"
    """Two homes wrote under one name."""
