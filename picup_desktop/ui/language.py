"""The window's language: the system's, or a chosen one."""

from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from picup_desktop.messages.catalogue import LANGUAGES


class LanguageMissing(FileNotFoundError):
    """A packaged translation can't be loaded."""


class Language:
    """The application's translators; ``speak`` may be called again."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._spoken: list[QTranslator] = []

    def speak(self, chosen: str) -> str:
        """Load a language, and return the code of the one that is now spoken.

        Widgets that exist keep their words; the caller makes them anew. English has a file
        too, for its plurals. LanguageMissing.
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
        for before in self._spoken:
            self._application.removeTranslator(before)
            before.deleteLater()
        self._spoken = found
        for translator in found:
            self._application.installTranslator(translator)
        return spoken
