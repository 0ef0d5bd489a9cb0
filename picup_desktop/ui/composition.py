"""Build what stands beside the window, and connect it: the shared parts and the tray."""

from PySide6.QtWidgets import QApplication

from picup_desktop.home import Home
from picup_desktop.ui.app_state import AppState
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.engine.starter import EngineStarter
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.screens import Screens
from picup_desktop.ui.snapshots.reader import SnapshotReader
from picup_desktop.ui.speech import factory as speech
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.tray.tray import Tray


def make_context(application: QApplication, home: Home, preferences: Preferences) -> Context:
    """Make the parts that all screens share."""
    link = EngineLink(home)
    starter = EngineStarter(home, link)
    snapshots = SnapshotReader(home)
    theme = Theme(application)
    theme.choose(dark=preferences.dark)
    theme.size_text(preferences.text_size)
    speech.install()
    return Context(home, theme, link, starter, snapshots, AppState(snapshots, link, starter))


def make_tray(context: Context, commands: Commands, screens: Screens) -> Tray:
    """Make the tray icon, connected to the window."""
    tray = Tray(context, commands)
    tray.show_attention.connect(screens.show_attention)
    tray.photo_wanted.connect(screens.show_photo)
    return tray
