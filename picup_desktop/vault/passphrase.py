"""Whether a new passphrase is hard enough to guess; zxcvbn judges it as a guesser would.

The passphrase of ``secrets.age`` is all that stands between a thief of the locked
computer and the vault's keys. Each guess costs him 128 MiB and about 0.4 s of one
processor (``age/scrypt.py``), so ``LEAST_GUESSES`` keep one processor busy for more than a
year; four words without a connection, for longer than anybody lives.
"""

import getpass
from collections.abc import Mapping, Sequence
from typing import Any

from picup_desktop.errors import UsageError
from picup_desktop.messages.message import Message

LEAST_GUESSES = 10**8
"""What zxcvbn calls 3 of 4: safe from whoever has the file, where each guess is slow."""
LONGEST_JUDGED = 72
"""zxcvbn takes no longer one, and its cost grows with the length."""

WHY = {
    "dictionary": Message("passphrase-of-common-words"),
    "spatial": Message("passphrase-of-neighbouring-keys"),
    "repeat": Message("passphrase-repeats"),
    "sequence": Message("passphrase-is-a-sequence"),
    "date": Message("passphrase-of-dates"),
    "regex": Message("passphrase-of-dates"),
    "bruteforce": Message("passphrase-is-short"),
}
"""By zxcvbn's name of the pattern that makes up most of the passphrase."""


def check_new_passphrase(passphrase: str) -> None:
    """Raise UsageError, with the reason, for one that is too easy to guess."""
    if not passphrase:
        raise UsageError("passphrase-too-easy", why=WHY["bruteforce"])
    # It has lists of words that nothing else needs, so it is loaded where one is chosen.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # noqa: PLC0415 - it has no types

    told = zxcvbn(passphrase[:LONGEST_JUDGED], user_inputs=["picup", "desktop", _user()])
    if told["guesses"] < LEAST_GUESSES:
        raise UsageError("passphrase-too-easy", why=why_easy(told["sequence"]))


def why_easy(patterns: Sequence[Mapping[str, Any]]) -> Message:
    """Return the reason: what the longest of the passphrase's parts is."""
    longest = max(patterns, key=lambda one: len(one["token"]), default={"pattern": "bruteforce"})
    return WHY.get(longest["pattern"], WHY["bruteforce"])


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may have no name for its user.
        return ""
