"""The parts that every screen gets."""

from dataclasses import dataclass

from picup_desktop.home import Home
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.engine.starter import EngineStarter
from picup_desktop.ui.facts.asker import Facts
from picup_desktop.ui.standing import Standing
from picup_desktop.ui.theme.theme import Theme


@dataclass(frozen=True)
class Context:
    """The parts that the screens share; none of them outlives the application."""

    home: Home
    theme: Theme
    link: EngineLink
    starter: EngineStarter
    facts: Facts
    standing: Standing
