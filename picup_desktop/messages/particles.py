"""Korean particles, chosen by the last sound of the word before them.

A particle such as "은/는" has one form after a consonant and one after a vowel. A text of a
catalogue has both (``{photo}은(는)``), and the value decides. ``filled`` chooses in the text
alone, never in a value: a file may be named "은(는).jpg".
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from string import Formatter
from typing import Any


class Ending(Enum):
    """The last sound of a word, as far as particles tell sounds apart."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    """The consonant ㄹ, after which "으로" is "로"."""
    CONSONANT = "consonant"


PARTICLES = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)": ("이", ""),
}
"""The written pair, its form after a consonant and the one after a vowel."""
TO = "(으)로"
"""The one particle for which ㄹ counts as a vowel."""
_PAIR = re.compile("|".join(map(re.escape, PARTICLES)))

CLOSING = "”\N{RIGHT SINGLE QUOTATION MARK}»」』》〉\"'`)]}>.,:;!?…/\\ "
"""What may stand between a word and its particle, and is not spoken."""
BRACKETS = {")": "(", "]": "["}

FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"
FINALS = 28
"""So many endings a syllable of Unicode's block can have; the first is none."""
RIEUL_FINAL = 8

DIGITS = {
    "0": Ending.CONSONANT,
    "1": Ending.RIEUL,
    "2": Ending.VOWEL,
    "3": Ending.CONSONANT,
    "4": Ending.VOWEL,
    "5": Ending.VOWEL,
    "6": Ending.CONSONANT,
    "7": Ending.RIEUL,
    "8": Ending.RIEUL,
    "9": Ending.VOWEL,
}
"""영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구; and 십, 백, 천, 만, 억 all end in a consonant."""
LETTERS = {
    "l": Ending.RIEUL,
    "m": Ending.CONSONANT,
    "n": Ending.CONSONANT,
    "r": Ending.RIEUL,
}
"""The names of letters that do not end in a vowel: 엘, 엠, 엔, 알."""
VOWELS = frozenset("aeiouy")
NASALS = ("m", "n", "ng", "me", "ne")
RIEULS = ("l", "le")
STOPPED = re.compile(r"(?:(?:^|.*[^aeiou])[aeiou](?:ck|[bckpt])|.*ook)")
"""A short vowel and a stop is one syllable with a final consonant: "web", "backup", "book"."""
ACCENTS = "".join(map(chr, range(0x300, 0x370)))
SYMBOLS = {"%": Ending.VOWEL, "°": Ending.VOWEL, "+": Ending.VOWEL, "&": Ending.VOWEL}


def ending_of(words: str) -> Ending | None:
    """Return the last sound of ``words`` as Korean speakers read it; None if nobody can say.

    Closing quotes are not spoken, nor is what brackets add to a word before them.
    """
    spoken = _without_brackets(unicodedata.normalize("NFC", words))
    last = spoken[-1:]
    if FIRST_SYLLABLE <= last <= LAST_SYLLABLE:
        return _syllable_ending(last)
    if last in DIGITS:
        return DIGITS[last]
    plain = unicodedata.normalize("NFD", spoken).rstrip(ACCENTS)
    if plain[-1:].isascii() and plain[-1:].isalpha():
        return _latin_ending(plain)
    return SYMBOLS.get(last)


def particle(pair: str, words: str) -> str:
    """Return the form of ``pair`` after ``words``; the pair itself if nobody can say. KeyError."""
    after_consonant, after_vowel = PARTICLES[pair]
    ending = ending_of(words)
    if ending is None:
        return pair
    closed = ending is Ending.CONSONANT or (ending is Ending.RIEUL and pair != TO)
    return after_consonant if closed else after_vowel


def filled(text: str, values: Mapping[str, Any]) -> str:
    """Return ``text.format(**values)`` with the right particles. KeyError, ValueError."""
    if _PAIR.search(text) is None:
        return str.format(text, **values)
    whole = ""
    form = Formatter()
    for literal, field, spec, conversion in form.parse(text):
        whole += _chosen(whole, literal)
        if field is None:
            continue
        value, _ = form.get_field(field, (), values)
        whole += form.format_field(form.convert_field(value, conversion), spec or "")
    return whole


class Fillable(str):
    """A text whose ``format`` chooses Korean particles."""

    __slots__ = ()

    def format(self, *_positions: object, **values: object) -> str:
        """Return the text with values, as ``filled`` does; it has names only. KeyError."""
        return filled(str(self), values)


def _chosen(before: str, literal: str) -> str:
    return _PAIR.sub(
        lambda found: particle(found.group(), before + literal[: found.start()]), literal
    )


def _without_brackets(words: str) -> str:
    """Return words without closing marks and bracketed additions at their end.

    "사진 (2)" is read "사진"; brackets with nothing before them are read themselves.
    """
    while words and words[-1] in CLOSING:
        opening = BRACKETS.get(words[-1])
        before = _before_opening(words, opening) if opening else ""
        words = before if before.strip() else words[:-1].rstrip()
    return words


def _before_opening(words: str, opening: str) -> str:
    """Return what stands before the bracket that the last character closes; empty without one."""
    closing, depth = words[-1], 0
    for at in range(len(words) - 1, -1, -1):
        depth += (words[at] == closing) - (words[at] == opening)
        if not depth:
            return words[:at].rstrip()
    return ""


def _syllable_ending(syllable: str) -> Ending:
    final = (ord(syllable) - ord(FIRST_SYLLABLE)) % FINALS
    if not final:
        return Ending.VOWEL
    return Ending.RIEUL if final == RIEUL_FINAL else Ending.CONSONANT


def _latin_ending(words: str) -> Ending:
    """Return how the last word, in Latin letters, ends when it is read in Korean.

    A word in capitals or without a vowel is read letter by letter: "NAS", "jpg".
    """
    word = re.split("[^A-Za-z]", words)[-1]
    abbreviation = word.isupper() or VOWELS.isdisjoint(word.lower())
    word = word.lower()
    if abbreviation:
        return LETTERS.get(word[-1], Ending.VOWEL)
    if word.endswith(RIEULS):
        return Ending.RIEUL
    closed = word.endswith(NASALS) or STOPPED.fullmatch(word)
    return Ending.CONSONANT if closed else Ending.VOWEL
