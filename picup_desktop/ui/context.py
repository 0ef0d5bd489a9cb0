"""The parts that all screens share."""

from dataclasses import dataclass

from picup_desktop.home import Home
from picup_desktop.ui.app_state import AppState
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.engine.starter import EngineStarter
from picup_desktop.ui.snapshots.reader import SnapshotReader
from picup_desktop.ui.theme.theme import Theme


@dataclass(frozen=True)
class Context:
    """What each screen is given; no part outlives the application."""

    home: Home
    theme: Theme
    link: EngineLink
    starter: EngineStarter
    snapshots: SnapshotReader
    app_state: AppState
