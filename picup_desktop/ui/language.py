"""The window's language, its direction and its font: the system's, or a chosen one."""

from collections.abc import Collection, Sequence
from importlib.resources import files

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from picup_desktop.messages.languages import LANGUAGES, spoken_language


class LanguageMissing(FileNotFoundError):
    """A packaged translation can't be loaded."""


class Language:
    """The application's translators; ``speak`` may be called again."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._system_font = QFont(application.font())
        self._spoken: list[QTranslator] = []

    def speak(self, chosen: str) -> str:
        """Load a language, and return the code of the one that is now spoken.

        Widgets that exist keep their words; the caller makes them anew. English has a file
        too, for its plurals. LanguageMissing.
        """
        locale = QLocale(chosen) if chosen in LANGUAGES else QLocale.system()
        code = QLocale.languageToCode(locale.language())
        language = spoken_language(code)
        spoken = language.code
        QLocale.setDefault(locale)
        folder = files("picup_desktop.ui") / "resources" / "translations"
        ours = QTranslator(self._application)
        if not ours.load(str(folder / f"picup_{spoken}.qm")):
            raise LanguageMissing(f"picup_{spoken}.qm")
        # Qt's own dialogs; a build without its translations shows them in English.
        qts = QTranslator(self._application)
        where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        found = [ours, qts] if qts.load(f"qtbase_{spoken}", where) else [ours]
        for before in self._spoken:
            self._application.removeTranslator(before)
            before.deleteLater()
        self._spoken = found
        for translator in found:
            self._application.installTranslator(translator)
        self._application.setLayoutDirection(QLocale(spoken).textDirection())
        families = families_for(language.font_families, self._system_font, QFontDatabase.families())
        font = QFont(self._application.font())
        font.setFamilies(families)
        self._application.setFont(font)
        return spoken


def families_for(named: Sequence[str], system: QFont, installed: Collection[str]) -> list[str]:
    """Return the fonts of a language, the best one first.

    The system's own font comes first where it is one of the named, and last otherwise.
    """
    own = system.families() or [system.family()]
    known = [family for family in named if family in installed]
    if not known or own[0] in named:
        return own
    return [*known, *own]
