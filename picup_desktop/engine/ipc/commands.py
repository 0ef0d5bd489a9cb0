"""The engine's commands: each a frozen dataclass of its arguments (docs/engine.md).

A face makes one and sends it; the engine checks what arrives against it (``arguments.py``).
The class names the command and the type of its answer, so that both ends are type-checked.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from picup_desktop.engine.ipc import answers, events, setup_answers
from picup_desktop.errors import UsageError
from picup_desktop.words import SshSpeaker

AnswerT_co = TypeVar("AnswerT_co", covariant=True)


class Command(Generic[AnswerT_co]):
    """A command with its arguments; its type parameter is the type of its answer."""

    command: ClassVar[str] = ""
    """Its name on the socket."""

    def __init_subclass__(cls, *, command: str = "") -> None:
        super().__init_subclass__()
        cls.command = command


@dataclass(frozen=True)
class JobCommand(Command[AnswerT_co]):
    """A command that takes long: ``job`` names it for its progress and for ``cancel``."""

    job: str | None = field(default=None, kw_only=True)


SPEAKER_AS_NEEDED = "auto"


def speaker_named(name: str | None) -> SshSpeaker | None:
    """Return who speaks SSH; None where the server and the configuration decide. UsageError."""
    if name in {None, SPEAKER_AS_NEEDED}:
        return None
    try:
        return SshSpeaker(str(name))
    except ValueError as error:
        choices = ", ".join((*SshSpeaker, SPEAKER_AS_NEEDED))
        raise UsageError("ssh-is-one-of", choices=choices) from error


@dataclass(frozen=True)
class Login:
    """A storage's URL, and how to log in there."""

    url: str
    password: str | None = None
    key_file: str | None = None
    key_passphrase: str | None = None
    ssh: str | None = None
    """Who speaks SSH: ``builtin``, ``openssh`` or ``auto``; None: nothing chosen."""


# What only a running engine has.


@dataclass(frozen=True)
class GetState(Command[answers.State], command="state"):
    """What the engine does now."""


@dataclass(frozen=True)
class Sync(Command[events.PassResult], command="sync"):
    """Begin a pass now, and ``wait`` for its end."""

    wait: bool = False


@dataclass(frozen=True)
class PauseMoves(Command[events.Paused], command="pause"):
    """Move nothing for ``seconds``, or ``until`` a time, or until resumed."""

    seconds: float | None = None
    until: str | None = None


@dataclass(frozen=True)
class Resume(Command[events.Paused], command="resume"):
    """End a person's pause."""


@dataclass(frozen=True)
class Unlock(Command[answers.Locked], command="unlock"):
    """Unlock the vault."""

    passphrase: str | None = None


@dataclass(frozen=True)
class Lock(Command[answers.Locked], command="lock"):
    """Lock the vault."""


@dataclass(frozen=True)
class LockPassphrase(Command[answers.UnlockedBy], command="lock_passphrase"):
    """Choose what ``unlock`` asks for; empty: nothing."""

    passphrase: str


@dataclass(frozen=True)
class ChangePassphrase(Command[answers.Nothing], command="passphrase_change"):
    """Seal the secrets of a computer without a keyring by another passphrase."""

    current: str
    passphrase: str


@dataclass(frozen=True)
class Present(Command[answers.Nothing], command="present"):
    """A person is there."""


@dataclass(frozen=True)
class Cancel(Command[answers.Cancelled], command="cancel"):
    """End a job soon."""

    job: str


@dataclass(frozen=True)
class Stop(Command[answers.Nothing], command="stop"):
    """End the engine, and with ``faces`` the windows too."""

    faces: bool = False


# A home without a vault; its storages are in storage_commands.py.


@dataclass(frozen=True)
class TestConnection(Login, Command[setup_answers.Connection], command="test_connection"):
    """Log in to a storage, and change nothing but its folder and the trusted host key."""

    __test__: ClassVar[bool] = False
    accept_host_key: bool = False


@dataclass(frozen=True)
class Setup(Command[setup_answers.VaultMade], command="setup"):
    """Make a vault and write its recovery kit."""

    main: Login
    backup: Login
    recovery_kit: Path
    passphrase: str | None = None
    accept_new_host_keys: bool = False
    grace_days: float | None = None
    policy: str | None = None
    post_quantum: bool = False


@dataclass(frozen=True)
class OpenVault(Command[setup_answers.VaultOpened], command="open_vault"):
    """Join a vault by one storage and the kit's text, its key line or its 24 words."""

    from_: str
    kit: str
    main_password: str | None = None
    backup_password: str | None = None
    key_file: str | None = None
    key_passphrase: str | None = None
    passphrase: str | None = None
    accept_new_host_keys: bool = False
    ssh: str | None = None


# The vault as a whole.


@dataclass(frozen=True)
class ConfirmKit(Command[answers.KitConfirmed], command="kit_confirm"):
    """Check that a recovery kit opens this vault."""

    kit: str


@dataclass(frozen=True)
class SetSetting(Command[answers.Setting], command="settings_set"):
    """Choose a setting."""

    name: str
    value: str | float | bool


@dataclass(frozen=True)
class ResetSetting(Command[answers.Setting], command="settings_reset"):
    """Use a setting's default again."""

    name: str


@dataclass(frozen=True)
class Check(Command[answers.Checked], command="check"):
    """Run every check of ``picup doctor``."""


@dataclass(frozen=True)
class Verify(JobCommand[setup_answers.Verified], command="verify"):
    """Read objects back and compare them with the ledger: a day's share or everything."""

    everything: bool = False
    repair: bool = False
    remove_unknown: bool = False
    role: str | None = None
    """Only on this storage; a repair reads from the other one too."""
    only_doubtful: bool = False
    """Of the contents, read only what is not known to be whole."""


@dataclass(frozen=True)
class AddAlert(Command[answers.AlertTarget], command="alert_add"):
    """Alert one more target; its URL is a secret."""

    url: str


@dataclass(frozen=True)
class RemoveAlert(Command[answers.AlertRemoved], command="alert_remove"):
    """Alert a target no longer."""

    number: int


@dataclass(frozen=True)
class ListAlerts(Command[answers.AlertTargets], command="alert_list"):
    """List the targets by number and kind."""


@dataclass(frozen=True)
class TestAlerts(Command[answers.AlertsTested], command="alert_test"):
    """Send a test to the desktop and every target."""

    __test__: ClassVar[bool] = False


# Albums.


@dataclass(frozen=True)
class AddAlbum(Command[answers.Album], command="album_add"):
    """Watch a folder."""

    path: Path
    name: str | None = None


@dataclass(frozen=True)
class ListLeftOut(Command[answers.LeftOutFiles], command="album_left_out"):
    """List the files in an album's folder that are not kept."""

    name: str


@dataclass(frozen=True)
class PauseAlbum(Command[answers.Album], command="album_pause"):
    """Stop watching an album for a while."""

    name: str


@dataclass(frozen=True)
class ResumeAlbum(Command[answers.Album], command="album_resume"):
    """Watch a paused album again."""

    name: str


@dataclass(frozen=True)
class RemoveAlbum(Command[answers.AlbumRemoved], command="album_remove"):
    """Stop watching a folder for good."""

    name: str
    delete_photos: bool = False


# Photos: an id, or ALBUM/relative/path, names one.


@dataclass(frozen=True)
class Get(Command[answers.ReadPhoto], command="get"):
    """Read a photo into a file."""

    photo: str
    output: Path
    remote: bool = False
    version: int | None = None


@dataclass(frozen=True)
class RestoreVersion(Command[answers.VersionRestored], command="version_restore"):
    """Put an earlier version of a photo back into its album."""

    photo: str
    version: int


@dataclass(frozen=True)
class GetThumbnail(Command[answers.Thumbnail], command="thumbnail"):
    """Return a small picture of a photo or of a version, read from wherever it is."""

    photo: str
    version: int | None = None
    as_is: bool = False
    """Of the file in the album as it is now, whatever the ledger knows of it (4-2)."""


@dataclass(frozen=True)
class View(JobCommand[answers.Viewed], command="view"):
    """Read a photo or a version of it into a file of the face, with progress."""

    photo: str
    output: Path
    version: int | None = None


@dataclass(frozen=True)
class Restore(JobCommand[answers.Restored], command="restore"):
    """Write photos into a folder: all, those of albums, or some."""

    destination: Path
    album: str | None = None
    albums: tuple[str, ...] | None = None
    photos: tuple[str, ...] | None = None
    as_of: str | None = None
    """As they were at this time, ISO 8601 or a date (4-4)."""


@dataclass(frozen=True)
class LookBack(Command[answers.BackThen], command="restore_look"):
    """Return what a restore as of a time would write, and what is different now (4-4)."""

    as_of: str
    albums: tuple[str, ...] | None = None


@dataclass(frozen=True)
class LookAtSpace(Command[answers.SpaceLook], command="space_look"):
    """Return what could leave this computer, and why the rest could not."""

    albums: tuple[str, ...] | None = None
    photos: tuple[str, ...] | None = None
    older_than_days: float | None = None


@dataclass(frozen=True)
class FreeSpace(JobCommand[answers.Freed], command="space_free"):
    """Move originals to the system's trash; the photos stay on the storages."""

    albums: tuple[str, ...] | None = None
    photos: tuple[str, ...] | None = None
    older_than_days: float | None = None


@dataclass(frozen=True)
class BringBack(JobCommand[answers.BroughtBack], command="space_bring_back"):
    """Read files that are only on the storages back into their places."""

    albums: tuple[str, ...] | None = None
    photos: tuple[str, ...] | None = None


# Deletions, and what waits for a person.


@dataclass(frozen=True)
class Remove(Command[answers.Removed], command="rm"):
    """Delete photos: originals to the system's trash, copies after the grace (3-1)."""

    photos: tuple[str, ...]


@dataclass(frozen=True)
class RestoreDeleted(Command[answers.Undeleted], command="trash_restore"):
    """Undo deletions; ``BringBackDeleted`` reads the missing files back."""

    photos: tuple[str, ...]


@dataclass(frozen=True)
class BringBackDeleted(Command[answers.Returned], command="trash_bring_back"):
    """Read files of restored photos back into their albums."""

    photos: tuple[str, ...]


@dataclass(frozen=True)
class DeleteNow(Command[answers.DeletedNow], command="trash_delete"):
    """Delete deleted photos for good now, without their grace (3-1b)."""

    photos: tuple[str, ...]


@dataclass(frozen=True)
class EmptyTrash(Command[answers.DeletedNow], command="trash_empty"):
    """Do the same for all photos deleted by now."""


@dataclass(frozen=True)
class RunDeletions(Command[answers.DeletionsRun], command="deletions_run"):
    """Remove what is due; with ``now``, all that is queued (4-5)."""

    now: bool = False


@dataclass(frozen=True)
class RetryItem(Command[answers.Answered], command="attention_retry"):
    """Retry the failed work of an attention item."""

    id: int


@dataclass(frozen=True)
class IgnoreItem(Command[answers.Answered], command="attention_ignore"):
    """Hide an attention item."""

    id: int


@dataclass(frozen=True)
class ListInQuestion(Command[answers.InQuestion], command="attention_photos"):
    """List the photos that an item about many changed or spoiled ones asks about (4-3)."""

    id: int


@dataclass(frozen=True)
class AnswerItem(Command[answers.Answered], command="attention_answer"):
    """Answer the question of an attention item."""

    id: int
    choice: str
    photos: tuple[str, ...] | None = None
    """Only about these of the photos in question; the item stays open about the others (4-3)."""
