"""Carrying out what faces ask for, on their threads, and telling everybody what changed.

A command that decides on the fate of photos waits for its turn between two passes; one
that only reads has couriers of its own, and one that touches nothing a pass decides on
writes from its face's thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from picup_desktop.clock import Clock
from picup_desktop.engine.arguments import Arguments
from picup_desktop.engine.command import (
    Command,
    LedgerCommand,
    LongCommand,
    ReadCommand,
    SecretsCommand,
)
from picup_desktop.engine.commands import COMMANDS
from picup_desktop.engine.jobs import Jobs
from picup_desktop.engine.locking import Locking
from picup_desktop.engine.moves import Tell
from picup_desktop.engine.opened import Opened
from picup_desktop.engine.owner import Owner
from picup_desktop.engine.protocol import Json, Request
from picup_desktop.engine.surroundings import Surroundings
from picup_desktop.errors import NoPermission, UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.agenda import Agenda, Wish


@dataclass(frozen=True)
class CarryingParts:
    """What it is made of."""

    opened: Opened
    owner: Owner
    agenda: Agenda
    surroundings: Surroundings
    jobs: Jobs
    locking: Locking
    clock: Clock
    tell: Tell
    albums_changed: Callable[[], None]
    commands: Mapping[str, Callable[[Arguments], Json]]
    """Those that only a running engine has, by name."""


class Carrying:
    """One for all faces; from any thread."""

    def __init__(self, parts: CarryingParts) -> None:
        self._parts = parts

    def carry_out(self, request: Request) -> Json:
        """What came of it. UsageError, NoVault, NoPermission, and what the command raises."""
        given = Arguments(request.command, request.arguments)
        own, known = self._parts.commands.get(request.command), COMMANDS.get(request.command)
        if own is not None:
            return own(given)
        if known is None:
            raise UsageError(f"There is no command {request.command}.")
        ledger = self._parts.opened.ledger
        if isinstance(known, LedgerCommand) and known.private:
            self._parts.opened.check_unlocked()
        self._parts.locking.someone_is_there()
        result = self._by_its_kind(known, given, ledger)
        self._after(known)
        return result

    def _by_its_kind(self, command: Command, given: Arguments, ledger: Ledger) -> Json:
        opened = self._parts.opened
        if isinstance(command, LedgerCommand):
            return self._change(command, given, ledger)
        if isinstance(command, SecretsCommand):
            return opened.change_secrets(lambda secrets: command.act(secrets, given))
        if isinstance(command, ReadCommand):
            with opened.for_reading() as parts:
                return command.act(parts, given)
        if isinstance(command, LongCommand):
            name = given.maybe_text("job")
            with opened.for_reading() as parts, self._parts.jobs.running(name) as job:
                return command.act(parts, given, job)
        unlocked = opened.for_passes()
        if unlocked is None:
            raise NoPermission("The vault is locked. Unlock it first, then try again.")
        return self._parts.owner.between(lambda: command.act(unlocked, given))

    def _change(self, command: LedgerCommand, given: Arguments, ledger: Ledger) -> Json:
        parts = self._parts

        def act() -> Json:
            return command.act(ledger, parts.clock, given)

        result = parts.owner.between(act) if command.between else act()
        if command.rescan:
            parts.agenda.wish(Wish(everything=True))
        alert, unlocked = command.alert(result, parts.clock.now()), parts.opened.for_passes()
        if alert is not None and unlocked is not None:
            unlocked.alerts.tell_at_once(alert)
        return result

    def _after(self, command: Command) -> None:
        parts = self._parts
        if "albums" in command.changes:
            parts.albums_changed()
        if "settings" in command.changes:
            parts.surroundings.look_anew()
            if parts.opened.settings_changed():
                parts.owner.between(parts.opened.renew_couriers)
        if command.changes:
            parts.owner.wake()
            parts.tell("changed", {"what": list(command.changes)})
