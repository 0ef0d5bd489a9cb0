"""What a storage can answer instead of doing what it was asked.

A real answer ("no such file") is told apart from no answer (the link broke):
only the first says anything about an object. All of these cross from a courier
process to the engine, so they are built from their sentence alone.
"""

from picup_desktop.errors import Kind, PicupError
from picup_desktop.names import plain
from picup_desktop.words import StorageState


class StorageError(PicupError):
    """Anything that went wrong on or on the way to a storage."""

    title = "The storage could not do it"
    kind = Kind.RETRY

    def __init__(self, sentence: str) -> None:
        """Whatever a server or a file system said in it is plain text from here on (6-3)."""
        super().__init__(plain(sentence))


class ObjectNotFound(StorageError):
    """The storage answered that no such object is there (DISASTERS 2-2a)."""

    title = "Not on the storage"


class ObjectExists(StorageError):
    """The name is taken; nothing was overwritten."""

    title = "The name is taken"
    kind = Kind.PERMANENT


class StorageAway(StorageError):
    """No connection, or it broke: nothing is known of any object."""

    title = "The storage can't be reached"


class StorageUnreachable(StorageAway):
    """No connection could be made, so nothing was asked and nothing was written."""


class StorageStalled(StorageAway):
    """A transfer made no progress for too long and was cut."""

    title = "The storage stopped answering"


class StorageNonsense(StorageError):
    """The answer makes no sense, or what was written is not what was sent (DISASTERS 1-4)."""

    title = "The storage answers nonsense"


class SourceUnreadable(StorageError):
    """The local file to be put can't be read: nothing is said about the storage."""

    title = "The sealed file can't be read"


class CourierDied(StorageError):
    """The courier process of the storage ended in the middle of its work (DISASTERS 1-4)."""

    title = "The courier stopped"


class StorageFull(StorageError):
    """No room, or over quota (DISASTERS 1-7)."""

    title = "The storage is full"
    kind = Kind.PERMANENT


class StorageDenied(StorageError):
    """Read-only, or permission denied (DISASTERS 1-7)."""

    title = "The storage refuses to write"
    kind = Kind.PERMANENT


class StrangeEntry(StorageDenied):
    """No file or folder of the vault, but a link, device, pipe or socket stands there (6-1).

    It says something of this one name only; everything else on the storage can be used. Its
    sentence begins with that name, for it crosses from a courier as its sentence alone.
    """

    title = "Something strange stands on the storage"

    @property
    def place(self) -> str:
        """The name under which it stands."""
        return self.sentence.partition(" ")[0]


class StrangeFolder(StrangeEntry):
    """The same in the place of a folder directly below the root, so nothing in it can be used."""


class LoginRefused(StorageError):
    """The storage does not accept the user, the password or the key."""

    title = "The login was refused"
    kind = Kind.PERMANENT


class HostKeyUnknown(StorageError):
    """The server's key was never seen before and nobody said to trust it."""

    title = "Unknown host key"
    kind = Kind.PERMANENT


class HostKeyChanged(StorageError):
    """The server shows another key than the one that was trusted: always refused."""

    title = "The host key changed"
    kind = Kind.PERMANENT


NOT_ASKED = (StorageAway, LoginRefused, HostKeyChanged, HostKeyUnknown)
"""The storage as a whole could not be asked, and what follows can't be either."""


def is_about_one_name(error: StorageError) -> bool:
    """Return whether something strange stands under one name, which hinders no other (6-1)."""
    return isinstance(error, StrangeEntry) and not isinstance(error, StrangeFolder)


def storage_state_after(error: StorageError) -> StorageState | None:
    """Return what an error says of the storage as a whole; None if it is about one object only."""
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
