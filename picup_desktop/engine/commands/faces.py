"""How a face changes a home: through the engine that holds it, or by itself."""

from collections.abc import Callable

from picup_desktop.app import AskPassphrase, changing, engine, secret_store, tell_now
from picup_desktop.clock import Clock, SystemClock
from picup_desktop.engine.commands.command import (
    LedgerCommand,
    LongCommand,
    ReadCommand,
    SecretsCommand,
)
from picup_desktop.engine.commands.table import COMMANDS
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.engine.jobs import job_alone
from picup_desktop.errors import HomeInUse
from picup_desktop.home import Home
from picup_desktop.words import Role


def carry_out(home: Home, ask: AskPassphrase, command: str, **arguments: Json) -> Json:
    """Run one of ``COMMANDS``, in the engine of the home or in this process.

    EngineRefused with the engine's error; HomeInUse if something other than an engine holds
    the home; NoVault, and any error of the command itself.
    """
    return by_whoever_holds(
        home,
        lambda: _by_itself(home, ask, command, SystemClock(), **arguments),
        command,
        **arguments,
    )


def by_whoever_holds(
    home: Home, by_itself: Callable[[], Json], command: str, **arguments: Json
) -> Json:
    """Run a command in the engine; if none runs, call ``by_itself``."""
    try:
        return through_engine(home, command, **arguments)
    except NoEngine:
        # The usual case: nobody holds the home.
        pass
    try:
        return by_itself()
    except HomeInUse as in_use:
        try:
            # It may be an engine that has just started.
            return through_engine(home, command, **arguments)
        except NoEngine:
            raise in_use from None


def through_engine(home: Home, command: str, **arguments: Json) -> Json:
    """Run a command in the running engine. NoEngine, EngineGone, EngineRefused."""
    with EngineClient(home) as client:
        return client.call(command, **arguments)


def _by_itself(
    home: Home, ask: AskPassphrase, command: str, clock: Clock, **arguments: Json
) -> Json:
    known, given = COMMANDS[command], Arguments(command, arguments)
    if isinstance(known, LedgerCommand):
        with changing(home, clock) as ledger:
            result = known.act(ledger, clock, given)
        alert = known.alert(result, clock.now())
        if alert is not None:
            tell_now(home, ask, alert)
        return result
    if isinstance(known, SecretsCommand):
        with changing(home, clock) as ledger:
            store = secret_store(home, ledger, ask)
            secrets, result = known.act(store.load(), given)
            store.save(secrets)
        return result
    # A read may need no storage, and needs no backup while main answers.
    soon = () if isinstance(known, ReadCommand) else tuple(Role)
    with engine(home, ask, clock, soon=soon) as parts:
        if isinstance(known, LongCommand):
            given.maybe_text("job")
            return known.act(parts, given, job_alone(clock))
        return known.act(parts, given)
