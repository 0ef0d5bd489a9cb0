"""What is at a point of the grid: a photo, its tick, or the tick of a heading. Pure."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from picup_desktop.ui.photos.layout.blocks import HEADING
from picup_desktop.ui.photos.layout.layout import Layout

TICK = 20
TICK_EDGE = 6
"""The tick's distance from a cell's corner, in pixels."""
TICK_REACH = 34
"""A press so near to the corner, in pixels, is meant for the tick; in a small cell nearer."""
LEAST_REACH = 20
SCROLL_EDGE = 40
"""So near to the upper or lower edge, in pixels, a drag scrolls on."""
MOST_STEP = 60
"""The most pixels that a drag scrolls at once."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The visible part of the grid: how far it is scrolled, its size, and its margins."""

    top: int
    size: QSize
    edge: int


@dataclass(frozen=True, slots=True)
class Spot:
    """What is at a point; ``heading`` is the number of the heading whose tick is there."""

    row: int | None = None
    on_tick: bool = False
    heading: int | None = None


NOWHERE = Spot()


def heading_top(layout: Layout, section: int, sight: Sight) -> int:
    """Return where a heading is in the viewport: the first one stays until it is pushed away."""
    top = layout.top(section) - sight.top
    if section != layout.section_at(sight.top):
        return top
    return min(max(top, 0), layout.top(section + 1) - sight.top - HEADING)


def headings_in(layout: Layout, sight: Sight) -> range:
    """Return the headings of what is visible."""
    if not layout.rows:
        return range(0)
    return range(
        layout.section_at(sight.top), layout.section_at(sight.top + sight.size.height()) + 1
    )


def tick_of(layout: Layout, section: int, sight: Sight) -> QRect:
    """Return the place of a heading's tick: in the margin, so that no words move for it."""
    top = heading_top(layout, section, sight) + (HEADING - 4 - TICK) // 2
    left = (sight.edge - TICK) // 2
    if layout.look.mirrored:
        left = sight.size.width() - left - TICK
    return QRect(left, top, TICK, TICK)


def spot_at(layout: Layout, point: QPoint, sight: Sight) -> Spot:
    """Return what is at a point of the viewport."""
    for section in headings_in(layout, sight):
        top = heading_top(layout, section, sight)
        if top <= point.y() < top + HEADING:
            x = point.x()
            from_start = sight.size.width() - 1 - x if layout.look.mirrored else x
            return Spot(heading=section) if 0 <= from_start < sight.edge else NOWHERE
    across, down = point.x() - sight.edge, point.y() + sight.top
    row = layout.row_at(across, down)
    if row is None:
        return NOWHERE
    box = layout.box(row)
    reach = min(TICK_REACH, max(LEAST_REACH, box.width() // 3))
    on_tick = across - box.left() < reach and down - box.top() < reach
    return Spot(row, on_tick=on_tick)


def row_near(layout: Layout, point: QPoint, sight: Sight) -> int | None:
    """Return the row of a point, or the one before it in its line; None if there are no rows."""
    if not layout.rows:
        return None
    down = min(max(point.y() + sight.top, 0), layout.height - 1)
    line = layout.rows_between(down, down)
    row = min(line.start, layout.rows - 1)
    for other in line:
        box, across = layout.box(other), point.x() - sight.edge
        is_after = across <= box.right() if layout.look.mirrored else box.left() <= across
        if is_after and box.top() <= down:
            row = other
    return row


def scroll_step(y: int, height: int) -> int:
    """Return by how many pixels a drag at this height of the viewport scrolls on."""
    if y < SCROLL_EDGE:
        return -min(MOST_STEP, SCROLL_EDGE - y)
    if y > height - SCROLL_EDGE:
        return min(MOST_STEP, y - (height - SCROLL_EDGE))
    return 0
