"""The one place where the window's parts are built and joined."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from picup_desktop.home import Home
from picup_desktop.ui.activity.page import ActivityPage
from picup_desktop.ui.albums.page import AlbumsPage
from picup_desktop.ui.attention.page import AttentionPage
from picup_desktop.ui.autostart import Autostart
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.engine.starter import EngineStarter
from picup_desktop.ui.facts.asker import Facts
from picup_desktop.ui.frame.drop import DropVeil
from picup_desktop.ui.frame.sidebar import Place
from picup_desktop.ui.frame.window import MainWindow
from picup_desktop.ui.overview.hero import Hero
from picup_desktop.ui.overview.page import OverviewPage
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.settings.page import SettingsPage
from picup_desktop.ui.settings.this_computer import ThisComputer
from picup_desktop.ui.settings.vault_section import VaultSection
from picup_desktop.ui.standing import Standing
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme


class Face(QObject):
    """The window, its parts and their joints; ``begin`` sets it going, ``end`` ends it."""

    def __init__(self, application: QApplication, home: Home) -> None:
        super().__init__()
        self._application = application
        link = EngineLink(home)
        starter = EngineStarter(home, link)
        facts = Facts(home)
        standing = Standing(facts, link, starter)
        theme = Theme(application)
        preferences = Preferences(home)
        theme.choose(dark=preferences.dark)
        self.context = Context(home, theme, link, starter, facts, standing)
        self.commands = Commands(link)
        overview = OverviewPage(self.context)
        self.albums = AlbumsPage(self.context, self.commands)
        self.attention = AttentionPage(self.context, self.commands)
        computer = ThisComputer(theme, preferences, Autostart(home))
        vault = VaultSection(self.context)
        settings = SettingsPage(self.context, self.commands, computer, vault)
        pages: dict[Place, QWidget] = {
            Place.OVERVIEW: overview,
            Place.ALBUMS: self.albums,
            Place.ATTENTION: self.attention,
            Place.ACTIVITY: ActivityPage(self.context, self.commands),
            Place.SETTINGS: settings,
        }
        self.window = MainWindow(self.context, pages)
        self._join(overview.hero)
        settings.told.connect(self.window.toast.tell)
        vault.told.connect(self.window.toast.tell)

    def _join(self, hero: Hero) -> None:
        hero.sync.connect(self.sync)
        hero.resume.connect(self.resume)
        hero.try_again.connect(self.context.starter.begin)
        hero.show_attention.connect(self.show_attention)
        hero.add_album.connect(self.add_album)
        self.attention.ignored.connect(self._offer_undo)
        veil = DropVeil(self.window)
        veil.dropped.connect(self._add_dropped)

    def begin(self) -> None:
        """Show the window, ask the ledger, find or start the engine."""
        self.context.facts.begin()
        self.context.starter.begin()
        self.window.show()

    def end(self) -> None:
        """Let go of everything; an engine that this window started ends too."""
        starter, link = self.context.starter, self.context.link
        starter.leave()
        if starter.ours and link.connected:
            link.ask("stop")
        link.close()
        self.context.facts.end()

    @Slot()
    def sync(self) -> None:
        """Begin a pass now."""
        self.commands.sync()

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        self.commands.resume()

    @Slot()
    def show_attention(self) -> None:
        """What needs a person."""
        self.window.bring_up()
        self.window.go(Place.ATTENTION)

    @Slot()
    def add_album(self) -> None:
        """Ask for a folder."""
        self.window.go(Place.ALBUMS)
        self.albums.choose()

    @Slot(str)
    def _add_dropped(self, folder: str) -> None:
        self.window.go(Place.ALBUMS)
        self.albums.add(folder)

    @Slot(int)
    def _offer_undo(self, item_id: int) -> None:
        self.window.toast.tell(
            translate("Attention", "Ignored. It is not shown any more."),
            after=lambda: self.attention.settle(item_id),
            back=lambda: self.attention.take_back(item_id),
        )
