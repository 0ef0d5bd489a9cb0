"""A date that is only the time of a file is called that."""

import pytest
from pytestqt.qtbot import QtBot

from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.ui.photos.words import shot_date_words
from picup_desktop.words import DateFrom, PhotoState

MAY = 1_556_971_200


@pytest.mark.parametrize("source", DateFrom)
def test_only_the_time_of_a_file_is_called_that(qtbot: QtBot, source: DateFrom) -> None:
    photo = ShownPhoto(1, "a.jpg", "photo", PhotoState.PROTECTED, 1, 0, None, True)
    words = shot_date_words(ShownShot(1, 1, MAY, (photo,), source))
    assert "4 May 2019" in words or "May 4, 2019" in words
    assert words.startswith("File time: ") is (source is DateFrom.FILE)
