"""The one place where the window's parts are built and joined."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from picup_desktop.home import Home
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.engine.starter import EngineStarter
from picup_desktop.ui.facts.asker import Facts
from picup_desktop.ui.frame.sidebar import Place
from picup_desktop.ui.frame.window import MainWindow
from picup_desktop.ui.overview.page import OverviewPage
from picup_desktop.ui.standing import Standing
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
        self.context = Context(home, theme, link, starter, facts, standing)
        self.commands = Commands(link)
        overview = OverviewPage(self.context)
        pages: dict[Place, QWidget] = {place: QWidget() for place in Place}
        pages[Place.OVERVIEW] = overview
        self.window = MainWindow(self.context, pages)
        overview.hero.sync.connect(self.sync)
        overview.hero.resume.connect(self.resume)
        overview.hero.try_again.connect(starter.begin)

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
