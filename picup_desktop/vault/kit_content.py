"""The content of a recovery kit, independent of its form.

A key of 32 bytes is 24 words of BIP39's English list, for people to read and type. The
words encode the bytes themselves (BIP39's "entropy"), never the seed that wallets derive
from words.
"""

import base64
import binascii
import difflib
import hashlib
import re
import shlex
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias
from urllib.parse import quote

from mnemonic import Mnemonic

from picup_desktop.errors import UsageError
from picup_desktop.vault import age
from picup_desktop.vault.trust import kit_signing_key

WORD_COUNT = 24
SECRET_BYTES = 32
_WORD = re.compile(r"[^\W\d_]+")


def to_words(secret: bytes) -> str:
    """Return the 24 words of 32 bytes, joined by spaces; ValueError for another length."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("only a key of 32 bytes has 24 words")
    return Mnemonic("english").to_mnemonic(secret)


def typed_words(text: str) -> list[str]:
    """Return the words of a text in lower case, without numbering and punctuation."""
    return _WORD.findall(text.lower())


def from_words(words: str) -> bytes:
    """Return the 32 bytes of 24 words; case, spaces and numbering don't matter.

    UsageError names the first wrong word, or says that the words don't fit together.
    """
    typed = typed_words(words)
    book = Mnemonic("english")
    for position, word in enumerate(typed, start=1):
        if word not in book.wordlist:
            raise _wrong_word(position, word, book.wordlist)
    if len(typed) != WORD_COUNT:
        raise UsageError("words-here-key-has", count=len(typed), expected=WORD_COUNT)
    try:
        return bytes(book.to_entropy(typed))
    except ValueError as error:
        raise UsageError("each-word-list-but-they") from error


def _wrong_word(position: int, word: str, known: list[str]) -> UsageError:
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return UsageError(
            "word-is-perhaps-another", position=position, word=word[:20], near=near[0]
        )
    return UsageError("word-not-one-list", position=position, word=word[:20])


CLASSIC = "x25519"
POST_QUANTUM = "mlkem768x25519"

VaultIdentity: TypeAlias = age.X25519Identity | age.HybridIdentity

ABOUT = (
    "This is the key to your photos. It opens every photo of the vault on either storage, without"
    " the computer that sealed them and without PicUp Desktop."
)
KEEP_AWAY = (
    "Keep it away from both storages and from the computer they serve: in a safe place, or with"
    " somebody you trust."
)
WHO_HAS_IT = (
    "Whoever has this kit can read everything. Without it, when the computer is lost, nobody can"
    " read anything, and nobody can make a new kit."
)
ONE_ALONE = (
    "A new computer that sees one storage alone can't notice if that whole storage was put back to"
    " an older state (docs/threat-model.md). If you can, compare it with the other one."
)
IF_RENEWED = (
    "If this kit took the place of an earlier one: photos that were sealed before it open with"
    " stock tools by way of the keys in the folder keys (docs/format.md)."
)
WARNINGS = (KEEP_AWAY, WHO_HAS_IT, ONE_ALONE)


class NotAKit(UsageError):
    """A file that is no recovery kit, is cut short, or contradicts itself."""

    title = "title-not-recovery-kit"


CERTIFICATE = "x509"
"""The type of a certificate, among those of host keys."""


@dataclass(frozen=True)
class KitStorage:
    """One storage of the vault."""

    role: str
    url: str
    host_key: str | None
    """``type base64``; None for a folder."""


@dataclass(frozen=True)
class RecoveryKit:
    """The content of a kit; a kit of a key alone has no id, date 0 and no storages."""

    vault_id: str
    identity: str = field(repr=False)
    """``AGE-SECRET-KEY-1...`` or ``AGE-SECRET-KEY-PQ-1...``."""
    made_at: float
    """Seconds since 1970; the text keeps whole seconds."""
    storages: tuple[KitStorage, ...]
    signs: bool = False
    """Whether it says that it signs for its vault: then unsigned keys are not its vault's."""


def recovery_identity(kit: RecoveryKit) -> age.Identity:
    """Return the recovery key; NotAKit if the kit has none."""
    return parse_key(kit.identity)


def kit_words(kit: RecoveryKit) -> str:
    """Return the 24 words of the kit's key."""
    return to_words(parse_key(kit.identity).secret)


def kit_kind(kit: RecoveryKit) -> str:
    """Return ``x25519``, or ``mlkem768x25519`` for a post-quantum vault."""
    return kind_of(parse_key(kit.identity))


def kit_trust(kit: RecoveryKit) -> str:
    """Return the public key with which the kit signs for its vault, hexadecimal."""
    return kit_signing_key(parse_key(kit.identity).secret).public


def kit_date(kit: RecoveryKit) -> str:
    """Return when the kit was made, as ISO 8601 in UTC."""
    made = datetime.fromtimestamp(int(kit.made_at), UTC)
    return made.isoformat().replace("+00:00", "Z")


def host_fingerprint(host_key: str) -> str:
    """Return ``SHA256:...`` of ``type base64``; ValueError if invalid.

    As ssh shows a key, and browsers a certificate.
    """
    parts = host_key.split()
    if len(parts) != 2:
        raise ValueError("a host key is written as its type and its base64")
    try:
        digest = hashlib.sha256(base64.b64decode(parts[1], validate=True)).digest()
    except binascii.Error as error:
        raise ValueError("a host key's base64 is broken") from error
    if parts[0] == CERTIFICATE:
        return f"SHA256:{digest.hex().upper()}"
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def stock_commands(kit: RecoveryKit) -> tuple[tuple[str, str], ...]:
    """Return how to use the kit: pairs of a sentence and a command line."""
    url = shlex.quote(one_line(kit.storages[0].url)) if kit.storages else "URL"
    needed = "age 1.3 or newer" if kit_kind(kit) == POST_QUANTUM else "age"
    return (
        (
            "Everything back, with PicUp Desktop:",
            f"picup restore FOLDER --from {url} --recovery-kit KIT.txt",
        ),
        (
            f"One photo back with stock tools ({needed}, and tar):",
            "age -d -i KIT.txt objects/ab/abcd... | tar x",
        ),
    )


def one_line(text: str) -> str:
    """Return the text with blanks and invisible characters percent-encoded, as in a URL,
    so nothing in it can start a new line."""
    return "".join(
        c if c.isprintable() and not c.isspace() else quote(c, errors="surrogatepass") for c in text
    )


def parse_key(key: str) -> VaultIdentity:
    """Parse a key; NotAKit says what is wrong with it."""
    try:
        identity = age.parse_identity(key)
    except UsageError as error:
        raise NotAKit("compare-key-with-kit-letter", why=error.message) from error
    if not isinstance(identity, VaultIdentity):
        raise NotAKit("not-key-vault")
    return identity


def kind_of(identity: VaultIdentity) -> str:
    """Return ``x25519`` or ``mlkem768x25519``."""
    return POST_QUANTUM if isinstance(identity, age.HybridIdentity) else CLASSIC
