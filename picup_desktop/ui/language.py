"""The window's language: the system's, or the one that was chosen."""

from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from picup_desktop.ui.engine_words import EngineTranslator

LANGUAGES = ("en", "ko")


class LanguageMissing(FileNotFoundError):
    """A translation is not where it was packaged."""


class Language:
    """What the application speaks; ``speak`` may be called again."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._spoken: list[QTranslator] = []

    def speak(self, chosen: str) -> str:
        """Speak a language from now on; the code of the one that is spoken.

        What is on the screen stays as it is; whoever made it makes it anew.
        English too has a file, for its plurals.
        """
        locale = QLocale(chosen) if chosen in LANGUAGES else QLocale.system()
        code = QLocale.languageToCode(locale.language())
        spoken = code if code in LANGUAGES else "en"
        QLocale.setDefault(locale)
        folder = files("picup_desktop.ui") / "resources" / "translations"
        ours = QTranslator(self._application)
        if not ours.load(str(folder / f"picup_{spoken}.qm")):
            raise LanguageMissing(f"picup_{spoken}.qm")
        # Qt's own dialogs; a build without its translations shows them in English.
        qts = QTranslator(self._application)
        where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        found = [ours, qts] if qts.load(f"qtbase_{spoken}", where) else [ours]
        forms = folder / f"engine_{spoken}.json"
        if forms.is_file():
            found.append(EngineTranslator(forms, self._application))
        for before in self._spoken:
            self._application.removeTranslator(before)
            before.deleteLater()
        self._spoken = found
        for translator in found:
            self._application.installTranslator(translator)
        return spoken
