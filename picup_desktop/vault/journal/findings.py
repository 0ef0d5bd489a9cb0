"""The checks of a journal, and the findings of failed ones."""

from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.attention.causes import Cause
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message, Value
from picup_desktop.names import shown
from picup_desktop.vault.errors import Damaged, Part
from picup_desktop.vault.keys import KEYS_FOLDER
from picup_desktop.vault.layout import README_NAME, VAULT_NAME
from picup_desktop.words import Role


class Check(StrEnum):
    """The checks; their values are part of JSON output and never change."""

    STRANGE_NAME = "strange_name"
    UNREADABLE = "unreadable"
    BAD_CONTENT = "bad_content"
    NEWER_FORMAT = "newer_format"
    UNKNOWN_DEVICE = "unknown_device"
    BAD_SIGNATURE = "bad_signature"
    WRONG_PLACE = "wrong_place"
    MISSING_SEGMENT = "missing_segment"
    BROKEN_CHAIN = "broken_chain"
    ROLLED_BACK = "rolled_back"
    FORKED = "forked"


_CODES = {
    Check.STRANGE_NAME: "journal-strange-name",
    Check.UNREADABLE: "journal-unreadable",
    Check.BAD_CONTENT: "journal-bad-content",
    Check.NEWER_FORMAT: "journal-newer-format",
    Check.UNKNOWN_DEVICE: "journal-unknown-device",
    Check.BAD_SIGNATURE: "journal-bad-signature",
    Check.WRONG_PLACE: "journal-wrong-place",
    Check.MISSING_SEGMENT: "journal-missing-segment",
    Check.BROKEN_CHAIN: "journal-broken-chain",
    Check.ROLLED_BACK: "journal-rolled-back",
    Check.FORKED: "journal-forked",
}

_CAUSES = {
    Check.STRANGE_NAME: Cause.JOURNAL_STRAY,
    Check.UNREADABLE: Cause.JOURNAL_DAMAGED,
    Check.BAD_CONTENT: Cause.JOURNAL_DAMAGED,
    Check.NEWER_FORMAT: Cause.JOURNAL_NEWER,
    Check.UNKNOWN_DEVICE: Cause.JOURNAL_FORGED,
    Check.BAD_SIGNATURE: Cause.JOURNAL_FORGED,
    Check.WRONG_PLACE: Cause.JOURNAL_FORGED,
    Check.MISSING_SEGMENT: Cause.JOURNAL_ROLLED_BACK,
    Check.BROKEN_CHAIN: Cause.JOURNAL_DAMAGED,
    Check.ROLLED_BACK: Cause.JOURNAL_ROLLED_BACK,
    Check.FORKED: Cause.JOURNAL_FORKED,
}

FINDING_CAUSES = tuple(dict.fromkeys(_CAUSES.values()))
"""All attention causes of findings."""


@dataclass(frozen=True)
class Finding:
    """One failed check; ``place`` is a file's name, or a range of names."""

    check: Check
    role: Role
    place: str

    @property
    def cause(self) -> Cause:
        """The cause of the attention item about it."""
        return _CAUSES[self.check]

    @property
    def message(self) -> Message:
        """The message for a person: what happened and what to do."""
        place, storage = shown(self.place), self.role.value
        if self.place in {VAULT_NAME, README_NAME}:
            return Message("journal-plain-file", place=place, storage=storage)
        if self.check is Check.BAD_CONTENT and self.place.startswith(f"{KEYS_FOLDER}/"):
            return Message("journal-strange-keys", place=place, storage=storage)
        return Message(_CODES[self.check], place=place, storage=storage)

    @property
    def sentence(self) -> str:
        """The message in English."""
        return in_english(self.message)


class SegmentRefused(Damaged):
    """A segment of the journal that failed a check and is not used."""

    title = "title-journal"

    def __init__(self, check: Check, code: str, /, **values: Value) -> None:
        super().__init__(code, Part.PAYLOAD, **values)
        self.check = check
