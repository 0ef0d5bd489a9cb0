"""A language that nobody speaks: every text is longer, marked, and reads from right to left."""

import re

from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from picup_desktop.ui.language import Language

BEGIN, END = "א", "ת"
"""Hebrew letters, so that Qt takes each text for one that reads from right to left."""
WORD = "éééééééé"
"""A long text is broken where there are spaces, in every language."""
LONGER = 3
"""A text of so many letters gets one more, as in German or Finnish."""
KEPT = re.compile(r"\{[^{}]*\}|%L?n|%p|&")
FORMATS = re.compile("[yMd]+([^A-Za-z]+[yMd]+)?")
"""A text that tells Qt how to write a date."""


class PseudoTranslator(QTranslator):
    """Translate every text of the program, and leave its values in place."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, text: str, _comment: str | None = None, _n: int = -1) -> str:
        if not text or FORMATS.fullmatch(text) or not any(map(str.isalpha, text)):
            return text
        more = sum(map(len, KEPT.split(text))) // LONGER
        words = [WORD[: more - at] for at in range(0, more, len(WORD) + 1)]
        return f"{BEGIN}{text}{' '.join(words)}{END}"


class PseudoLanguage(Language):
    """Speaks it in every window that is made afterwards."""

    def __init__(self, application: QApplication, *, mirrored: bool = True) -> None:
        super().__init__(application)
        self._pseudo = PseudoTranslator(application)
        self._mirrored = mirrored

    def speak(self, _chosen: str) -> str:
        spoken = super().speak("en")
        application = self._application
        application.installTranslator(self._pseudo)
        if self._mirrored:
            application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        QLocale.setDefault(QLocale("en"))
        return spoken

    def fall_silent(self) -> None:
        """Speak English again."""
        self._application.removeTranslator(self._pseudo)
        super().speak("en")
