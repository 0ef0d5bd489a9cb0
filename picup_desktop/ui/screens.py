"""The window and its pages, connected to one another.

A page is loaded and made when it is first asked for: the code and the widgets of all of them are
most of what a start would take. ``preload`` loads the code once the window stands.
"""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from picup_desktop.engine.ipc.answers import Undeleted
from picup_desktop.ledger.gallery.glance import Glance
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import Shown
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.frame.drop import DropVeil
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.frame.window import MainWindow
from picup_desktop.ui.lock.keeper import LockKeeper
from picup_desktop.ui.overview.page import OverviewPage
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.storages.step import StepName
from picup_desktop.ui.text import translate
from picup_desktop.words import Role

if TYPE_CHECKING:
    from picup_desktop.ui.activity.page import ActivityPage
    from picup_desktop.ui.albums.page import AlbumsPage
    from picup_desktop.ui.attention.page import AttentionPage
    from picup_desktop.ui.duplicates.page import DuplicatesPage
    from picup_desktop.ui.lock.section import LockSection
    from picup_desktop.ui.photos.page import PhotosPage
    from picup_desktop.ui.restore.page import RestorePage
    from picup_desktop.ui.settings.page import SettingsPage
    from picup_desktop.ui.settings.this_computer import ThisComputer
    from picup_desktop.ui.settings.vault_section import VaultSection
    from picup_desktop.ui.space.page import SpacePage
    from picup_desktop.ui.storages.assistant import StorageAssistant
    from picup_desktop.ui.trash.page import TrashPage
    from picup_desktop.ui.viewer.window import Viewer


class Screens(QObject):
    """The window, and each page from when it is first asked for.

    ``begin`` and ``end`` the threads of what there is; what is made in between begins by itself.
    """

    language_chosen = Signal(str)
    size_chosen = Signal()

    def __init__(self, context: Context, commands: Commands, preferences: Preferences) -> None:
        super().__init__()
        self.commands = commands
        self._context = context
        self._preferences = preferences
        self._begun = False
        self.overview = OverviewPage(context, commands)
        self.window = MainWindow(
            context,
            {
                PageName.OVERVIEW: lambda: self.overview,
                PageName.PHOTOS: lambda: self.photos,
                PageName.ALBUMS: self._albums_first,
                PageName.ATTENTION: lambda: self.attention,
                PageName.ACTIVITY: lambda: self.activity,
                PageName.TRASH: lambda: self.trash,
                PageName.RESTORE: lambda: self.restore,
                PageName.SPACE: lambda: self.space,
                PageName.SETTINGS: lambda: self.settings,
            },
        )
        self.lock = LockKeeper(context, self.window)
        self._join()

    def _join(self) -> None:
        hero, starter = self.overview.hero, self._context.starter
        hero.sync.connect(self.commands.sync)
        hero.resume.connect(self.commands.resume)
        hero.try_again.connect(starter.begin)
        hero.show_attention.connect(self.show_attention)
        hero.add_album.connect(self.add_album)
        self.overview.assist_wanted.connect(self.assist)
        self.overview.kit_wanted.connect(self.show_kit)
        self.lock.covered.connect(self.overview.forget)
        # Chosen in the sidebar, the place begins with the albums.
        self.window.shown_place.connect(self._leave_duplicates)
        veil = DropVeil(self.window)
        veil.dropped.connect(self._add_dropped)
        veil.refused.connect(self.show_message)

    def begin(self) -> None:
        """Start the threads of the pages that are made."""
        self._begun = True
        if self.made("photos"):
            self.photos.begin()
        if self.made("viewer"):
            self.viewer.begin()

    def end(self) -> None:
        """End the threads of the pages that are made."""
        self._begun = False
        if self.made("viewer"):
            self.viewer.end()
        if self.made("photos"):
            self.photos.end()

    def close_viewer(self) -> None:
        """Close the viewer, which may have made the window as large as the screen."""
        if self.made("viewer"):
            self.viewer.close()

    @property
    def outside(self) -> tuple[QWidget, ...]:
        """What belongs to this window and may stand outside of it."""
        return (self.viewer,) if self.made("viewer") else ()

    def made(self, name: str) -> bool:
        """Return whether a page, by the name of its property, was asked for already."""
        return name in self.__dict__

    @cached_property
    def photos(self) -> "PhotosPage":
        """The page of all photos."""
        from picup_desktop.ui.photos.page import PhotosPage

        page = PhotosPage(self._context, self._preferences)
        page.message.connect(self.show_message)
        page.done.connect(self.window.toast.show_done)
        page.add_album.connect(self.add_album)
        page.viewed.connect(self._view)
        page.restore_wanted.connect(self._restore)
        page.way_back.gone_back.connect(self._show_albums)
        if self._begun:
            page.begin()
        self.window.add_page(PageName.PHOTOS, page)
        return page

    @cached_property
    def viewer(self) -> "Viewer":
        """What shows one photo over the page."""
        from picup_desktop.ui.viewer.window import MESSAGES_BELOW, Viewer

        viewer = Viewer(self._context, self.photos, self._preferences)
        self.photos.locked.connect(viewer.close)
        viewer.opened.connect(partial(self.window.lay_over, viewer, MESSAGES_BELOW))
        viewer.closed.connect(self.window.take_off)
        viewer.left_at.connect(self.photos.show_row)
        viewer.told.connect(self.window.toast.show_done)
        if self._begun:
            viewer.begin()
        return viewer

    @cached_property
    def albums_place(self) -> QStackedWidget:
        """Where the albums stand, or the duplicates in them."""
        place = QStackedWidget()
        self.window.add_page(PageName.ALBUMS, place)
        return place

    def _albums_first(self) -> QWidget:
        self.albums_place.setCurrentWidget(self.albums)
        return self.albums_place

    @cached_property
    def albums(self) -> "AlbumsPage":
        """The page of the albums."""
        from picup_desktop.ui.albums.page import AlbumsPage

        gallery = self.photos.pictures, self.photos.reader
        page = AlbumsPage(self._context, self.commands, self._preferences, *gallery)
        page.message.connect(self.show_message)
        page.opened.connect(self._show_photos_of)
        page.duplicates.connect(self._show_duplicates)
        self.albums_place.insertWidget(0, page)
        return page

    @cached_property
    def duplicates(self) -> "DuplicatesPage":
        """The page of the photos that stand in several places."""
        from picup_desktop.ui.duplicates.page import DuplicatesPage

        page = DuplicatesPage(self._context, self.photos.pictures, self.photos.reader)
        page.message.connect(self.show_message)
        page.left.connect(self._show_albums)
        self.albums_place.addWidget(page)
        return page

    @cached_property
    def attention(self) -> "AttentionPage":
        """The page of what waits for a person."""
        from picup_desktop.ui.attention.page import AttentionPage

        page = AttentionPage(self._context, self.commands)
        page.assist_wanted.connect(self.assist)
        page.message.connect(self.show_message)
        page.ignored.connect(self._offer_undo)
        page.deleted.connect(self._offer_return)
        self.window.add_page(PageName.ATTENTION, page)
        return page

    @cached_property
    def activity(self) -> "ActivityPage":
        """The page of what moves."""
        from picup_desktop.ui.activity.page import ActivityPage

        page = ActivityPage(self._context, self.commands)
        self.window.add_page(PageName.ACTIVITY, page)
        return page

    @cached_property
    def trash(self) -> "TrashPage":
        """The page of what is deleted and can come back."""
        from picup_desktop.ui.trash.page import TrashPage

        page = TrashPage(self._context)
        page.message.connect(self.show_message)
        self.window.add_page(PageName.TRASH, page)
        return page

    @cached_property
    def restore(self) -> "RestorePage":
        """The page that brings photos back into a folder."""
        from picup_desktop.ui.restore.page import RestorePage

        page = RestorePage(self._context)
        self.lock.covered.connect(page.forget)
        self.window.add_page(PageName.RESTORE, page)
        return page

    @cached_property
    def space(self) -> "SpacePage":
        """The page of what may leave this computer."""
        from picup_desktop.ui.space.page import SpacePage

        page = SpacePage(self._context)
        self.lock.covered.connect(page.forget)
        self.window.add_page(PageName.SPACE, page)
        return page

    @cached_property
    def settings(self) -> "SettingsPage":
        """The page of the settings."""
        from picup_desktop.ui.settings.page import SettingsPage

        page = SettingsPage(self._context, self.commands, self.computer, self.vault)
        page.add_section(self.lock_section)
        page.assist_wanted.connect(self.assist)
        page.message.connect(self.show_message)
        self.lock.covered.connect(page.computers.forget)
        self.window.add_page(PageName.SETTINGS, page)
        return page

    @cached_property
    def computer(self) -> "ThisComputer":
        """The settings of this computer."""
        from picup_desktop.ui.autostart import WindowAutostart
        from picup_desktop.ui.settings.this_computer import ThisComputer

        context = self._context
        section = ThisComputer(context.theme, self._preferences, WindowAutostart(context.home))
        section.message.connect(self.show_message)
        section.marks_chosen.connect(self._mark_all)
        section.language_chosen.connect(self.language_chosen)
        section.size_chosen.connect(self.size_chosen)
        return section

    @cached_property
    def vault(self) -> "VaultSection":
        """The settings of the vault."""
        from picup_desktop.ui.settings.vault_section import VaultSection

        section = VaultSection(self._context)
        section.message.connect(self.show_message)
        self.lock.covered.connect(section.forget)
        return section

    @cached_property
    def lock_section(self) -> "LockSection":
        """The settings of the lock."""
        from picup_desktop.ui.lock.section import LockSection

        section = LockSection(self._context, self.commands)
        section.message.connect(self.show_message)
        return section

    @Slot(int, bool)
    def _view(self, row: int, details: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.viewer.view(row, details)

    @Slot(bool)
    def _mark_all(self, always: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.photos.mark_all(always)

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
    def assist(self, role: Role, first: StepName = StepName.CHOICE) -> "StorageAssistant | None":
        """Open the assistant for a storage that moved, died or shows another key."""
        from picup_desktop.ui.storages.assistant import open_assistant

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
