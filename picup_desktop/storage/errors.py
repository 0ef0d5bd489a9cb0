"""The errors of storages.

A real answer ("no such file") is distinguished from no answer (the connection broke):
only the first says anything about an object. All of these cross from a courier
process to the engine, so each is constructed from its sentence alone.
"""

from picup_desktop.errors import Kind, PicupError
from picup_desktop.names import plain
from picup_desktop.words import StorageState


class StorageError(PicupError):
    """Any failure of a storage, or of the connection to it."""

    title = "The storage could not do it"
    kind = Kind.RETRY

    def __init__(self, sentence: str) -> None:
        """Make the sentence plain text, whatever a server or file system put into it (6-3)."""
        super().__init__(plain(sentence))


class ObjectNotFound(StorageError):
    """The storage answered that there is no such object (DISASTERS 2-2a)."""

    title = "Not on the storage"


class ObjectExists(StorageError):
    """The name is taken; nothing was overwritten."""

    title = "The name is taken"
    kind = Kind.PERMANENT


class StorageAway(StorageError):
    """No connection, or it broke: the state of every object is unknown."""

    title = "The storage can't be reached"


class StorageUnreachable(StorageAway):
    """No connection was made: nothing was asked and nothing was written."""


class StorageImpossible(StorageAway):
    """The answer can't be true, being endless, malformed or beyond all bounds (DISASTERS 6-2).

    The connection was ended at it.
    """

    title = "The storage says what can't be true"


class StorageStalled(StorageAway):
    """A transfer made no progress for too long and was cancelled."""

    title = "The storage stopped answering"


class StorageNonsense(StorageError):
    """The answer is invalid, or the stored bytes are not those sent (DISASTERS 1-4)."""

    title = "The storage answers nonsense"


class SourceUnreadable(StorageError):
    """The local file to put can't be read; says nothing about the storage."""

    title = "The sealed file can't be read"


class CourierDied(StorageError):
    """The courier process of the storage died during its work (DISASTERS 1-4)."""

    title = "The courier stopped"


class StorageFull(StorageError):
    """The disk is full, or the quota is used up (DISASTERS 1-7)."""

    title = "The storage is full"
    kind = Kind.PERMANENT


class StorageDenied(StorageError):
    """Read-only, or permission denied (DISASTERS 1-7)."""

    title = "The storage refuses to write"
    kind = Kind.PERMANENT


class StrangeEntry(StorageDenied):
    """The entry is not a file or folder but a link, device, pipe or socket (6-1).

    It concerns this one name; everything else on the storage is usable. The sentence
    begins with the name, because only the sentence crosses from a courier.
    """

    title = "Something strange stands on the storage"

    @property
    def place(self) -> str:
        """The name of the entry."""
        return self.sentence.partition(" ")[0]


class FolderInPlace(StrangeEntry):
    """A folder has the name of a file of the vault.

    No probe sees it, for a folder of a server's own is no finding; whoever needs the file does.
    """


class StrangeFolder(StrangeEntry):
    """The same for a folder directly below the root: nothing in that folder is usable."""


class LoginRefused(StorageError):
    """The storage rejects the user, the password or the key."""

    title = "The login was refused"
    kind = Kind.PERMANENT


class HostKeyUnknown(StorageError):
    """The server's key was never seen before, and nobody chose to trust it."""

    title = "Unknown host key"
    kind = Kind.PERMANENT


class HostKeyChanged(StorageError):
    """The server's key differs from the trusted one: always refused."""

    title = "The host key changed"
    kind = Kind.PERMANENT


NOT_ASKED = (StorageAway, LoginRefused, HostKeyChanged, HostKeyUnknown)
"""Errors that mean the storage as a whole can't be asked, so further requests fail as well."""


def is_about_one_name(error: StorageError) -> bool:
    """Return whether the error concerns one name only and no other object (6-1)."""
    return isinstance(error, StrangeEntry) and not isinstance(error, StrangeFolder)


def storage_state_after(error: StorageError) -> StorageState | None:
    """Return the storage's state after an error; None if it concerns one object only."""
    match error:
        case _ if is_about_one_name(error):
            return None
        case LoginRefused() | HostKeyChanged() | HostKeyUnknown() | StorageDenied():
            return StorageState.REFUSED
        case StorageFull():
            return StorageState.FULL
        case StorageAway():
            return StorageState.AWAY
        case _:
            return None
