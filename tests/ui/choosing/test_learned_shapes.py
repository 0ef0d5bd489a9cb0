"""The shape that a picture shows is taken into the sketch of its month, where that has it still."""

from array import array
from typing import Any, cast

from PySide6.QtWidgets import QApplication

from picup_desktop.ledger.gallery.sketch import Sketch
from picup_desktop.ui.photos.sketches import Sketches

MONTH = 2026 * 12


def test_a_shape_of_a_shot_that_left_its_month_meanwhile_changes_nothing(
    qapp: QApplication,
) -> None:
    del qapp
    sketches = Sketches(cast(Any, None), cast(Any, None))
    shapes = array("H", [0, 0])
    fields: dict[str, Any] = dict.fromkeys(Sketch.__dataclass_fields__, shapes)
    sketches._known[MONTH] = Sketch(**fields)
    sketches.learn(MONTH, {1: 150, 2: 75})
    assert list(sketches.known[MONTH].shapes) == [0, 150]
