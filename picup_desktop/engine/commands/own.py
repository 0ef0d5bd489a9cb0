"""Commands about the running engine itself: its state, pauses, lock and end."""

import os
from datetime import datetime

from picup_desktop.clock import iso
from picup_desktop.engine.ipc import answers, events
from picup_desktop.engine.ipc.commands.engine import (
    Cancel,
    GetState,
    Lock,
    LockPassphrase,
    PauseMoves,
    Present,
    Resume,
    Stop,
    Sync,
    Unlock,
)
from picup_desktop.engine.ipc.protocol import LEAVE
from picup_desktop.engine.locking import HIDDEN, pass_without_names
from picup_desktop.engine.running import Running
from picup_desktop.errors import NoPermission, UsageError


def state(running: Running, _given: GetState) -> answers.State:
    """Return what the engine does now."""
    pause, next_at = running.pause_reasons.now(), running.scheduler.next_at()
    return {
        "vault": running.session.has_vault,
        "locked": running.session.locked,
        "unlocked_by": running.session.unlocked_by if running.session.has_vault else None,
        "pid": os.getpid(),
        "since": iso(running.began_at),
        **running.moves.to_json(),
        "paused": None if pause is None else pause.to_json(),
        "storages": _storages(running),
        "watching": _watching(running),
        "next_pass_at": None if next_at is None else _moment(running, next_at),
    }


def _watching(running: Running) -> list[answers.Watched]:
    albums = running.albums.to_json()
    if running.session.locked:
        return [{"album": HIDDEN, "by": one["by"]} for one in albums]
    return albums


def _storages(running: Running) -> list[answers.StorageStanding]:
    if not running.session.has_vault:
        return []
    rows: list[answers.StorageStanding] = []
    for record in running.session.ledger.storages.all():
        again_at = running.outages.again_at(record.role)
        rows.append(
            {
                "role": record.role.value,
                "state": record.state.value,
                "reason": record.reason,
                "next_try_at": None if again_at is None else _moment(running, again_at),
            }
        )
    return rows


def _moment(running: Running, monotonic: float) -> str:
    clock = running.clock
    return iso(max(clock.now(), clock.now() + monotonic - clock.monotonic()))


def sync(running: Running, given: Sync) -> events.PassResult:
    """Begin a pass, and wait for its result if asked to. NoPermission, errors of the pass."""
    if running.session.for_passes() is None:
        raise NoPermission("vault-locked-unlock-first-then")
    answer = running.scheduler.ask()
    running.main_loop.wake()
    if not given.wait:
        return {}
    result = answer.result()
    return pass_without_names(result) if running.session.locked else result


def pause(running: Running, given: PauseMoves) -> events.Paused:
    """Move nothing for a while. UsageError."""
    until = None if given.until is None else _parsed(given.until)
    if given.seconds is not None:
        until = running.clock.now() + given.seconds
    ledger = running.session.ledger
    reason = running.main_loop.run_exclusively(lambda: running.pause_reasons.pause(ledger, until))
    return {"paused": reason.to_json()}


def resume(running: Running, _given: Resume) -> events.Paused:
    """End a person's pause; return the other reason to wait, if there is one."""
    running.pause_reasons.resume(running.session.ledger)
    running.main_loop.wake()
    reason = running.pause_reasons.now()
    return {"paused": None if reason is None else reason.to_json()}


def unlock(running: Running, given: Unlock) -> answers.Locked:
    """Unlock the vault. NoPermission."""
    running.session.unlock(lambda: given.passphrase)
    running.locking.someone_is_there()
    running.open_vault()
    running.tell("changed", {"what": ["vault"]})
    return {"locked": False}


def lock(running: Running, _given: Lock) -> answers.Locked:
    """Lock the vault (2-1)."""
    running.locking.lock()
    return {"locked": True}


def lock_passphrase(running: Running, given: LockPassphrase) -> answers.UnlockedBy:
    """Choose what ``unlock`` asks for."""
    running.session.choose_lock_passphrase(given.passphrase)
    running.tell("changed", {"what": ["vault"]})
    return {"unlocked_by": running.session.unlocked_by}


def present(running: Running, _given: Present) -> answers.Nothing:
    """Record that a person is there."""
    running.locking.someone_is_there()
    return {}


def cancel(running: Running, given: Cancel) -> answers.Cancelled:
    """End a job soon."""
    return {"cancelled": running.jobs.cancel(given.job)}


def stop(running: Running, given: Stop) -> answers.Nothing:
    """End the engine, and with ``faces`` the windows too."""
    if given.faces:
        running.tell(LEAVE, {})
    running.end()
    return {}


def _parsed(moment: str) -> float:
    try:
        return datetime.fromisoformat(moment).timestamp()
    except ValueError as error:
        raise UsageError("not-time-iso-8601", given=moment) from error
