"""Marks stand where a photo is not safe, or on the storages alone; on all where that is wanted."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from picup_desktop.ledger.gallery.gallery import LEAST_SAFE_FIRST, ShownPhoto, ShownShot
from picup_desktop.ui.photos.grid.painting import mark_of
from picup_desktop.ui.photos.words import state_words
from picup_desktop.words import PhotoState


def shot(state: PhotoState, *, here: bool = True) -> ShownShot:
    photo = ShownPhoto(1, "a.jpg", "photo", state, 1, 0, None, here)
    return ShownShot(1, 1, 0, (photo,))


def test_a_photo_that_is_safe_and_here_has_a_mark_only_if_that_is_wanted() -> None:
    safe = shot(PhotoState.PROTECTED)
    assert mark_of(safe, always=False) is None
    assert mark_of(safe, always=True) == ("check", "accent")


@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("always", [True, False])
def test_what_is_not_safe_always_has_its_mark(here: bool, always: bool) -> None:
    for state in set(LEAST_SAFE_FIRST) - {PhotoState.PROTECTED}:
        mark = mark_of(shot(state, here=here), always=always)
        assert mark is not None
        assert mark[0] not in {"check", "cloud"}


def test_a_photo_on_the_nas_alone_has_a_cloud_and_says_so(qtbot: QtBot) -> None:
    away = shot(PhotoState.PROTECTED, here=False)
    assert mark_of(away, always=False) == mark_of(away, always=True) == ("cloud", "second")
    assert state_words(away) == "On both storages, and no longer on this computer"
    # A live picture whose film alone was freed is here.
    half = replace(away, photos=(*away.photos, shot(PhotoState.PROTECTED).lead))
    assert mark_of(half, always=False) is None
    assert state_words(half) == "On both storages"
