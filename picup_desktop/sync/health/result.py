"""What a check says."""

from dataclasses import dataclass

from picup_desktop.messages.message import Message

FREE_SPACE = "free space"
"""How the names of the checks of a storage's room begin."""


@dataclass(frozen=True)
class CheckResult:
    """The result of one check: passed or not, with a sentence on it and what to do."""

    name: str
    ok: bool
    text: Message
    advice: bool = False
    """The check passed, but there is something to improve."""
