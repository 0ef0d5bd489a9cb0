"""The window's language: the system's, or the one that was chosen."""

from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = ("en", "ko")


class LanguageMissing(FileNotFoundError):
    """A translation is not where it was packaged."""


def install_language(application: QCoreApplication, chosen: str) -> str:
    """Speak a language from now on; the code of the one that is spoken.

    English too has a file, for its plurals.
    """
    system = QLocale.system()
    locale = QLocale(chosen) if chosen in LANGUAGES else system
    code = QLocale.languageToCode(locale.language())
    spoken = code if code in LANGUAGES else "en"
    QLocale.setDefault(locale)
    folder = files("picup_desktop.ui") / "resources" / "translations"
    ours = QTranslator(application)
    if not ours.load(str(folder / f"picup_{spoken}.qm")):
        raise LanguageMissing(f"picup_{spoken}.qm")
    application.installTranslator(ours)
    # Qt's own dialogs; a build without its translations shows them in English.
    qts = QTranslator(application)
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qts.load(f"qtbase_{spoken}", where):
        application.installTranslator(qts)
    return spoken
