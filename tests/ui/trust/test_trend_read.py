"""The overview reads its chart again after the last photo, though nothing else happens then."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.composition import make_context
from picup_desktop.ui.language import Language
from picup_desktop.ui.overview import page as overview
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.snapshots.reader import SnapshotReader

Done = Callable[[Any], None]


def test_what_is_asked_too_early_is_read_later(
    tmp_path: Path,
    qapp: QApplication,
    language: Language,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting: list[Done] = []
    monkeypatch.setattr(overview, "TREND_SECONDS", 0.05)
    monkeypatch.setattr(SnapshotReader, "ask", lambda _self, _question, done: waiting.append(done))
    home = Home(tmp_path / "home")
    home.make()
    context = make_context(qapp, home, Preferences(home))
    made = overview.OverviewPage(context, Commands(context.link))
    qtbot.addWidget(made)
    made._read_trend()
    made._read_trend()
    made._read_trend()
    assert len(waiting) == 1, "one reading at a time"
    waiting.pop()((0.0, (1, 0)))
    assert made.trend.words.startswith("1 photo was brought")
    qtbot.waitUntil(lambda: len(waiting) == 1)
    waiting.pop()((0.0, (78, 0)))
    assert made.trend.words.startswith("78 photos were brought")
    assert not made._trend_later.isActive(), "nobody asked since"
