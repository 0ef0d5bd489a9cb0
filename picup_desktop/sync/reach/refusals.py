"""How many logins a storage refused lately, so that no box locks this computer out.

fail2ban and the boxes' own protection ban an address after five refused logins within ten
minutes. The engine tries once an hour; whoever starts passes one after the other, as a
timer does that runs ``picup sync``, is held back here. It is kept in the ledger, so it
counts across programs and restarts.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.messages.message import Message
from picup_desktop.storage.errors import LoginRefused, StorageError
from picup_desktop.words import Role

MOST_REFUSALS = 4
WITHIN_SECONDS = 10 * 60.0
HELD_BACK = "login-held-back"


def recent(times: Sequence[float], now: float) -> tuple[float, ...]:
    """Return the refusals that still count; one in the future is of a clock that was wrong."""
    return tuple(at for at in times if now - WITHIN_SECONDS < at <= now)[-MOST_REFUSALS:]


def note_login(ledger: Ledger, role: Role, error: StorageError | None, now: float) -> None:
    """Record what came of a contact: a refused login counts, an accepted one ends the count."""
    key = NoteAbout.LOGIN_REFUSALS.of(role.value)
    known = _noted(ledger, role)
    if isinstance(error, LoginRefused):
        if error.counts and error.message.code != HELD_BACK:
            ledger.vaults.note(key, json.dumps([*recent(known, now), now]))
    elif error is None and known:
        ledger.vaults.note(key, "")


def held_back(ledger: Ledger, roles: Iterable[Role], now: float) -> Mapping[Role, LoginRefused]:
    """Return the storages at which no login is tried now, each with the reason."""
    found = {role: _held_back(ledger, role, now) for role in roles}
    return {role: error for role, error in found.items() if error is not None}


def _held_back(ledger: Ledger, role: Role, now: float) -> LoginRefused | None:
    times = recent(_noted(ledger, role), now)
    if len(times) < MOST_REFUSALS:
        return None
    reason = ledger.storages.get(role).reason or Message("title-login-refused")
    if reason.code == HELD_BACK:
        # What was told while it was held back before: the refusal itself is in it.
        return LoginRefused.of(reason)
    minutes = WITHIN_SECONDS / 60
    return LoginRefused(HELD_BACK, reason=reason, refusals=MOST_REFUSALS, minutes=minutes)


def _noted(ledger: Ledger, role: Role) -> tuple[float, ...]:
    noted = ledger.vaults.noted(NoteAbout.LOGIN_REFUSALS.of(role.value))
    return tuple(map(float, json.loads(noted))) if noted else ()
