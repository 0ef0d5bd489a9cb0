"""The errors of storages.

A real answer ("no such file") is distinguished from no answer (the connection broke):
only the first says anything about an object. All of these cross from a courier
process to the engine, so each is constructed from its message alone.
"""

from datetime import datetime

from picup_desktop.errors import Kind, PicupError
from picup_desktop.files.ssh_key import KEY_FILE_REASONS
from picup_desktop.messages.message import Message, Value
from picup_desktop.names import plain
from picup_desktop.words import StorageState


class StorageError(PicupError):
    """Any failure of a storage, or of the connection to it."""

    title = "title-storage-could-not-do"
    kind = Kind.RETRY

    def __init__(self, code: str, /, **values: Value) -> None:
        """Make the values plain text, whatever a server or file system put into them (6-3)."""
        super().__init__(plain(code), **{name: _plain(value) for name, value in values.items()})


class ObjectNotFound(StorageError):
    """The storage answered that there is no such object (DISASTERS 2-2a)."""

    title = "title-not-on-storage"


class ObjectExists(StorageError):
    """The name is taken; nothing was overwritten."""

    title = "title-name-taken"
    kind = Kind.PERMANENT


class StorageAway(StorageError):
    """No connection, or it broke: the state of every object is unknown."""

    title = "title-storage-cant-reached"


class StorageUnreachable(StorageAway):
    """No connection was made: nothing was asked and nothing was written."""


class OutdatedSsh(StorageUnreachable):
    """The server's SSH lacks what counts as safe, so no login was tried: a person must act."""

    title = "title-ssh-outdated"
    kind = Kind.PERMANENT


class CertificateUnusable(StorageUnreachable):
    """The server's certificate is out of date or of another name, whoever would trust it.

    Nothing was sent. A person must act, if not always at this computer.
    """

    title = "title-certificate-unusable"


class ClockRefused(StorageUnreachable):
    """The storage refuses what is signed by this computer's clock: either clock is wrong."""

    title = "title-clock-refused"


class AnotherVault(StorageUnreachable):
    """Another vault is at the storage's place, as another disk may be: nothing is written there."""


class StorageImpossible(StorageAway):
    """The answer can't be true, being endless, malformed or beyond all bounds (DISASTERS 6-2).

    The connection was ended at it.
    """

    title = "title-storage-says-what-cant-true"


class StorageStalled(StorageAway):
    """A transfer made no progress for too long and was cancelled."""

    title = "title-storage-stopped-answering"


class StorageNonsense(StorageError):
    """The answer is invalid, or the stored bytes are not those sent (DISASTERS 1-4)."""

    title = "title-storage-answers-nonsense"


class BreaksConnection(StorageNonsense):
    """The connection breaks at this one object each time, while the storage answers otherwise."""

    title = "title-connection-breaks-at-it"


class SourceUnreadable(StorageError):
    """The local file to put can't be read; says nothing about the storage."""

    title = "title-sealed-file-cant-read"


class CourierDied(StorageError):
    """The courier process of the storage died during its work (DISASTERS 1-4)."""

    title = "title-courier-stopped"


class StorageFull(StorageError):
    """The disk is full, or the quota is used up (DISASTERS 1-7)."""

    title = "title-storage-full"
    kind = Kind.PERMANENT


class StorageDenied(StorageError):
    """Read-only, or permission denied (DISASTERS 1-7)."""

    title = "title-storage-refuses-write"
    kind = Kind.PERMANENT


class StorageHolds(StorageError):
    """A lock holds this one object: it may be removed later, and nothing else is refused (3-1)."""

    title = "title-storage-holds"

    @property
    def until(self) -> float | None:
        """When the lock ends, in Unix seconds; None if somebody must lift it, or nobody says."""
        try:
            return datetime.fromisoformat(str(self.message.values.get("until"))).timestamp()
        except (ValueError, OverflowError):
            return None


class StorageArchived(StorageError):
    """The bucket moved it into an archive: it is there, and can't be read before it is back."""

    title = "title-storage-archived"


class SameFolder(StorageDenied):
    """It is the very folder of the other storage by now (DISASTERS 5-8)."""


class StrangeEntry(StorageDenied):
    """The entry is not a file or folder but a link, device, pipe or socket (6-1).

    It concerns this one name; everything else on the storage is usable.
    """

    title = "title-something-strange-stands-on-storage"

    @property
    def place(self) -> str:
        """The name of the entry."""
        return str(self.message.values["name"])


class FolderInPlace(StrangeEntry):
    """A folder has the name of a file of the vault.

    A probe does not report it, because servers keep folders of their own; code that needs the file
    does.
    """


class StrangeFolder(StrangeEntry):
    """The same for a folder directly below the root: nothing in that folder is usable."""


class LoginRefused(StorageError):
    """The storage rejects the user, the password or the key."""

    title = "title-login-refused"
    kind = Kind.PERMANENT

    @property
    def counts(self) -> bool:
        """Whether the server saw a login, and may lock this computer out for it."""
        return self.message.code not in KEY_FILE_REASONS


class HostKeyUnknown(StorageError):
    """The server's key or certificate was never seen before, and nobody chose to trust it."""

    title = "title-unknown-host-key"
    kind = Kind.PERMANENT

    def __init__(self, code: str, /, **values: Value) -> None:
        """Name a certificate in the title, where it is one."""
        super().__init__(code, **values)
        if self.message.code == "certificate-unknown":
            self.title = "title-unknown-certificate"


class HostKeyChanged(StorageError):
    """The server's key or certificate differs from the trusted one: always refused."""

    title = "title-host-key-changed"
    kind = Kind.PERMANENT

    def __init__(self, code: str, /, **values: Value) -> None:
        """Name a certificate in the title, where it is one."""
        super().__init__(code, **values)
        if self.message.code == "certificate-changed":
            self.title = "title-certificate-changed"


def _plain(value: Value) -> Value:
    if isinstance(value, Message):
        return Message(value.code, **{name: _plain(one) for name, one in value.values.items()})
    return plain(value) if isinstance(value, str) else value


NOT_ASKED = (StorageAway, LoginRefused, HostKeyChanged, HostKeyUnknown)
"""Errors that mean the storage as a whole can't be asked, so further requests fail as well."""


def waits_for_person(error: StorageError | None) -> bool:
    """Return whether nothing helps until somebody changes the login or the box."""
    return isinstance(error, OutdatedSsh) or (isinstance(error, LoginRefused) and error.counts)


def is_about_one_name(error: StorageError) -> bool:
    """Return whether the error concerns one name only and no other object (6-1)."""
    return isinstance(error, StrangeEntry) and not isinstance(error, StrangeFolder)


def storage_state_after(error: StorageError) -> StorageState | None:
    """Return the storage's state after an error; None if it concerns one object only."""
    match error:
        case _ if is_about_one_name(error):
            return None
        case LoginRefused() | OutdatedSsh() | HostKeyChanged() | HostKeyUnknown() | StorageDenied():
            return StorageState.REFUSED
        case StorageFull():
            return StorageState.FULL
        case StorageAway():
            return StorageState.AWAY
        case _:
            return None
