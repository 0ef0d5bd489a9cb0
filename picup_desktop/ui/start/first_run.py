"""Build the welcome of a computer without a vault; loaded only there."""

from picup_desktop.ui.autostart import WindowAutostart
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.screens import Screens
from picup_desktop.ui.welcome.albums_step import AlbumsStep
from picup_desktop.ui.welcome.computer_step import ComputerStep
from picup_desktop.ui.welcome.join_step import JoinStep
from picup_desktop.ui.welcome.kit_step import KitStep
from picup_desktop.ui.welcome.places_step import PlacesStep
from picup_desktop.ui.welcome.practice import Practice
from picup_desktop.ui.welcome.window import WelcomeWindow


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
