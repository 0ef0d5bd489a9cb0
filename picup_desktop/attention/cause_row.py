"""The words about one cause, and the choices that a person has."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from picup_desktop.attention.asked import Asked
from picup_desktop.words import AttentionKind

RETRY, IGNORE = "retry", "ignore"
KEEP, DELETE = "keep", "delete"
KEEP_ONE = "keep-on-main"
ONLY_ONE = "only-one"
NEW_COMPUTER = "new-computer"
ACCEPT = "accept"


CHOICES: Mapping[str, str] = {
    RETRY: "choice-try-again",
    IGNORE: "choice-ignore",
    KEEP: "choice-keep-them-on-nas",
    DELETE: "choice-delete-them-too",
    KEEP_ONE: "choice-keep-them-on-main",
    ACCEPT: "choice-take-as",
    ONLY_ONE: "choice-only-one-now",
    NEW_COMPUTER: "choice-make-computer-own",
}
"""Codes of the labels of choices, unless the cause has labels of its own."""


HARMLESS = frozenset({RETRY, IGNORE, KEEP, KEEP_ONE, NEW_COMPUTER})
"""Choices that remove nothing from a storage. Every other one asks first."""


@dataclass(frozen=True)
class CauseRow:
    """All words about one cause, as codes of ``messages/``; ``item.py`` has the values."""

    kind: AttentionKind
    title: str
    nameless: str
    """A title of counts and of the storage's role only."""
    sentence: str
    """May name files, albums and addresses."""
    choices: tuple[str, ...] = (RETRY, IGNORE)
    scenario: str | None = None
    """The number in docs/disasters.md, where it has one."""
    section: str = ""
    """The anchor on the kind's page of the guide; empty: the whole page is about it."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Labels of its own for its choices."""
    asks: Mapping[str, Asked] = field(default_factory=dict)
    """The question before each choice that is not harmless."""

    def asks_first(self, choice: str) -> bool:
        """Return whether to ask a person before ``choice``, because it may remove something.

        An unknown choice, from another version's ledger, asks first.
        """
        return choice in self.asks or choice not in HARMLESS

    def choice_words(self, choice: str) -> str:
        """Return the code of the label of ``choice``; an unknown choice is its own label."""
        return self.words.get(choice) or CHOICES.get(choice, choice)
