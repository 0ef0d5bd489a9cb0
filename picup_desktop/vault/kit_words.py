"""Encode a key of 32 bytes as 24 words of BIP39's English list, for people to read and type.

The words encode the bytes themselves (BIP39's "entropy"), never the seed that
wallets derive from words.
"""

import difflib
import re

from mnemonic import Mnemonic

from picup_desktop.errors import UsageError

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
