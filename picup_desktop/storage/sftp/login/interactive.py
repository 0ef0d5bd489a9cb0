"""Answer what a server asks in a keyboard-interactive login (RFC 4256), with a password.

Many boxes take a password this way only. The first question gets it; nothing else can be
answered while nobody is there, so what else is asked is told.
"""

import re
from dataclasses import dataclass, field

from picup_desktop.storage.sftp.login.userauth import (
    INTERACTIVE,
    Outcome,
    Question,
    Userauth,
    Verdict,
)

MOST_QUESTIONS = 8
"""How often a server may ask in one login (6-2)."""
EXPIRED = re.compile(
    r"expired|required to change|must be changed|must change|new password|current password"
    r"|\(current\)|retype",
    re.IGNORECASE,
)
"""What servers say about a password that must be changed first."""
ACCOUNT_EXPIRED = re.compile(r"account.{0,40}expired", re.IGNORECASE | re.DOTALL)
"""What they say about a user whose time is over; no password mends it."""
ASKS_PASSWORD = re.compile(
    r"passwor[dt]|passcode|kennwort|mot de passe|contrase|암호|비밀번호", re.IGNORECASE
)


class PasswordExpired(Exception):
    """The password is right, and must be changed before it lets anybody in."""


class AccountExpired(Exception):
    """The user's own time is over."""


class AsksMore(Exception):
    """The server asks for something beside the password; the text is its question."""


@dataclass(frozen=True)
class Answered:
    """The end of the questions."""

    verdict: Verdict
    asked: bool
    """Whether it asked anything at all."""
    looked_at: bool
    """Whether the server looked at the password, so that it need not be tried otherwise."""


@dataclass
class _Asked:
    """What was asked and said so far."""

    prompts: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    answered: bool = False

    @property
    def for_password(self) -> bool:
        return bool(self.prompts) and ASKS_PASSWORD.search(self.prompts[0]) is not None

    @property
    def account_expired(self) -> bool:
        return any(ACCOUNT_EXPIRED.search(text) for text in self.said)

    @property
    def expired(self) -> bool:
        later = self.prompts[1:] + self.said
        return self.answered and any(EXPIRED.search(text) for text in later)

    @property
    def beyond(self) -> str:
        """What is asked beside the password."""
        other = [text for text in self.prompts if not ASKS_PASSWORD.search(text)]
        return (other or self.prompts[-1:] or [""])[0]


def answer_questions(auth: Userauth, password: str) -> Answered:
    """Log in by answering. PasswordExpired, AccountExpired, AsksMore, and as ``auth``."""
    asked = _Asked()
    answer = auth.interactive()
    for _ in range(MOST_QUESTIONS):
        if isinstance(answer, Verdict):
            if answer.outcome is Outcome.REFUSED and asked.account_expired:
                raise AccountExpired
            if answer.outcome is Outcome.REFUSED and asked.expired:
                raise PasswordExpired
            return Answered(answer, asked.answered, looked_at=asked.answered and asked.for_password)
        if _is_asked_again(answer, asked):
            # As at a keyboard, where one may try again: the password was wrong.
            refused = Verdict(Outcome.REFUSED, frozenset({INTERACTIVE}))
            return Answered(refused, asked=True, looked_at=True)
        answer = auth.answer(_answers(answer, asked, password))
    raise AsksMore(asked.beyond)


def _is_asked_again(question: Question, asked: _Asked) -> bool:
    return asked.answered and question.prompts == tuple(asked.prompts)


def _answers(question: Question, asked: _Asked, password: str) -> list[str]:
    """Return the answers to one question, which may be none at all but a text."""
    asked.prompts += question.prompts
    if asked.answered or not question.prompts:
        asked.said.append(question.text)
    if not question.prompts:
        return []
    if asked.expired:
        raise PasswordExpired
    if asked.answered or len(question.prompts) > 1:
        raise AsksMore(asked.beyond)
    asked.answered = True
    return [password]
