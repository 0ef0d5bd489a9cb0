"""How the grid paints a photo and the months' headings."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPixmap

from picup_desktop.ledger.gallery.gallery import Month, ShownShot
from picup_desktop.names import Shown, plain
from picup_desktop.ui.photos.layout.layout import HEADING, Layout
from picup_desktop.ui.photos.pictures import is_cut
from picup_desktop.ui.photos.words import length_words, month_words
from picup_desktop.ui.text import number
from picup_desktop.ui.theme.colours import Colours
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.words import PhotoState

ROUND = 6
MARK = 20
MARK_EDGE = 6
SMALLEST_WITH_BADGE = 88
SHADE = QColor(0, 0, 0, 140)
_MARKS = {
    PhotoState.PROTECTED: ("check", "accent"),
    PhotoState.HALF_PROTECTED: ("half", "warning"),
    PhotoState.WAITING: ("on-its-way", "second"),
    PhotoState.FAILED: ("trouble", "danger"),
}


def paint_shot(
    painter: QPainter, box: QRect, shot: ShownShot, image: QImage | None, colours: Colours
) -> None:
    """Paint a cell: its picture or a placeholder, its mark of state and its kind."""
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(box), ROUND, ROUND)
    painter.save()
    painter.setClipPath(outline)
    if image is None:
        painter.fillPath(outline, QColor(colours.card))
        side = min(36, box.width() // 3)
        at = QRectF(0, 0, side, side)
        at.moveCenter(QPointF(box.center()))
        paint_icon(painter, "picture", colours.line, at)
    else:
        painter.drawImage(box, image, _middle(image))
    painter.restore()
    _paint_mark(painter, box, shot.state, colours)
    if image is not None and is_cut(image):
        _paint_cut(painter, box, colours)
    badge = badge_of(shot)
    if badge and box.width() >= SMALLEST_WITH_BADGE:
        _paint_badge(painter, box, badge)


def paint_choice(painter: QPainter, box: QRect, colours: Colours, *, chosen: bool) -> None:
    """Paint the frame of a cell that is selected or has the focus."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.accent), 4 if chosen else 2))
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), ROUND, ROUND)
    if not chosen:
        return
    spot = QRectF(box.left() + MARK_EDGE, box.top() + MARK_EDGE, MARK, MARK)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawEllipse(spot)
    paint_icon(painter, "check", colours.on_accent, spot.adjusted(3, 3, -3, -3))


def paint_waiting(painter: QPainter, box: QRect, colours: Colours) -> None:
    """Paint a cell whose shot is not fetched yet."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.card))
    painter.drawRoundedRect(QRectF(box), ROUND, ROUND)


def badge_of(shot: ShownShot) -> Shown:
    """Return the word for the kind of a shot, and a film's length; empty for a plain picture."""
    lead, kinds = shot.lead, {photo.kind for photo in shot.photos}
    if lead.kind == "video":
        # A film of less than half a second has a length too.
        seconds = max(1, round(lead.length_ms / 1000))
        return f"▶ {length_words(seconds)}" if lead.length_ms else plain("▶")
    if lead.kind == "raw":
        return plain("RAW")
    if "video" in kinds or lead.length_ms:
        return plain("LIVE")
    return plain("RAW+" if "raw" in kinds else "")


def _paint_cut(painter: QPainter, box: QRect, colours: Colours) -> None:
    ratio = painter.device().devicePixelRatioF()
    mark = _mark("trouble", str(colours.warning), colours.card, ratio)
    painter.drawPixmap(box.left() + MARK_EDGE, box.bottom() + 1 - MARK - MARK_EDGE, mark)


def _middle(image: QImage) -> QRect:
    """Return the largest square in the middle of an image."""
    side = min(image.width(), image.height())
    return QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)


def _paint_mark(painter: QPainter, box: QRect, state: PhotoState, colours: Colours) -> None:
    ratio = painter.device().devicePixelRatioF()
    icon, tone = _MARKS.get(state, _MARKS[PhotoState.FAILED])
    mark = _mark(icon, str(getattr(colours, tone)), colours.card, ratio)
    painter.drawPixmap(
        box.right() + 1 - MARK - MARK_EDGE, box.bottom() + 1 - MARK - MARK_EDGE, mark
    )


@lru_cache(maxsize=64)
def _mark(icon: str, colour: str, ground: str, ratio: float) -> QPixmap:
    picture = QPixmap(round(MARK * ratio), round(MARK * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(QRectF(0.5, 0.5, MARK - 1, MARK - 1))
    paint_icon(painter, icon, colour, QRectF(3, 3, MARK - 6, MARK - 6))
    painter.end()
    return picture


def _paint_badge(painter: QPainter, box: QRect, words: Shown) -> None:
    font = QFont(painter.font())
    font.setPixelSize(11)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(words) + 12
    place = QRect(box.right() - MARK_EDGE - width + 1, box.top() + MARK_EDGE, width, 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SHADE)
    painter.drawRoundedRect(QRectF(place), 5, 5)
    painter.setPen(QColor("white"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)


def paint_headings(
    painter: QPainter, layout: Layout, sight: QRect, edge: int, colours: Colours
) -> None:
    """Paint the visible headings; ``sight`` is the visible part in pixels of the whole grid."""
    if not layout.months:
        return
    first, last = layout.section_at(sight.top()), layout.section_at(sight.top() + sight.height())
    for section in range(first, last + 1):
        y = layout.top(section) - sight.top()
        if section == first:
            # The first heading stays at the top until the next one pushes it away.
            below = layout.top(section + 1) - sight.top()
            y = min(max(y, 0), below - HEADING)
        band = QRect(0, y, sight.width(), HEADING)
        painter.fillRect(band, QColor(colours.page))
        inside = band.adjusted(edge, 0, -edge, -4)
        _paint_words(painter, inside, layout.months[section], colours)


def _paint_words(painter: QPainter, inside: QRect, month: Month, colours: Colours) -> None:
    usual = QFont(painter.font())
    strong = QFont(usual)
    strong.setPointSizeF(usual.pointSizeF() * 1.15)
    strong.setWeight(QFont.Weight.DemiBold)
    painter.setFont(strong)
    painter.setPen(QColor(colours.text))
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), month_words(month.month))
    painter.setFont(usual)
    painter.setPen(QColor(colours.quiet))
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(inside, int(align), number(month.shots))
