"""The checks of a journal, and the findings of failed ones."""

from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.attention.causes import Cause
from picup_desktop.messages.message import Value
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


_SENTENCES = {
    Check.STRANGE_NAME: (
        "{place} on {storage} has no name that a part of the list of photos can have, so it was"
        " not read. If you did not put it there, remove it."
    ),
    Check.UNREADABLE: (
        "{place} on {storage} does not open: its bytes were changed, or it was sealed with other"
        " keys. It is not used; a good copy on the other storage takes its place."
    ),
    Check.BAD_CONTENT: (
        "{place} on {storage} opens, but what it holds makes no sense. It is not used; a good copy"
        " on the other storage takes its place."
    ),
    Check.NEWER_FORMAT: (
        "{place} on {storage} was written by a newer PicUp Desktop. Install the newest version to"
        " read it."
    ),
    Check.UNKNOWN_DEVICE: (
        "{place} on {storage} says it is from a device that does not belong to this vault. It is"
        " not used. If you did not add a computer, somebody else can write to {storage}."
    ),
    Check.BAD_SIGNATURE: (
        "{place} on {storage} is not signed by the device it names. It is not used. Somebody else"
        " who knows the vault's public keys may have written it: look at who can write to"
        " {storage}."
    ),
    Check.WRONG_PLACE: (
        "{place} on {storage} is genuine, but belongs under another name or to another vault: it"
        " was renamed, copied or swapped. It is not used; a good copy on the other storage takes"
        " its place."
    ),
    Check.MISSING_SEGMENT: (
        "{place} is missing on {storage}, so what followed on it there can't be trusted. A copy on"
        " the other storage takes its place; without one, the photos tell their own first names."
    ),
    Check.BROKEN_CHAIN: (
        "{place} on {storage} does not follow on what stands before it: one of the two was"
        " exchanged. The list of photos is trusted up to there."
    ),
    Check.ROLLED_BACK: (
        "{storage} holds an older list of photos than was seen before, or than rests on the other"
        " storage: {place} and what follows is not there. If {storage} was away, it catches up by"
        " itself; if not, somebody put back an older state of it."
    ),
    Check.FORKED: (
        "{place} on {storage} differs from the same part seen before or on the other storage,"
        " though both are signed by one device. Was this computer's disk copied or put back from"
        " a backup? Give the copy a vault access of its own."
    ),
}

_PLAIN_FILE = (
    "{place} on {storage} is missing, or is not what this vault's computers wrote. It is a plain"
    " file that anybody who can write there can change. Nothing depends on it: what it says was"
    " taken from the recovery kit. A sync writes it anew if it is missing, and picup verify"
    " --repair if it was changed."
)
_STRANGE_KEYS = (
    "{place} on {storage} opens, but names an address or a host key that can be none. Those are not"
    " used; the keys in it are. Look at who can write to {storage}."
)

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
    def sentence(self) -> str:
        """The sentence for a person: what happened and what to do."""
        template = _SENTENCES[self.check]
        if self.place in {VAULT_NAME, README_NAME}:
            template = _PLAIN_FILE
        elif self.check is Check.BAD_CONTENT and self.place.startswith(f"{KEYS_FOLDER}/"):
            template = _STRANGE_KEYS
        return template.format(place=shown(self.place), storage=self.role.value)


class SegmentRefused(Damaged):
    """A segment of the journal that failed a check and is not used."""

    title = "title-journal"

    def __init__(self, check: Check, code: str, /, **values: Value) -> None:
        super().__init__(code, Part.PAYLOAD, **values)
        self.check = check
