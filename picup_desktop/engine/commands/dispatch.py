"""Runs the commands of faces, on their threads, and reports changes to everybody.

A command that decides whether photos are deleted or kept runs between two passes; one that
only reads has its own couriers, and one that touches nothing a pass decides about writes
from the thread of its request.
"""

from collections.abc import Callable, Mapping

from picup_desktop.engine.commands.command import (
    Command,
    LedgerCommand,
    LongCommand,
    ReadCommand,
    SecretsCommand,
)
from picup_desktop.engine.commands.table import COMMANDS
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import Json, Request
from picup_desktop.engine.running import Running
from picup_desktop.engine.work_queue import PassRequest
from picup_desktop.errors import NoPermission, UsageError
from picup_desktop.ledger.ledger import Ledger


class CommandDispatcher:
    """One for all faces; callable from any thread."""

    def __init__(
        self, running: Running, commands: Mapping[str, Callable[[Arguments], Json]]
    ) -> None:
        """``commands``: those that only a running engine has, by name."""
        self._running = running
        self._commands = commands

    def carry_out(self, request: Request) -> Json:
        """Return the command's result. UsageError, NoVault, NoPermission, errors of the command."""
        given = Arguments(request.command, request.arguments)
        own, known = self._commands.get(request.command), COMMANDS.get(request.command)
        if own is not None:
            return own(given)
        if known is None:
            raise UsageError(f"There is no command {request.command}.")
        ledger = self._running.opened.ledger
        if isinstance(known, LedgerCommand) and known.private:
            self._running.opened.check_unlocked()
        self._running.locking.someone_is_there()
        result = self._by_its_kind(known, given, ledger)
        self._after(known)
        return result

    def _by_its_kind(self, command: Command, given: Arguments, ledger: Ledger) -> Json:
        opened = self._running.opened
        if isinstance(command, LedgerCommand):
            return self._change(command, given, ledger)
        if isinstance(command, SecretsCommand):
            return opened.change_secrets(lambda secrets: command.act(secrets, given))
        if isinstance(command, ReadCommand):
            with opened.for_reading() as parts:
                return command.act(parts, given)
        if isinstance(command, LongCommand):
            name = given.maybe_text("job")
            with opened.for_reading() as parts, self._running.jobs.running(name) as job:
                return command.act(parts, given, job)
        unlocked = opened.for_passes()
        if unlocked is None:
            raise NoPermission("The vault is locked. Unlock it first, then try again.")
        return self._running.main_loop.run_exclusively(lambda: command.act(unlocked, given))

    def _change(self, command: LedgerCommand, given: Arguments, ledger: Ledger) -> Json:
        running = self._running

        def act() -> Json:
            return command.act(ledger, running.clock, given)

        result = running.main_loop.run_exclusively(act) if command.exclusive else act()
        if command.rescan:
            running.work_queue.request(PassRequest(everything=True))
        alert, unlocked = command.alert(result, running.clock.now()), running.opened.for_passes()
        if alert is not None and unlocked is not None:
            unlocked.alerts.tell_at_once(alert)
        return result

    def _after(self, command: Command) -> None:
        running = self._running
        if "albums" in command.changes:
            running.albums.look_anew()
        if "settings" in command.changes:
            running.conditions.look_anew()
            running.versions.look()
            if running.opened.settings_changed():
                running.main_loop.run_exclusively(running.opened.renew_couriers)
        if command.changes:
            running.main_loop.wake()
            running.tell("changed", {"what": list(command.changes)})
