"""The answers of the engine's commands, as JSON (docs/engine.md).

Times are ISO 8601 UTC, sizes are bytes, rates are bytes a second. A test compares each type
with real answers.
"""

from typing import NotRequired, TypedDict

from picup_desktop.engine.ipc.events import Pause, Progress, Said


class Nothing(TypedDict):
    """An answer without content."""


class Greeting(TypedDict):
    """``hello``."""

    version: int
    program: str
    home: str
    vault: bool
    locked: bool


class StorageStanding(TypedDict):
    """A storage as the engine last saw it."""

    role: str
    state: str
    reason: Said | None
    next_try_at: str | None


class Watched(TypedDict):
    """How the folder of an album is watched: ``events`` or ``polling``."""

    album: str
    by: str


class State(Progress):
    """``state``."""

    vault: bool
    locked: bool
    unlocked_by: str | None
    pid: int
    since: str
    paused: Pause | None
    storages: list[StorageStanding]
    watching: list[Watched]
    next_pass_at: str | None


class Locked(TypedDict):
    """``lock`` and ``unlock``."""

    locked: bool


class UnlockedBy(TypedDict):
    """``lock_passphrase``."""

    unlocked_by: str | None


class Cancelled(TypedDict):
    """``cancel``."""

    cancelled: bool


class Album(TypedDict):
    """``album_add``, ``album_pause``, ``album_resume`` and ``album_rename``."""

    name: str
    path: str
    state: str


class AlbumRemoved(TypedDict):
    """``album_remove``."""

    name: str
    grace_days: int


class Photo(TypedDict):
    """A photo by its id and its path in its album."""

    id: int
    path: str


class KeptPhoto(Photo):
    """A photo that was not deleted."""

    reason: Said


class Removed(TypedDict):
    """``rm``; ``journaled`` says why only the file beside the ledger has it (3-3)."""

    deleted: list[Photo]
    already: list[Photo]
    kept: list[KeptPhoto]
    journaled: Said | None


class UndeletedPhoto(Photo):
    """A photo that is deleted no longer; ``here``: its file is on this computer."""

    state: str
    here: bool


class Undeleted(TypedDict):
    """``trash_restore``."""

    restored: list[UndeletedPhoto]
    failed: list[Said]


class ReturnedPhoto(UndeletedPhoto):
    """A photo whose file was read back; ``reason`` says why it was not."""

    reason: Said | None


class Returned(TypedDict):
    """``trash_bring_back``."""

    restored: list[ReturnedPhoto]


class DeletedNow(TypedDict):
    """``trash_delete`` and ``trash_empty``: how many photos."""

    deleted: int


class CopiesKept(TypedDict):
    """An album of which copies stay until a person answers (4-3)."""

    album: str
    copies: int


class DeletionsRun(TypedDict):
    """``deletions_run``; ``away`` by role, ``refused`` by reason."""

    removed: int
    queued_objects: int
    dead_letters: int
    new_dead_letters: int
    away: dict[str, Said]
    refused: dict[str, int]
    kept: list[CopiesKept]


class Answered(TypedDict):
    """``attention_retry``, ``attention_ignore`` and ``attention_answer``."""

    id: int
    choice: str
    said: Said
    deleted: NotRequired[list[int]]
    """The photos that the answer deleted, if it could delete any."""


class LeftOutFile(TypedDict):
    """A file that is not kept; ``why`` as in ``picup skipped``."""

    path: str
    why: str


class LeftOutFiles(TypedDict):
    """``album_left_out``; ``more``: how many are not listed."""

    files: list[LeftOutFile]
    more: int


class PhotoInQuestion(TypedDict):
    """A photo before and after a change, as numbers of its versions.

    ``after`` is null for the file in the album as it is now, and ``reason`` says then why it is
    no version.
    """

    photo: int
    path: str
    before: int
    after: int | None
    reason: Said | None


class InQuestion(TypedDict):
    """``attention_photos``; ``more``: how many are not listed."""

    photos: list[PhotoInQuestion]
    more: int


class ReadPhoto(TypedDict):
    """``get``."""

    served_from: str
    repaired: list[str]
    path: str


class VersionRestored(TypedDict):
    """``version_restore``."""

    version: int
    path: str
    served_from: str


class Viewed(TypedDict):
    """``view``."""

    stopped: bool
    served_from: str | None
    repaired: list[str]


class Thumbnail(TypedDict):
    """``thumbnail``: base64, or the word for why there is none."""

    jpeg: str | None
    trouble: str | None


class DatesAsked(TypedDict):
    """``dates_ask``: how many files are not there now, and are asked later."""

    not_here: int


class CorrectedDate(Photo):
    """A photo's date before and after, in wall-clock time without a zone."""

    before: str
    after: str


class DatesCorrected(TypedDict):
    """``dates_correct``, ``dates_undo``, ``dates_of_files``.

    ``ids`` are all changed photos, ``photos`` the first 200 of them. Photos that were deleted
    meanwhile, or are ``gone``, keep their dates.
    """

    changed: int
    unchanged: int
    deleted: int
    gone: int
    ids: list[int]
    photos: list[CorrectedDate]


class FileBeside(TypedDict):
    """A restored photo that was written beside another file of its name."""

    photo: str
    written_to: str


class NotRestored(TypedDict):
    """A photo that could not be restored, with the reason of each storage that was asked."""

    photo: str
    reason: Said
    main: NotRequired[Said]
    backup: NotRequired[Said]


class Restored(TypedDict):
    """``restore``."""

    restored: int
    there_already: int
    bytes: int
    served_from: dict[str, int]
    beside: list[FileBeside]
    renamed: list[FileBeside]
    """Whose own names can't be used here, or would be hidden."""
    failed: list[NotRestored]
    failed_photos: int
    stopped: bool
    nobody_reached: bool


class BackThen(TypedDict):
    """``restore_look``: the photos of ``moment``, and how many of them differ now.

    ``changed`` have other content now, ``moved`` another name, ``deleted`` were deleted since.
    """

    moment: str
    earliest: str
    photos: int
    bytes: int
    changed: int
    moved: int
    deleted: int


class JournalFinding(TypedDict):
    """A check of the journal that failed."""

    check: str
    storage: str
    place: str
    text: Said


class Away(TypedDict):
    """The photos whose files are on the storages only."""

    photos: int
    bytes: int


class SpaceLook(TypedDict):
    """``space_look``; ``kept`` counts photos by the reason why they stay."""

    photos: int
    bytes: int
    to_verify: int
    to_verify_bytes: int
    verified_days: int
    kept: dict[str, int]
    away: Away


class NotFreed(TypedDict):
    """A file that stayed; ``storage``: the role of the storage at fault."""

    photo: str
    reason: Said
    storage: str | None


class Freed(TypedDict):
    """``space_free``."""

    freed: int
    freed_ids: list[int]
    bytes: int
    kept: dict[str, int]
    failed: list[NotFreed]
    failed_photos: int
    stopped: bool


class BroughtPhoto(Photo):
    """A photo whose file was requested; without a reason, and not brought back, it was here."""

    brought_back: bool
    reason: Said | None


class BroughtBack(TypedDict):
    """``space_bring_back``."""

    brought_back: int
    failed_photos: int
    photos: list[BroughtPhoto]
    stopped: bool


class HealthCheck(TypedDict):
    """One check of ``doctor``."""

    name: str
    ok: bool
    text: Said
    advice: bool


class Checked(TypedDict):
    """``check``."""

    checks: list[HealthCheck]
    reached: bool


class AlertTarget(TypedDict):
    """``alert_add``; an alert target by its number and kind."""

    number: int
    target: str


class AlertRemoved(TypedDict):
    """``alert_remove``."""

    number: int


class AlertTargets(TypedDict):
    """``alert_list``."""

    targets: list[AlertTarget]


class AlertOutcome(TypedDict):
    """How a target took a test; ``far``: it leaves this computer."""

    target: str
    taken: bool
    reason: Said
    far: bool


class AlertsTested(TypedDict):
    """``alert_test``."""

    outcomes: list[AlertOutcome]


class KitConfirmed(TypedDict):
    """``kit_confirm``."""

    confirmed_at: str


class Setting(TypedDict):
    """``settings_set`` and ``settings_reset``."""

    name: str
    value: str | float | bool | None
