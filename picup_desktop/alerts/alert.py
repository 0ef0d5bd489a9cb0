"""An alert and its text, and the interface of the targets that take it.

The text has counts and the storage; names only if the user allows them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from picup_desktop.attention import subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord, named_sentence, nameless_sentence
from picup_desktop.errors import Kind, PicupError, UsageError
from picup_desktop.messages.catalogue import catalogue_of
from picup_desktop.messages.languages import ENGLISH
from picup_desktop.messages.message import Message
from picup_desktop.names import Shown, without_markup

DIGEST, TEST = "digest", "test"


@dataclass(frozen=True)
class Alert:
    """One message to the targets; ``at`` is in Unix seconds."""

    kind: str
    """An attention kind, ``digest`` or ``test``."""
    subject: str
    heading: Message
    lines: tuple[Message, ...]
    at: float
    scenario: str | None = None
    """The number in the disaster table, where the cause has one."""
    language: str = ENGLISH
    """The code of a language of the catalogues."""

    @property
    def title(self) -> Shown:
        """The heading in the alert's language."""
        return self._rendered(self.heading)

    @property
    def text(self) -> Shown:
        """The lines in the alert's language."""
        return "\n".join(map(self._rendered, self.lines))

    def spoken_in(self, language: str) -> "Alert":
        """Return the same alert in another language."""
        return replace(self, language=language)

    def _rendered(self, message: Message) -> Shown:
        return catalogue_of(self.language).render(message)


def what_to_do(command: str) -> Message:
    """Return the last line of an alert: where the user sees more."""
    return Message("alert-what-to-do", command=command)


SEE_ATTENTION = what_to_do("picup attention")


def alert_of(
    item: AttentionRecord, at: float, *, file_names: bool, language: str = ENGLISH
) -> Alert:
    """Return the alert about one item; without ``file_names`` it has no free text."""
    sentence = (
        Message(without_markup(named_sentence(item, language)))
        if file_names
        else nameless_sentence(item)
    )
    return _alert(item.cause, item.subject, sentence, at).spoken_in(language)


def deletions_alert(at: float) -> Alert:
    """Return the alert that deletions wait: no item can say so in an unwritable ledger (3-3)."""
    cause = Cause.DELETIONS_WAITING
    return _alert(cause, subjects.DELETIONS, Message(cause.row.nameless), at)


def _alert(cause: Cause, subject: str, sentence: Message, at: float) -> Alert:
    row = cause.row
    lines = (sentence, SEE_ATTENTION)
    return Alert(row.kind.value, subject, Message(row.title), lines, at, row.scenario)


def digest_of(items: Sequence[AttentionRecord], at: float) -> Alert:
    """Return one alert about many items: the number for each cause, largest first."""
    counts = Counter(item.cause for item in items)
    lines = [_counted(Message(cause.row.title), count) for cause, count in counts.most_common()]
    heading = (
        Message("alert-one-thing")
        if len(items) == 1
        else Message("alert-many-things", count=len(items))
    )
    return Alert(DIGEST, "", heading, (*lines, SEE_ATTENTION), at)


def _counted(title: Message, count: int) -> Message:
    return title if count == 1 else Message("alert-cause-times", title=title, count=count)


def trial_alert(at: float) -> Alert:
    """Return the alert of ``picup alert test``."""
    return Alert(TEST, "", Message("alert-test-title"), (Message("alert-test"),), at)


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
