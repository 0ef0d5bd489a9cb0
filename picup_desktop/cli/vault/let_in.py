"""Carries out what needs a login, and asks a person for another password where it is refused."""

from collections.abc import Callable
from typing import TypeVar

from picup_desktop.cli.asking import password_after
from picup_desktop.engine.ipc.protocol import EngineRefused
from picup_desktop.storage.errors import LoginRefused
from picup_desktop.words import Role

REFUSED_LOGIN = LoginRefused.__name__
"""The code of a refused login in the engine's answers."""

T = TypeVar("T")


def until_let_in(role: Role, given: str | None, carry: Callable[[str | None], T]) -> T:
    """Carry out with the password that is given, then with those that a person types.

    Any error of ``carry``; LoginRefused or EngineRefused if nobody types another password.
    """
    while True:
        try:
            return carry(given)
        except (LoginRefused, EngineRefused) as refusal:
            if not isinstance(refusal, LoginRefused) and refusal.failure.code != REFUSED_LOGIN:
                raise
            given = password_after(role, refusal)
            if not given:
                raise
