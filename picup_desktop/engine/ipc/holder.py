"""Where a command is carried out: in the engine that holds the home, or in this process.

Apart from the table of the commands (``commands/dispatch.py``), so that a command which knows
its own work, such as ``picup sync``, does not import that of all others.
"""

from collections.abc import Callable
from typing import TypeVar, cast

from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.errors import HomeInUse
from picup_desktop.home import Home
from picup_desktop.messages.catalogue import in_english, rendered

T = TypeVar("T")


def by_whoever_holds(home: Home, by_itself: Callable[[], T], command: Command[T]) -> T:
    """Run a command in the engine; if none runs, call ``by_itself``.

    Messages in the answer are English texts, for the command line.
    """
    answer = _by_whoever_holds(home, by_itself, command)
    return cast(T, rendered(answer, in_english))


def _by_whoever_holds(home: Home, by_itself: Callable[[], T], command: Command[T]) -> T:
    try:
        return through_engine(home, command)
    except NoEngine:
        # The usual case: nobody holds the home.
        pass
    try:
        return by_itself()
    except HomeInUse as in_use:
        try:
            # It may be an engine that has just started.
            return through_engine(home, command)
        except NoEngine:
            raise in_use from None


def through_engine(home: Home, command: Command[T]) -> T:
    """Run a command in the running engine. NoEngine, EngineGone, EngineRefused."""
    with EngineClient(home) as client:
        return client.ask(command)
