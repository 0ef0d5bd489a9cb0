"""An alert and its text, and the interface of the targets that take it.

The text has counts and the storage; names only if the user allows them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from picup_desktop.attention import subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord, nameless_sentence
from picup_desktop.errors import Kind, PicupError, UsageError
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.names import without_markup

DIGEST, TEST = "digest", "test"
SEE = "What to do: picup attention"


@dataclass(frozen=True)
class Alert:
    """One message to the targets; ``at`` is in Unix seconds."""

    kind: str
    """An attention kind, ``digest`` or ``test``."""
    subject: str
    title: str
    text: str
    at: float
    scenario: str | None = None
    """The number in the disaster table, where the cause has one."""


def alert_of(item: AttentionRecord, at: float, *, file_names: bool) -> Alert:
    """Return the alert about one item; without ``file_names`` it has no free text."""
    sentence = without_markup(item.text) if file_names else nameless_sentence(item)
    return _alert(item.cause, item.subject, sentence, at)


def deletions_alert(at: float) -> Alert:
    """Return the alert that deletions wait: no item can say so in an unwritable ledger (3-3)."""
    cause = Cause.DELETIONS_WAITING
    return _alert(cause, subjects.DELETIONS, in_english(Message(cause.row.nameless)), at)


def _alert(cause: Cause, subject: str, sentence: str, at: float) -> Alert:
    row = cause.row
    return Alert(row.kind.value, subject, _title(cause), f"{sentence}\n{SEE}", at, row.scenario)


def _title(cause: Cause) -> str:
    return in_english(Message(cause.row.title))


def digest_of(items: Sequence[AttentionRecord], at: float) -> Alert:
    """Return one alert about many items: the number for each cause, largest first."""
    counts = Counter(item.cause for item in items)
    lines = [
        _title(cause) if count == 1 else f"{_title(cause)}: {count:,} times"
        for cause, count in counts.most_common()
    ]
    title = "One thing needs you" if len(items) == 1 else f"{len(items):,} things need you"
    return Alert(DIGEST, "", title, "\n".join([*lines, SEE]), at)


def trial_alert(at: float) -> Alert:
    """Return the alert of ``picup alert test``."""
    text = "This is a test: alerts of this vault reach you here. There is nothing to do."
    return Alert(TEST, "", "Test of PicUp's alerts", text, at)


class NotTaken(PicupError):
    """An alert was not delivered; the sentence has nothing secret."""

    title = "title-alert-not-taken"
    kind = Kind.RETRY


class UnusableNotifyUrl(UsageError):
    """No known service has such an address."""

    title = "title-no-notify-url"


class Target(Protocol):
    """Takes one alert at a time, from one thread."""

    @property
    def name(self) -> str:
        """Its kind and place, for a person; never anything secret."""

    @property
    def far(self) -> bool:
        """Whether it reaches a person who is not at this computer."""

    def prepare(self) -> None:
        """Load everything needed before the first alert; UnusableNotifyUrl."""

    def take(self, alert: Alert) -> None:
        """Deliver it, within some seconds; NotTaken, UnusableNotifyUrl."""
