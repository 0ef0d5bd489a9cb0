"""Names to the last byte and large text: nothing is cut off at an edge."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from picup_desktop.names import shown
from picup_desktop.ui.photos.scrubber.scrubber import EDGE as SCRUBBER_EDGE
from picup_desktop.ui.photos.scrubber.scrubber import YEARS_SIZE, Scrubber
from picup_desktop.ui.text import MAY_WRAP
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.viewer.info import EDGE, WIDTH, _section

SCALES = (1.0, 1.5, 2.0)


@pytest.fixture(params=SCALES)
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    before = qapp.font()
    large = qapp.font()
    large.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(large)
    yield request.param
    qapp.setFont(before)


@pytest.mark.parametrize("name", ["\uac00" * 83 + "a.jpg", "x" * 100 + ".jpg", "IMG_2044.HEIC"])
def test_details_of_a_long_name_stay_within_the_panel(
    scale: float, name: str, qtbot: QtBot
) -> None:
    section = _section(shown("File"), [(shown("Name"), shown(name))])
    qtbot.addWidget(section)
    assert section.minimumSizeHint().width() <= WIDTH - 2 * EDGE
    texts = [each.text() for each in section.findChildren(QLabel)]
    (value,) = [text for text in texts if text.replace(MAY_WRAP, "") == name]
    if name.startswith("IMG") and scale == 1.0:
        assert MAY_WRAP not in value, "it would be copied"


def test_the_years_of_the_scrubber_are_whole(
    scale: float, qapp: QApplication, qtbot: QtBot
) -> None:
    scrubber = Scrubber(Theme(qapp))
    qtbot.addWidget(scrubber)
    font = scrubber.font()
    font.setPointSizeF(font.pointSizeF() * YEARS_SIZE)
    assert scrubber.width() - SCRUBBER_EDGE >= QFontMetrics(font).horizontalAdvance("2024")
