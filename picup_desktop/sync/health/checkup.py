"""Check everything that photos need to be safe; each check says what to do."""

import shutil
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from picup_desktop import __version__
from picup_desktop.attention.causes import Cause
from picup_desktop.clock import Clock, iso
from picup_desktop.home import Home
from picup_desktop.ledger.evidence import Evidence, evidence_of
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.left_out import left_out_everywhere
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.photos.versions import KeptVersions
from picup_desktop.left_out import kinds_of, total
from picup_desktop.messages.message import Message, joined
from picup_desktop.names import shown
from picup_desktop.new_version import VersionAnswer
from picup_desktop.settings import MEBIBYTE, Settings
from picup_desktop.sync.health.result import FREE_SPACE, CheckResult
from picup_desktop.sync.home.hold import MESSAGES, why_no_clock_counts
from picup_desktop.sync.home.hold import standing as home_standing
from picup_desktop.sync.journal.begun_kit import begun_kit_files
from picup_desktop.sync.journal.trust import is_signed_vault
from picup_desktop.sync.pass_fault import standing
from picup_desktop.sync.rescan.folder_question import held_and_asking
from picup_desktop.sync.seen.strangers import strangers_on
from picup_desktop.thumbnails.sandbox import Guard, offered
from picup_desktop.words import AlbumState, Role, Why

MOST_NAMED = 5
"""The most files that one check names."""
WATCH_LIMIT_FILE = Path("/proc/sys/fs/inotify/max_user_watches")


def check_seen(ledger: Ledger, clock: Clock) -> list[CheckResult]:
    """Report storages that were not seen whole lately, and when the others were (5-1)."""
    counts_seconds = ledger.vaults.settings().seen_whole_seconds
    checks = []
    for record in ledger.storages.all():
        role = record.role.value
        evidence = evidence_of(record.last_seen, clock.now(), counts_seconds)
        text = Message("check-never-seen")
        if record.seen_at is not None:
            doubted = evidence is Evidence.DOUBTED
            code = "check-seen-doubted" if doubted else "check-seen-whole"
            text = Message(code, when=iso(record.seen_at))
        if evidence is not Evidence.SEEN:
            text = joined([text, Message("check-look-now", storage=role)])
        # A computer that has just joined did not look yet, which the next sync does.
        ok, is_new = evidence is Evidence.SEEN, evidence is Evidence.NEVER
        checks.append(CheckResult(f"seen whole {role}", ok=ok or is_new, text=text, advice=is_new))
    return checks


def check_strangers(ledger: Ledger) -> list[CheckResult]:
    """Report objects that no computer names, as last listed; no check without any (5-1)."""
    checks = []
    for role in Role:
        found = strangers_on(ledger, role)
        if found.count:
            text = Message("check-unknown-objects", objects=found.count)
            name = f"unknown objects {role.value}"
            checks.append(CheckResult(name, ok=True, text=text, advice=True))
    return checks


def earlier_versions_room(kept: KeptVersions, checks: Sequence[CheckResult]) -> list[CheckResult]:
    """Return what earlier versions take up, if a storage has little room (4-1).

    Who makes room must know that theirs is not free before their days are over.
    """
    low = any(check.name.startswith(FREE_SPACE) and not check.ok for check in checks)
    if not low or not kept.objects:
        return []
    text = Message(
        "check-earlier-versions",
        versions=kept.objects,
        mebibytes=max(1, kept.sealed_bytes // MEBIBYTE),
    )
    return [CheckResult("earlier versions", ok=True, text=text, advice=True)]


def with_findings(checks: list[CheckResult], doubtful: Collection[Role]) -> list[CheckResult]:
    """Return the checks; those of storages with impossible facts do not pass (6-2)."""
    names = {f"storage {role.value}" for role in doubtful}
    return [
        replace(check, ok=False, text=joined([check.text, Message("check-storage-doubtful")]))
        if check.ok and check.name in names
        else check
        for check in checks
    ]


def check_computer(ledger: Ledger, settings: Settings, home: Home) -> list[CheckResult]:
    """Check the recovery kit, the disk, the albums' folders, the watch limit and the version."""
    return [
        *_check_passes(ledger),
        *_check_left_out(ledger),
        *_check_not_kept(ledger),
        *_check_conflict_copies(ledger),
        *_check_home(ledger),
        _check_kit(ledger, begun_kit_files(home.scratch)),
        *_check_keys(ledger),
        *_check_clock(ledger),
        _check_disk(settings, home.folder),
        *_check_access(home),
        check_sandbox(offered()),
        *_check_albums(ledger),
        *_check_watches(ledger),
        *_check_version(ledger, settings),
    ]


def _check_passes(ledger: Ledger) -> list[CheckResult]:
    """Report passes that break off; no check otherwise (5-7)."""
    fault = standing(ledger)
    if fault is None:
        return []
    since = Message("check-passes-broken", since=iso(fault.since))
    text = joined([since, fault.message])
    return [CheckResult("passes", ok=False, text=text)]


def _check_left_out(ledger: Ledger) -> list[CheckResult]:
    """Name the files that an error of this program leaves out; no check without any (5-7)."""
    left_out = [
        file["path"]
        for item in ledger.attention.of_cause(Cause.FILE_BROKEN)
        for file in item.details["files"]
    ]
    if not left_out:
        return []
    names = ", ".join(map(shown, left_out[:MOST_NAMED]))
    more = len(left_out) - MOST_NAMED
    text = (
        Message("check-more-files-left-out", files=names, count=more)
        if more > 0
        else Message("check-files-left-out", files=names)
    )
    return [CheckResult("files", ok=False, text=text)]


def _check_not_kept(ledger: Ledger) -> list[CheckResult]:
    """Count the files that the albums do not keep; most of these reasons are no wish of anybody."""
    counts = left_out_everywhere(ledger)
    if not counts:
        return []
    text = Message("check-not-kept", count=total(counts), kinds=kinds_of(counts))
    is_advice = not counts.keys().isdisjoint({Why.LINK, Why.HIDDEN, Why.NOT_HERE})
    return [CheckResult("not kept", ok=True, text=text, advice=is_advice)]


def _check_conflict_copies(ledger: Ledger) -> list[CheckResult]:
    """Count the photos that a sync program doubled; they are kept, but nobody wanted two."""
    count = ledger.listing.conflict_copies()
    if not count:
        return []
    text = Message("check-conflict-copies", count=count)
    return [CheckResult("conflict copies", ok=True, text=text, advice=True)]


def _check_home(ledger: Ledger) -> list[CheckResult]:
    """Report an old or copied home; no check otherwise (5-5, 5-6)."""
    hold = home_standing(ledger)
    return [] if hold is None else [CheckResult("home", ok=False, text=MESSAGES[hold])]


def _check_clock(ledger: Ledger) -> list[CheckResult]:
    """Report how the clock compared with others in the last passes (4-5)."""
    reason = why_no_clock_counts(ledger)
    return [] if reason is None else [CheckResult("clock", ok=False, text=reason)]


def _check_kit(ledger: Ledger, begun: Sequence[Path]) -> CheckResult:
    if begun:
        text = Message("check-kit-never-counted", files=", ".join(map(str, begun)))
        return CheckResult("recovery kit", ok=False, text=text)
    vault = ledger.vaults.get()
    if vault is not None and vault.kit_confirmed_at is not None:
        return CheckResult("recovery kit", ok=True, text=Message("check-kit-confirmed"))
    return CheckResult(
        "recovery kit",
        ok=True,
        text=Message("check-kit-never-confirmed"),
        advice=True,
    )


def _check_keys(ledger: Ledger) -> list[CheckResult]:
    """Advise to move on a vault of format 1; no check otherwise (6-4)."""
    if ledger.vaults.get() is None or is_signed_vault(ledger):
        return []
    return [CheckResult("keys", ok=True, text=Message("check-keys-not-signed"), advice=True)]


def _check_disk(settings: Settings, home: Path) -> CheckResult:
    free, need = shutil.disk_usage(home).free, settings.disk_reserve_bytes
    text = Message("check-disk-free", mebibytes=free // MEBIBYTE)
    if free >= 2 * need:
        return CheckResult("disk", ok=True, text=text)
    advice = Message("check-disk-keep-free", mebibytes=2 * need // MEBIBYTE)
    return CheckResult("disk", ok=False, text=joined([text, advice]))


def _check_access(home: Home) -> list[CheckResult]:
    """Report a home that others may look into, whose disk has no modes; no check otherwise."""
    if not home.is_open_to_others():
        return []
    text = Message("check-home-open", home=str(home.folder))
    return [CheckResult("home access", ok=False, text=text)]


def check_sandbox(guards: frozenset[Guard]) -> CheckResult:
    """Say what this system takes from the process that opens untrusted files (S17)."""
    missing = [guard.value for guard in Guard if guard not in guards]
    if not missing:
        return CheckResult("sandbox", ok=True, text=Message("check-sandbox"))
    text = Message("check-sandbox-lacks", missing=", ".join(missing))
    return CheckResult("sandbox", ok=True, text=text, advice=sys.platform == "linux")


def _check_albums(ledger: Ledger) -> list[CheckResult]:
    checks = []
    asking = {album.id for album in held_and_asking(ledger)}
    for album in ledger.albums.all():
        there = Path(album.path).is_dir()
        held = album.state is AlbumState.HELD
        path = shown(album.path)
        text = (
            Message("check-album", folder=path)
            if there
            else Message("check-no-album-folder", folder=path)
        )
        if album.id in asking:
            text = joined([text, Message("check-album-waits")])
        checks.append(CheckResult(f"album {shown(album.name)}", ok=there and not held, text=text))
    return checks


def _check_watches(ledger: Ledger) -> list[CheckResult]:
    """Check the limit on watches: Linux needs one for each folder."""
    if not WATCH_LIMIT_FILE.exists():
        return []
    limit = int(WATCH_LIMIT_FILE.read_text(encoding="ascii"))
    folders = sum(
        1 for album in ledger.albums.all() for _ in _folders(Path(album.path), at_most=limit)
    )
    text = (
        Message("check-one-folder-watched", limit=limit)
        if folders == 1
        else Message("check-folders-watched", count=folders, limit=limit)
    )
    if folders < limit:
        return [CheckResult("watches", ok=True, text=text)]
    return [CheckResult("watches", ok=False, text=joined([text, Message("check-raise-watches")]))]


def _check_version(ledger: Ledger, settings: Settings) -> list[CheckResult]:
    """Report the version that the engine has found already; nothing is requested here."""
    if not settings.updates_check:
        return []
    asked = VersionAnswer.of(ledger.vaults.noted(Note.VERSION_ASKED), settings.updates_url)
    newest = None if asked is None else asked.newer_than(__version__)
    if newest is None:
        return []
    text = Message("check-new-version", version=newest.version, page=newest.page)
    return [CheckResult("version", ok=True, text=text, advice=True)]


def _folders(root: Path, *, at_most: int) -> list[Path]:
    found: list[Path] = []
    todo = [root]
    while todo and len(found) <= at_most:
        folder = todo.pop()
        try:
            below = [entry for entry in folder.iterdir() if entry.is_dir()]
        except OSError:
            # The album's own check reports a folder that can't be read.
            continue
        found.append(folder)
        todo += [entry for entry in below if not entry.is_symlink()]
    return found
