"""What the engine says, in the window's language.

The engine's sentences are English, for the command line and the log say them too; here
each is known by its form, in which ``{0}`` stands for a name, a number or another
sentence. What is not known stays as it is. ``engine_LANGUAGE.json`` has the forms; a
test holds it against every sentence in the code.
"""

import json
import re
from functools import lru_cache
from importlib.resources.abc import Traversable

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

CONTEXT = "Engine"
MOST_NESTED = 3
KNOWN_SENTENCES = 2_000
PLACE = re.compile(r"\\\{\d+\\\}")
SENTENCE_END = re.compile(r"(?<=[.?!]) ")


def in_words(sentence: str) -> str:
    """A sentence or a title of the engine's, in the window's language."""
    return QCoreApplication.translate(CONTEXT, sentence)


class EngineTranslator(QTranslator):
    """Answers for everything that the engine says."""

    def __init__(self, forms: Traversable, parent: QObject) -> None:
        super().__init__(parent)
        self._words = EngineWords(json.loads(forms.read_text("utf-8")))

    def isEmpty(self) -> bool:
        """Never: Qt passes an empty one over."""
        return False

    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,  # noqa: N803 - Qt's own signature
        disambiguation: str | bytes | None = None,  # noqa: ARG002 - Qt's own signature
        n: int = -1,  # noqa: ARG002 - Qt's own signature
    ) -> str | None:
        """Qt's question; None where it has to ask the next translator."""
        if _text(context) != CONTEXT:
            return None
        return self._words.of(_text(sourceText))


class EngineWords:
    """Forms of sentences, and what they are in another language."""

    def __init__(self, forms: dict[str, str]) -> None:
        # The form with most words of its own first: others might take a part of it for a name.
        by_words = sorted(forms.items(), key=lambda pair: -len(PLACE.sub("", re.escape(pair[0]))))
        self._forms = [(_pattern(known), words) for known, words in by_words]
        self.of = lru_cache(KNOWN_SENTENCES)(self._of)

    def _of(self, sentence: str) -> str:
        return self._nested(sentence, MOST_NESTED)

    def _nested(self, sentence: str, depth: int) -> str:
        if depth == 0 or not sentence:
            return sentence
        whole = self._whole(sentence, depth)
        if whole is not None:
            return whole
        for end in SENTENCE_END.finditer(sentence):
            first = self._whole(sentence[: end.start()], depth)
            if first is not None:
                return f"{first} {self._nested(sentence[end.end() :], depth)}"
        return sentence

    def _whole(self, sentence: str, depth: int) -> str | None:
        for pattern, words in self._forms:
            found = pattern.fullmatch(sentence)
            if found is not None:
                return words.format(*(self._nested(part, depth - 1) for part in found.groups()))
        return None


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(PLACE.sub("(.+?)", re.escape(form)), re.DOTALL)


def _text(given: str | bytes) -> str:
    return given.decode() if isinstance(given, bytes) else given
