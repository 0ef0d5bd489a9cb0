"""How the grid paints a photo."""

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPixmap

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import Shown, plain
from picup_desktop.ui.photos.pictures import is_cut
from picup_desktop.ui.photos.words import is_here, length_words
from picup_desktop.ui.theme.colours import Colours
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.words import PhotoState

ROUND = 6
MARK = 20
MARK_EDGE = 6
SMALLEST_WITH_BADGE = 88
SMALLEST_WITH_REASON = 100
"""Where a cell has no picture, the reason stands in it from this edge on."""
REASON_EDGE, REASON_GAP, REASON_PIXELS = 10, 4, 12
SMALLEST_ROUND = 100
"""Lower cells have sharp corners."""
SHADE = QColor(0, 0, 0, 140)
_MARKS = {
    PhotoState.PROTECTED: ("check", "accent"),
    PhotoState.HALF_PROTECTED: ("half", "warning"),
    PhotoState.WAITING: ("on-its-way", "second"),
    PhotoState.FAILED: ("trouble", "danger"),
}


def paint_shot(
    painter: QPainter,
    box: QRect,
    shot: ShownShot,
    image: QImage | None,
    colours: Colours,
    *,
    always_mark: bool = True,
) -> None:
    """Paint a cell: its picture if there is one, its mark of state and its kind."""
    if image is not None:
        paint_image(painter, box, image, is_round=box.height() >= SMALLEST_ROUND)
    mark = mark_of(shot, always=always_mark)
    if mark is not None:
        _paint_mark(painter, box, mark, colours)
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


def paint_unshown(
    painter: QPainter, box: QRect, glimpse: QImage | None, why: Shown, colours: Colours
) -> None:
    """Paint a cell without a picture: why there is none, or what stands there until it comes."""
    if glimpse is not None or not why:
        paint_glimpse(painter, box, glimpse, colours)
        return
    painter.setPen(QPen(QColor(colours.edge), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = ROUND if box.height() >= SMALLEST_ROUND else 0
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    sign = QRectF(0, 0, MARK, MARK)
    sign.moveCenter(QRectF(box).center())
    has_words = min(box.width(), box.height()) >= SMALLEST_WITH_REASON
    if has_words:
        sign.moveBottom(box.center().y() - REASON_GAP)
    paint_icon(painter, "trouble", str(colours.warning), sign)
    if has_words:
        place = box.adjusted(REASON_EDGE, 0, -REASON_EDGE, -REASON_EDGE)
        place.setTop(box.center().y())
        font = QFont(painter.font())
        font.setPixelSize(REASON_PIXELS)
        painter.setFont(font)
        painter.setPen(QColor(colours.second))
        middle_of_top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(place, int(middle_of_top | Qt.TextFlag.TextWordWrap), why)


def paint_glimpse(painter: QPainter, box: QRect, glimpse: QImage | None, colours: Colours) -> None:
    """Paint a cell without a picture yet: its few colours, or a placeholder."""
    if glimpse is not None:
        paint_image(painter, box, glimpse, is_round=box.height() >= SMALLEST_ROUND)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.selected))
    corner = ROUND if box.height() >= SMALLEST_ROUND else 0
    painter.drawRoundedRect(QRectF(box), corner, corner)
    side = min(36, min(box.width(), box.height()) // 3)
    ratio = painter.device().devicePixelRatioF()
    middle_of_box = box.center() - QPoint(side // 2, side // 2)
    painter.drawPixmap(middle_of_box, _empty_picture(side, colours.edge, ratio))


@lru_cache(maxsize=64)
def _empty_picture(side: int, colour: str, ratio: float) -> QPixmap:
    picture = QPixmap(max(1, round(side * ratio)), max(1, round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, "picture", colour, QRectF(0, 0, side, side))
    painter.end()
    return picture


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


def paint_image(painter: QPainter, box: QRect, image: QImage, *, is_round: bool) -> None:
    """Paint the middle of a picture into a box, with round corners or without."""
    part = middle(image.size(), box.size())
    if not is_round:
        # Hundreds of small cells are in sight, and clipping is what takes long.
        painter.drawImage(QRectF(box), image, part)
        return
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(box), ROUND, ROUND)
    painter.save()
    painter.setClipPath(outline)
    painter.drawImage(QRectF(box), image, part)
    painter.restore()


def middle(image: QSize, box: QSize) -> QRectF:
    """Return the largest part in the middle of an image that has the shape of a box."""
    scale = min(image.width() / max(1, box.width()), image.height() / max(1, box.height()))
    width, height = box.width() * scale, box.height() * scale
    return QRectF((image.width() - width) / 2, (image.height() - height) / 2, width, height)


def mark_of(shot: ShownShot, *, always: bool) -> tuple[str, str] | None:
    """Return the icon and the colour of a shot's mark; None for one that needs none.

    A photo that is on both storages and on this computer has one only if it is ``always`` wanted.
    """
    if shot.state is not PhotoState.PROTECTED:
        return _MARKS.get(shot.state, _MARKS[PhotoState.FAILED])
    if not is_here(shot):
        return "cloud", "second"
    return _MARKS[PhotoState.PROTECTED] if always else None


def _paint_mark(painter: QPainter, box: QRect, named: tuple[str, str], colours: Colours) -> None:
    ratio = painter.device().devicePixelRatioF()
    icon, tone = named
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
