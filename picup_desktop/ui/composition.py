"""Build the window's parts and connect them to one another."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from picup_desktop.engine.ipc.answers import Undeleted
from picup_desktop.home import Home
from picup_desktop.ledger.gallery.glance import Glance
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import Shown
from picup_desktop.ui.activity.page import ActivityPage
from picup_desktop.ui.albums.page import AlbumsPage
from picup_desktop.ui.app_state import AppState
from picup_desktop.ui.attention.page import AttentionPage
from picup_desktop.ui.autostart import WindowAutostart
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.duplicates.page import DuplicatesPage
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.engine.starter import EngineStarter
from picup_desktop.ui.frame.drop import DropVeil
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.frame.window import MainWindow
from picup_desktop.ui.lock.keeper import LockKeeper
from picup_desktop.ui.lock.section import LockSection
from picup_desktop.ui.overview.hero import Hero
from picup_desktop.ui.overview.page import OverviewPage
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.restore.page import RestorePage
from picup_desktop.ui.settings.page import SettingsPage
from picup_desktop.ui.settings.this_computer import ThisComputer
from picup_desktop.ui.settings.vault_section import VaultSection
from picup_desktop.ui.snapshots.reader import SnapshotReader
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.space.page import SpacePage
from picup_desktop.ui.speech import factory as speech
from picup_desktop.ui.storages.assistant import StorageAssistant, open_assistant
from picup_desktop.ui.storages.step import StepName
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.trash.page import TrashPage
from picup_desktop.ui.tray.tray import Tray
from picup_desktop.ui.viewer.window import MESSAGES_BELOW, Viewer
from picup_desktop.ui.welcome.albums_step import AlbumsStep
from picup_desktop.ui.welcome.computer_step import ComputerStep
from picup_desktop.ui.welcome.join_step import JoinStep
from picup_desktop.ui.welcome.kit_step import KitStep
from picup_desktop.ui.welcome.places_step import PlacesStep
from picup_desktop.ui.welcome.practice import Practice
from picup_desktop.ui.welcome.window import WelcomeWindow
from picup_desktop.words import Role


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


class Screens(QObject):
    """The window and all its pages, connected to one another."""

    def __init__(self, context: Context, commands: Commands, preferences: Preferences) -> None:
        super().__init__()
        self.commands = commands
        self._context = context
        self.overview = OverviewPage(context, commands)
        self.photos = PhotosPage(context, preferences)
        self.viewer = Viewer(context, self.photos, preferences)
        gallery = self.photos.pictures, self.photos.reader
        self.albums = AlbumsPage(context, commands, preferences, *gallery)
        self.duplicates = DuplicatesPage(context, *gallery)
        self.albums_place = QStackedWidget()
        self.attention = AttentionPage(context, commands)
        self.activity = ActivityPage(context, commands)
        self.trash = TrashPage(context)
        self.restore = RestorePage(context)
        self.space = SpacePage(context)
        self.computer = ThisComputer(context.theme, preferences, WindowAutostart(context.home))
        self.vault = VaultSection(context)
        self.lock_section = LockSection(context, commands)
        self.settings = SettingsPage(context, commands, self.computer, self.vault)
        self.settings.add_section(self.lock_section)
        pages: dict[PageName, QWidget] = {
            PageName.OVERVIEW: self.overview,
            PageName.PHOTOS: self.photos,
            PageName.ALBUMS: self.albums_place,
            PageName.ATTENTION: self.attention,
            PageName.ACTIVITY: self.activity,
            PageName.TRASH: self.trash,
            PageName.RESTORE: self.restore,
            PageName.SPACE: self.space,
            PageName.SETTINGS: self.settings,
        }
        for page in (self.albums, self.duplicates):
            self.albums_place.addWidget(page)
        self.window = MainWindow(context, pages)
        self.lock = LockKeeper(context, self.window)
        self._join(self.overview.hero, context, commands)

    def _join(self, hero: Hero, context: Context, commands: Commands) -> None:
        hero.sync.connect(commands.sync)
        hero.resume.connect(commands.resume)
        hero.try_again.connect(context.starter.begin)
        hero.show_attention.connect(self.show_attention)
        hero.add_album.connect(self.add_album)
        self.overview.assist_wanted.connect(self.assist)
        self.overview.kit_wanted.connect(self.show_kit)
        self.settings.assist_wanted.connect(self.assist)
        self.attention.assist_wanted.connect(self.assist)
        self._join_albums()
        self.attention.message.connect(self.show_message)
        self.attention.ignored.connect(self._offer_undo)
        self.attention.deleted.connect(self._offer_return)
        self.photos.message.connect(self.show_message)
        self.photos.done.connect(self.window.toast.show_done)
        self.photos.add_album.connect(self.add_album)
        self.photos.viewed.connect(self.viewer.view)
        self.photos.locked.connect(self.viewer.close)
        self.viewer.opened.connect(partial(self.window.lay_over, self.viewer, MESSAGES_BELOW))
        self.viewer.closed.connect(self.window.take_off)
        self.viewer.left_at.connect(self.photos.show_row)
        self.viewer.told.connect(self.window.toast.show_done)
        self.photos.restore_wanted.connect(self._restore)
        self.trash.message.connect(self.show_message)
        self.lock_section.message.connect(self.show_message)
        self.lock.covered.connect(self.restore.forget)
        self.lock.covered.connect(self.space.forget)
        self.lock.covered.connect(self.overview.forget)
        self.lock.covered.connect(self.vault.forget)
        self.lock.covered.connect(self.settings.computers.forget)
        self.settings.message.connect(self.show_message)
        self.vault.message.connect(self.show_message)
        self.computer.message.connect(self.show_message)
        self.computer.marks_chosen.connect(self.photos.mark_all)
        veil = DropVeil(self.window)
        veil.dropped.connect(self._add_dropped)
        veil.refused.connect(self.show_message)

    def _join_albums(self) -> None:
        self.albums.message.connect(self.show_message)
        self.albums.opened.connect(self._show_photos_of)
        self.albums.duplicates.connect(self._show_duplicates)
        self.duplicates.message.connect(self.show_message)
        self.duplicates.left.connect(self._show_albums)
        self.photos.way_back.gone_back.connect(self._show_albums)
        # Chosen in the sidebar, the place begins with the albums.
        self.window.shown_place.connect(self._leave_duplicates)

    @Slot(object)
    def _show_photos_of(self, album: AlbumSummary) -> None:
        self.window.go(PageName.PHOTOS)
        self.photos.way_back.enter(album.record.id, album.record.name)
        self.photos.grid.setFocus()

    @Slot()
    def _show_duplicates(self) -> None:
        self.albums_place.setCurrentWidget(self.duplicates)
        self.duplicates.list.setFocus()

    @Slot()
    def _show_albums(self) -> None:
        self.window.go(PageName.ALBUMS)
        self.albums.list.setFocus()

    @Slot(object)
    def _leave_duplicates(self, place: PageName) -> None:
        if place is PageName.ALBUMS:
            self.albums_place.setCurrentWidget(self.albums)

    @Slot()
    def show_attention(self) -> None:
        """Show the attention page."""
        self.window.bring_up()
        self.window.go(PageName.ATTENTION)

    @Slot(int)
    def show_photo(self, photo_id: int) -> None:
        """Show a photo among all photos, chosen."""
        self.window.bring_up()
        self.window.go(PageName.PHOTOS)

        def question(ledger: Ledger) -> int | None:
            return Glance(ledger.database).shot_of(photo_id)

        self.photos.reader.ask(question, self._choose_shot)

    def _choose_shot(self, shot_id: int | None) -> None:
        if shot_id is not None:
            self.photos.choose_shots([shot_id])

    @Slot(object)
    @Slot(object, object)
    def assist(self, role: Role, first: StepName = StepName.CHOICE) -> StorageAssistant | None:
        """Open the assistant for a storage that moved, died or shows another key."""
        assistant = open_assistant(self._context, role, self.window, first)
        if assistant is not None:
            assistant.message.connect(self.show_message)
        return assistant

    @Slot()
    def show_kit(self) -> None:
        """Show where the recovery kit is checked."""
        self.window.go(PageName.SETTINGS)
        self.settings.focus_on(self.vault.words)

    @Slot()
    def add_album(self) -> None:
        """Go to the albums and ask for a folder."""
        self.window.go(PageName.ALBUMS)
        self.albums.choose()

    @Slot(list)
    def _restore(self, photo_ids: list[int]) -> None:
        self.window.go(PageName.RESTORE)
        self.restore.hand_photos(tuple(photo_ids))

    @Slot(str)
    def _add_dropped(self, folder: str) -> None:
        if not self.lock.locked:
            self.window.go(PageName.ALBUMS)
            self.albums.ask_to_add(folder)

    @Slot(str)
    def show_message(self, words: Shown) -> None:
        """Show a message for some seconds."""
        self.window.toast.show_words(words)

    @Slot(list)
    def _offer_return(self, photo_ids: list[int]) -> None:
        """Say that photos are deleted, with a way to take it back."""
        self.window.toast.show_words(
            translate("Attention", "%Ln photos are deleted.", None, len(photo_ids)),
            after=lambda: None,
            back=partial(self.commands.restore_deleted, photo_ids, self._show_restored),
        )

    def _show_restored(self, answer: Undeleted) -> None:
        count = len(answer["restored"])
        self.show_message(translate("Trash", "%Ln photos are back.", None, count))

    @Slot(int)
    def _offer_undo(self, item_id: int) -> None:
        self.window.toast.show_words(
            translate("Attention", "Ignored. It is not shown any more."),
            after=lambda: self.attention.settle(item_id),
            back=lambda: self.attention.take_back(item_id),
        )


def make_welcome_window(
    context: Context, commands: Commands, practice: Practice, screens: Screens
) -> WelcomeWindow:
    """Make the welcome of four steps; the last step's choice is applied at the end."""
    places = PlacesStep(context.link, practice)
    computer = ComputerStep(WindowAutostart(context.home))
    kit = KitStep(context.link, lambda: places.places)
    welcome = WelcomeWindow(
        [places, kit, AlbumsStep(context.theme, commands), computer], can_turn=True
    )
    welcome.finished.connect(computer.apply)
    computer.message.connect(screens.show_message)
    return welcome


def make_join_window(context: Context, commands: Commands, screens: Screens) -> WelcomeWindow:
    """Make the welcome for who has a recovery kit."""
    computer = ComputerStep(WindowAutostart(context.home))
    welcome = WelcomeWindow([JoinStep(context.link), AlbumsStep(context.theme, commands), computer])
    welcome.finished.connect(computer.apply)
    computer.message.connect(screens.show_message)
    return welcome


def make_tray(context: Context, commands: Commands, screens: Screens) -> Tray:
    """Make the tray icon, connected to the window."""
    tray = Tray(context, commands)
    tray.show_attention.connect(screens.show_attention)
    tray.photo_wanted.connect(screens.show_photo)
    return tray
