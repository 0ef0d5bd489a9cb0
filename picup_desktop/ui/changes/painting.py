"""Paint a small picture, or what stands for one."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.theme.colours import Colours
from picup_desktop.ui.theme.icons import paint_icon

CORNER = 6.0
ICON = 20.0
ARROW = 14.0
ARROW_WIDTH = 20


def paint_picture(
    painter: QPainter, box: QRect, of: PictureOf, pictures: VersionPictures, colours: Colours
) -> None:
    """Fill a square with a picture, or with a sign while there is none or if there can be none."""
    image = pictures.image(of)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(QRectF(box), CORNER, CORNER)
    if image is not None:
        painter.setClipPath(path)
        painter.drawImage(QRectF(box), image, middle_of(image))
    else:
        # A film or a sidecar has none either; only a file that ought to be a picture is a warning.
        spoiled = of.as_is and pictures.missing(of)
        painter.fillPath(path, QColor(colours.warning_soft if spoiled else colours.selected))
        sign = ("trouble", colours.warning) if spoiled else ("picture", colours.quiet)
        paint_icon(painter, *sign, _centred(box, ICON))
    painter.restore()


def paint_pair(
    painter: QPainter,
    box: QRect,
    pair: tuple[PictureOf, PictureOf],
    pictures: VersionPictures,
    colours: Colours,
) -> None:
    """Paint a photo before and after a change side by side; ``pair_width`` of the height wide."""
    edge = box.height()
    before, after = pair
    paint_picture(painter, QRect(box.left(), box.top(), edge, edge), before, pictures, colours)
    between = QRect(box.left() + edge, box.top(), ARROW_WIDTH, edge)
    paint_icon(painter, "forward", colours.quiet, _centred(between, ARROW))
    left = box.left() + edge + ARROW_WIDTH
    paint_picture(painter, QRect(left, box.top(), edge, edge), after, pictures, colours)


def pair_width(height: int) -> int:
    """Return the width of a pair of that height, in pixels."""
    return 2 * height + ARROW_WIDTH


def middle_of(image: QImage) -> QRectF:
    """Return the largest square in the middle of an image."""
    edge = min(image.width(), image.height())
    return QRectF((image.width() - edge) / 2, (image.height() - edge) / 2, edge, edge)


def _centred(box: QRect, edge: float) -> QRectF:
    middle = QRectF(box).center()
    return QRectF(middle.x() - edge / 2, middle.y() - edge / 2, edge, edge)
