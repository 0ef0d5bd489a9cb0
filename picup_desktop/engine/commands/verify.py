"""The command that checks that all objects are whole on both storages."""

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from picup_desktop.app import Engine
from picup_desktop.clock import Clock
from picup_desktop.engine.ipc import answers, setup_answers
from picup_desktop.engine.ipc.commands.storages import role_named
from picup_desktop.engine.ipc.commands.vault import Verify
from picup_desktop.errors import NoStorageReached
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message, joined
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageAway, StorageError, StorageNonsense
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.clock.watch import storage_ahead_seconds
from picup_desktop.sync.first_look.first_look import note_whole
from picup_desktop.sync.home.hold import check_free, standing
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.journal.findings import attend_findings
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.sync.reach.contact import probe_all
from picup_desktop.sync.reach.findings import attend_strange
from picup_desktop.sync.reach.keeping import note_sums
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.sync.seen.losses import attend_losses
from picup_desktop.sync.seen.strangers import is_old
from picup_desktop.sync.verify.journal import JournalVerifier, unsent_segments
from picup_desktop.sync.verify.repair import Repair, RepairReport
from picup_desktop.sync.verify.report import BadCopy, UnknownObject, VerifyOrder, VerifyReport
from picup_desktop.sync.verify.verify import Verifier, attend_unknown, attend_unread
from picup_desktop.vault.journal import Finding
from picup_desktop.words import CopyState, Role

MOST_TOLD = 200
MOST_NAMED = 3
"""Photos that are named of one object."""


@dataclass(frozen=True)
class Verification:
    """The result of ``verify_with``."""

    report: VerifyReport
    repair: RepairReport
    findings: Sequence[Finding]
    """The journal's checks that failed."""
    removed: Sequence[UnknownObject]


def verify(parts: Engine, given: Verify, progress: JobProgress) -> setup_answers.Verified:
    """Verify a day's share, or everything. UsageError, NoStorageReached."""
    order = VerifyOrder(
        everything=given.everything,
        repair=given.repair,
        only_doubtful=given.only_doubtful,
        sums=given.sums,
        roles=frozenset(Role if given.role is None else (role_named(given.role),)),
    )
    found = verify_with(parts, order, progress, remove_unknown=given.remove_unknown)
    answer = verified_json(parts.ledger, found)
    return answer if given.job is None else bounded(answer)


def bounded(found: setup_answers.Verified) -> setup_answers.Verified:
    """Return the first of each list and how many there are, for a face that shows some of them.

    A storage that lost everything would make an answer that is too long to be sent.
    """
    healed = {(one["storage"], one["object"]) for one in found["repaired"]}
    bad = [*found["missing"], *found["damaged"]]
    anew = sum(one["from"] == "local" for one in found["repaired"])
    return {
        **found,
        "missing": _first_named(found["missing"]),
        "damaged": _first_named(found["damaged"]),
        "repaired": found["repaired"][:MOST_TOLD],
        "unknown": found["unknown"][:MOST_TOLD],
        "not_repaired": found["not_repaired"][:MOST_TOLD],
        "lost": found["lost"][:MOST_TOLD],
        "journal": found["journal"][:MOST_TOLD],
        "counts": {
            "missing": _photos_in(found["missing"]),
            "damaged": _photos_in(found["damaged"]),
            "repaired": len(found["repaired"]) - anew,
            "stored_anew": anew,
            "left": sum((one["storage"], one["object"]) not in healed for one in bad),
            "unknown": sum(one["offered"] and not one["removed"] for one in found["unknown"]),
            "removed": sum(one["removed"] for one in found["unknown"]),
        },
    }


def _first_named(bad: Sequence[setup_answers.BadObject]) -> list[setup_answers.BadObject]:
    return [{**one, "photos": one["photos"][:MOST_NAMED]} for one in bad[:MOST_TOLD]]


def _photos_in(bad: Sequence[setup_answers.BadObject]) -> int:
    photos = {photo["id"] for one in bad for photo in one["photos"]}
    return len(photos) + sum(not one["photos"] for one in bad)


def verify_with(
    parts: Engine,
    order: VerifyOrder,
    progress: JobProgress,
    *,
    remove_unknown: bool,
) -> Verification:
    """Do the work of ``picup verify``. NoStorageReached."""
    ledger, clock = parts.ledger, parts.clock
    unsent = unsent_segments(ledger)
    of_others = parts.look_first()
    if remove_unknown:
        check_free(ledger)
    repair = order.repair and standing(ledger) is None
    storages: Mapping[Role, Storage] = parts.without(of_others).storages
    asked = {role: storage for role, storage in storages.items() if role in order.roles}
    signer = signer_of(ledger, parts.secrets)
    with tempfile.TemporaryDirectory(prefix="verify-", dir=parts.home.scratch) as folder:
        journals = JournalVerifier(
            ledger, storages, signer, Path(folder), unsent=unsent, clock=clock
        )
        verdict = journals.run()
        verifier = Verifier(ledger, asked, clock, progress, named_among=journals.named_among)
        report = verifier.run(order)
        report.out |= {role: error for role, error in of_others.items() if role in order.roles}
        _check_reached(report, order.roles)
        _probe(ledger, asked, clock)
        repaired, findings = RepairReport(), verdict.told
        if repair:
            scratch = parts.home.scratch
            repairer = Repair(ledger, storages, clock, scratch, progress, out=of_others)
            repaired = repairer.run(report.bad)
            journals.heal(scratch)
            findings = journals.run().told
    attend_findings(ledger, findings, clock.now())
    _record(ledger, report, asked, clock.now())
    removed: Sequence[UnknownObject] = []
    if remove_unknown and verdict.is_complete:
        removed = _remove(parts, report, asked)
    elif remove_unknown:
        # What another computer named may stand only where its journal could not be read.
        report.out |= _errors({r: s for r, s in storages.items() if r not in verdict.listed})
    left = replace(report, unknown=[one for one in report.unknown if one not in removed])
    attend_unknown(ledger, left, list(asked), clock.now())
    return Verification(report, repaired, verdict.findings, removed)


def _probe(ledger: Ledger, storages: Mapping[Role, Storage], clock: Clock) -> None:
    """Record what each storage says of itself now."""
    for role, contact in probe_all(storages).items():
        attend_strange(ledger, role, contact.error or contact.probe, clock.now())
        if contact.probe is not None:
            note_sums(ledger, role, compares=contact.probe.sums)


def _record(ledger: Ledger, report: VerifyReport, asked: Collection[Role], now: float) -> None:
    """Record what was found on the storages that were asked: losses, or that all is there."""
    attend_unread(ledger, report, asked, now)
    for role in asked:
        if role not in report.out or role in report.compared:
            attend_losses(ledger, role, now)
    for role in (note_whole(ledger, now) & set(asked)) - report.out.keys():
        # All was listed, and what was missing was read back after it was repaired.
        ledger.storages.note_seen(role, now)


def _errors(storages: Mapping[Role, Storage]) -> dict[Role, StorageError]:
    """Return why storages can't be read now, of those that can't."""
    contacts = probe_all(storages)
    return {role: one.error for role, one in contacts.items() if one.error is not None}


def _check_reached(report: VerifyReport, roles: Collection[Role]) -> None:
    out = report.out
    # One with a flooded folder counts as away, and what was found in its others has to be told.
    partly = report.compared - report.listed
    away = [role for role, e in out.items() if isinstance(e, StorageAway) and role not in partly]
    if len(away) == len(roles):
        raise NoStorageReached.of(joined([of_storage(r, e.message) for r, e in out.items()]))


def _remove(
    parts: Engine, report: VerifyReport, storages: Mapping[Role, Storage]
) -> Sequence[UnknownObject]:
    """Remove the unknown objects that are old enough, after a person saw the list.

    A storage whose clock is slow shows another computer's upload as old while it is under way, so
    its clock is asked first.
    """
    removed = []
    for role, storage in storages.items():
        old = [one for one in report.unknown if one.role is role and one.old]
        if role in report.out or not old:
            continue
        try:
            behind_seconds = _behind_seconds(parts, role, storage)
            for one in old:
                if is_old(one.modified_at, parts.clock.now() - behind_seconds):
                    storage.remove(one.name)
                    removed.append(one)
                else:
                    report.out[role] = _slow(behind_seconds)
        except StorageError as error:
            report.out[role] = error
    return removed


def _behind_seconds(parts: Engine, role: Role, storage: Storage) -> float:
    """Return by how much a storage's clock is slow; 0 if it is right or fast. StorageError."""
    if parse_place(parts.ledger.storages.get(role).url).is_metered:
        # A store refuses what is signed at another time than its own.
        return 0.0
    return max(0.0, -storage_ahead_seconds(storage, parts.home.scratch, parts.clock))


def _slow(behind_seconds: float) -> StorageError:
    differs = Message("check-clock-differs", seconds=behind_seconds)
    return StorageNonsense.of(joined([differs, Message("check-set-clocks")]))


def verified_json(ledger: Ledger, found: Verification) -> setup_answers.Verified:
    """Return the findings as the answer of ``verify``."""
    report, repair = found.report, found.repair
    bad = _bad_json(ledger, report.bad)
    gone = {(one.role, one.name) for one in found.removed}
    return {
        "checked": report.checked,
        "bytes": report.bytes,
        "vouched": report.vouched,
        "missing": [json for copy, json in bad if copy.state is CopyState.MISSING],
        "damaged": [json for copy, json in bad if copy.state is CopyState.DAMAGED],
        "repaired": [
            {"storage": one.role.value, "object": one.name, "from": one.source}
            for one in repair.repaired
        ],
        "unknown": [
            {
                "storage": one.role.value,
                "object": one.name,
                "bytes": one.size_bytes,
                "offered": one.old,
                "removed": (one.role, one.name) in gone,
            }
            for one in report.unknown
        ],
        "not_repaired": [
            {"storage": copy.role.value, "object": copy.name, "reason": reason}
            for copy, reason in repair.failed
        ],
        "lost": sorted(repair.lost),
        "journal": [finding_json(finding) for finding in found.findings],
        "not_reached": {role.value: error.message for role, error in report.out.items()},
    }


def _bad_json(
    ledger: Ledger, copies: Sequence[BadCopy]
) -> list[tuple[BadCopy, setup_answers.BadObject]]:
    of_object = ledger.checks.photos([copy.object_id for copy in copies])
    albums = {album.id: album.name for album in ledger.albums.all(removed=True)}
    bad: list[tuple[BadCopy, setup_answers.BadObject]] = []
    for copy in copies:
        found = (ledger.photos.get(photo_id) for photo_id in of_object.get(copy.object_id, []))
        photos: list[setup_answers.PhotoOfAlbum] = [
            {"id": photo.id, "album": albums.get(photo.album_id), "path": photo.path}
            for photo in found
            if photo is not None
        ]
        bad.append((copy, {"storage": copy.role.value, "object": copy.name, "photos": photos}))
    return bad


def finding_json(finding: Finding) -> answers.JournalFinding:
    """Return a failed check for JSON."""
    return {
        "check": finding.check.value,
        "storage": finding.role.value,
        "place": finding.place,
        "text": finding.message,
    }
