"""What the word of a storage about a copy is worth: its own hash, nothing, or a contradiction.

Pure. A word is never a read: a copy that a storage vouches for counts as asked about, and a file
leaves this computer only for copies that were read (``sync/space/plan.py``).
"""

from enum import StrEnum

from picup_desktop.storage.errors import StorageError
from picup_desktop.storage.sums import StoredSum
from picup_desktop.vault.objects import object_name


class Word(StrEnum):
    """What a storage says of a copy."""

    SAME = "same"
    """Its store has noted the hash of these very bytes."""
    NOTHING = "nothing"
    """It has noted nothing that can be compared: the copy is read when it is its turn."""
    OTHER = "other"
    """It contradicts, or can't say: the copy is read at once."""


def word_of(name: str, said: StoredSum | StorageError | None, of_parts: StoredSum | None) -> Word:
    """Return what an answer means for the copy of this name, which is the hash of its bytes.

    ``of_parts``: what is known of its parts, by bytes that were read.
    """
    if said is None:
        return Word.NOTHING
    if isinstance(said, StorageError):
        return Word.OTHER
    if not said.part_bytes:
        return Word.SAME if object_name(said.sha256) == name else Word.OTHER
    if of_parts is None or of_parts.part_bytes != said.part_bytes:
        return Word.NOTHING
    return Word.SAME if of_parts == said else Word.OTHER
