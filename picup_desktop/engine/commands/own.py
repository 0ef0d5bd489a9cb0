"""Commands that only a running engine has: its state, pauses, lock and end."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from picup_desktop.clock import iso
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import LEAVE, Json
from picup_desktop.engine.locking import HIDDEN, without_names
from picup_desktop.engine.running import Running
from picup_desktop.errors import NoPermission, UsageError

EngineCommand = Callable[[Arguments], Json]


class EngineCommands:
    """The handlers, by their names on the socket: ``by_name``."""

    def __init__(self, running: Running) -> None:
        self._running = running

    @property
    def by_name(self) -> Mapping[str, EngineCommand]:
        """Return every command."""
        return {
            "state": self._state,
            "sync": self._sync,
            "pause": self._pause,
            "resume": self._resume,
            "unlock": self._unlock,
            "lock": self._lock,
            "lock_passphrase": self._lock_passphrase,
            "present": self._present,
            "cancel": self._cancel,
            "stop": self._stop,
        }

    def _state(self, given: Arguments) -> Json:
        given.no_more()
        running = self._running
        pause, next_at = running.pause_reasons.now(), running.rounds.next_at()
        return {
            "vault": running.opened.has_vault,
            "locked": running.opened.locked,
            "unlocked_by": running.opened.unlocked_by if running.opened.has_vault else None,
            "pid": os.getpid(),
            "since": iso(running.began_at),
            **running.moves.document(),
            "paused": None if pause is None else pause.document(),
            "storages": self._storages(),
            "watching": self._watching(),
            "next_pass_at": None if next_at is None else self._moment(next_at),
        }

    def _watching(self) -> list[dict[str, Any]]:
        albums = self._running.albums.document()
        return (
            [{**one, "album": HIDDEN} for one in albums] if self._running.opened.locked else albums
        )

    def _storages(self) -> list[dict[str, Any]]:
        running = self._running
        if not running.opened.has_vault:
            return []
        rows = []
        for record in running.opened.ledger.storages.all():
            again_at = running.outages.again_at(record.role)
            rows.append(
                {
                    "role": record.role.value,
                    "state": record.state.value,
                    "reason": record.reason,
                    "next_try_at": None if again_at is None else self._moment(again_at),
                }
            )
        return rows

    def _moment(self, monotonic: float) -> str:
        clock = self._running.clock
        return iso(max(clock.now(), clock.now() + monotonic - clock.monotonic()))

    def _sync(self, given: Arguments) -> Json:
        wait = given.flag("wait")
        given.no_more()
        running = self._running
        if running.opened.for_passes() is None:
            raise NoPermission("The vault is locked. Unlock it first, then try again.")
        answer = running.rounds.ask()
        running.main_loop.wake()
        if not wait:
            return {}
        result = answer.result()
        return without_names(result) if running.opened.locked else result

    def _pause(self, given: Arguments) -> Json:
        seconds, until = given.maybe_number("seconds"), given.maybe_text("until")
        given.no_more()
        running = self._running
        moment = None if until is None else _parsed(until)
        if seconds is not None:
            moment = running.clock.now() + seconds
        ledger = running.opened.ledger
        pause = running.main_loop.run_exclusively(
            lambda: running.pause_reasons.pause(ledger, moment)
        )
        return {"paused": pause.document()}

    def _resume(self, given: Arguments) -> Json:
        given.no_more()
        running = self._running
        running.pause_reasons.resume(running.opened.ledger)
        running.main_loop.wake()
        pause = running.pause_reasons.now()
        return {"paused": None if pause is None else pause.document()}

    def _unlock(self, given: Arguments) -> Json:
        passphrase = given.maybe_text("passphrase")
        given.no_more()
        running = self._running
        running.opened.unlock(lambda: passphrase)
        running.locking.someone_is_there()
        running.open_vault()
        running.tell("changed", {"what": ["vault"]})
        return {"locked": False}

    def _lock(self, given: Arguments) -> Json:
        given.no_more()
        self._running.locking.lock()
        return {"locked": True}

    def _lock_passphrase(self, given: Arguments) -> Json:
        passphrase = given.text("passphrase")
        given.no_more()
        self._running.opened.choose_lock_passphrase(passphrase)
        self._running.tell("changed", {"what": ["vault"]})
        return {"unlocked_by": self._running.opened.unlocked_by}

    def _present(self, given: Arguments) -> Json:
        given.no_more()
        self._running.locking.someone_is_there()
        return {}

    def _cancel(self, given: Arguments) -> Json:
        name = given.text("job")
        given.no_more()
        return {"cancelled": self._running.jobs.cancel(name)}

    def _stop(self, given: Arguments) -> Json:
        faces = given.flag("faces")
        given.no_more()
        if faces:
            self._running.tell(LEAVE, {})
        self._running.end()
        return {}


def _parsed(moment: str) -> float:
    try:
        return datetime.fromisoformat(moment).timestamp()
    except ValueError as error:
        raise UsageError(f"{moment} is not a time in ISO 8601.") from error
