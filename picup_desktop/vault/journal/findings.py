"""The checks of a journal, and the findings of failed ones."""

from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.attention.causes import Cause
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message, Value
from picup_desktop.names import Shown, shown
from picup_desktop.vault.errors import Damaged, Part
from picup_desktop.vault.keys import KEYS_FOLDER
from picup_desktop.vault.layout import README_NAME, VAULT_NAME
from picup_desktop.words import Role


class SegmentCheck(StrEnum):
    """The checks; their values are part of JSON output and never change."""

    STRANGE_NAME = "strange_name"
    UNREADABLE = "unreadable"
    OTHER_KEY = "other_key"
    BAD_CONTENT = "bad_content"
    NEWER_FORMAT = "newer_format"
    UNKNOWN_DEVICE = "unknown_device"
    BAD_SIGNATURE = "bad_signature"
    WRONG_PLACE = "wrong_place"
    MISSING_SEGMENT = "missing_segment"
    BROKEN_CHAIN = "broken_chain"
    ROLLED_BACK = "rolled_back"
    FORKED = "forked"
    REMOVED_DEVICE = "removed_device"
    NEW_KIT = "new_kit"


_CODES = {
    SegmentCheck.STRANGE_NAME: "journal-strange-name",
    SegmentCheck.UNREADABLE: "journal-unreadable",
    SegmentCheck.OTHER_KEY: "journal-other-key",
    SegmentCheck.BAD_CONTENT: "journal-bad-content",
    SegmentCheck.NEWER_FORMAT: "journal-newer-format",
    SegmentCheck.UNKNOWN_DEVICE: "journal-unknown-device",
    SegmentCheck.BAD_SIGNATURE: "journal-bad-signature",
    SegmentCheck.WRONG_PLACE: "journal-wrong-place",
    SegmentCheck.MISSING_SEGMENT: "journal-missing-segment",
    SegmentCheck.BROKEN_CHAIN: "journal-broken-chain",
    SegmentCheck.ROLLED_BACK: "journal-rolled-back",
    SegmentCheck.FORKED: "journal-forked",
    SegmentCheck.REMOVED_DEVICE: "journal-removed-device",
    SegmentCheck.NEW_KIT: "journal-new-kit",
}

_CAUSES = {
    SegmentCheck.STRANGE_NAME: Cause.JOURNAL_STRAY,
    SegmentCheck.UNREADABLE: Cause.JOURNAL_DAMAGED,
    SegmentCheck.OTHER_KEY: Cause.JOURNAL_STRAY,
    SegmentCheck.BAD_CONTENT: Cause.JOURNAL_DAMAGED,
    SegmentCheck.NEWER_FORMAT: Cause.JOURNAL_NEWER,
    SegmentCheck.UNKNOWN_DEVICE: Cause.JOURNAL_FORGED,
    SegmentCheck.BAD_SIGNATURE: Cause.JOURNAL_FORGED,
    SegmentCheck.WRONG_PLACE: Cause.JOURNAL_FORGED,
    SegmentCheck.MISSING_SEGMENT: Cause.JOURNAL_ROLLED_BACK,
    SegmentCheck.BROKEN_CHAIN: Cause.JOURNAL_DAMAGED,
    SegmentCheck.ROLLED_BACK: Cause.JOURNAL_ROLLED_BACK,
    SegmentCheck.FORKED: Cause.JOURNAL_FORKED,
    SegmentCheck.REMOVED_DEVICE: Cause.JOURNAL_FORGED,
    SegmentCheck.NEW_KIT: Cause.JOURNAL_NEW_KIT,
}

FINDING_CAUSES = tuple(dict.fromkeys(_CAUSES.values()))
"""All attention causes of findings."""


@dataclass(frozen=True)
class Finding:
    """One failed check; ``place`` is a file's name, or a range of names."""

    check: SegmentCheck
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
        if self.check is SegmentCheck.BAD_CONTENT and self.place.startswith(f"{KEYS_FOLDER}/"):
            return Message("journal-strange-keys", place=place, storage=storage)
        return Message(_CODES[self.check], place=place, storage=storage)

    @property
    def sentence(self) -> Shown:
        """The message in English."""
        return in_english(self.message)


class SegmentRefused(Damaged):
    """A segment of the journal that failed a check and is not used."""

    title = "title-journal"

    def __init__(self, check: SegmentCheck, code: str, /, **values: Value) -> None:
        super().__init__(code, Part.PAYLOAD, **values)
        self.check = check
