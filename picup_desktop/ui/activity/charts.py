"""The charts of Activity: what is stored where, and when it was last verified."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from picup_desktop.names import Shown, shown
from picup_desktop.ui import text
from picup_desktop.ui.snapshots.snapshot import AlbumSummary, Snapshot, StorageSummary
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.words import PhotoState, Role

ROW_HEIGHT, BAR_HEIGHT = 30, 10.0
NAME_PART = 0.28
COUNT_WIDTH = 120
DOT = 8.0
MOST_ALBUMS = 12

HEIGHT = 200
ABOVE, BELOW = 34, 26
GAP = 10.0


class StoredChart(QWidget):
    """Shows each album as a bar: photos on both storages, on one, and here; largest album first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._albums: list[AlbumSummary] = []
        self._more = 0
        self._storages: tuple[StorageSummary, ...] = ()
        self.setAccessibleName(translate("Activity", "What is stored where"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the counts of a snapshot."""
        albums = sorted(snapshot.albums, key=lambda album: -album.photos)
        shown_albums, more = albums[:MOST_ALBUMS], max(0, len(albums) - MOST_ALBUMS)
        if (shown_albums, more, snapshot.storages) == (self._albums, self._more, self._storages):
            return
        self._albums, self._more, self._storages = shown_albums, more, snapshot.storages
        self.setAccessibleDescription(". ".join(self.lines))
        self.updateGeometry()
        self.update()

    @property
    def lines(self) -> list[Shown]:
        """The chart in words, for screen readers."""
        storages = [_storage_words(summary) for summary in self._storages]
        both = translate("Activity", "{album}: {both} of {all} on both storages")
        return storages + [
            both.format(
                album=shown(album.record.name),
                both=text.number(album.protected),
                all=text.number(album.photos),
            )
            for album in self._albums
        ]

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(300, grown(ROW_HEIGHT) * (len(self._albums) + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the storages' line, a bar for each album, and the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.colours.quiet))
        width, high = float(self.width()), float(grown(ROW_HEIGHT))
        above = "     ".join(_storage_words(summary) for summary in self._storages)
        painter.drawText(QRectF(0, 0, width, high), int(Qt.AlignmentFlag.AlignVCenter), above)
        top = high
        for album in self._albums:
            self._paint_album(painter, QRectF(0, top, width, high), album)
            top += high
        if self._more:
            more = translate("Activity", "and %Ln more albums", None, self._more)
            painter.setPen(QColor(self._theme.colours.quiet))
            painter.drawText(QRectF(0, top, width, high), int(Qt.AlignmentFlag.AlignVCenter), more)
            top += high
        if self._albums:
            self._paint_legend(painter, QPointF(0, top + high / 2))

    def _paint_album(self, painter: QPainter, box: QRectF, album: AlbumSummary) -> None:
        colours = self._theme.colours
        name_width = box.width() * NAME_PART
        metrics = painter.fontMetrics()
        name = metrics.elidedText(
            shown(album.record.name), Qt.TextElideMode.ElideMiddle, int(name_width) - 12
        )
        centre = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(0, box.top(), name_width, box.height()), centre, name)
        painter.setPen(QColor(colours.quiet))
        wide = grown(COUNT_WIDTH)
        count = QRectF(box.right() - wide, box.top(), wide, box.height())
        painter.drawText(
            count, centre | int(Qt.AlignmentFlag.AlignRight), text.photos(album.photos)
        )
        bar = QRectF(
            name_width,
            box.center().y() - BAR_HEIGHT / 2,
            max(0.0, count.left() - name_width),
            BAR_HEIGHT,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        left = bar.left()
        for photos, colour in self._parts(album):
            part = bar.width() * photos / album.photos if album.photos else 0.0
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(left, bar.top(), part, BAR_HEIGHT))
            left += part

    def _parts(self, album: AlbumSummary) -> list[tuple[int, str]]:
        colours, half = self._theme.colours, album.counts[PhotoState.HALF_PROTECTED]
        here = album.photos - album.protected - half
        return [
            (album.protected, colours.accent),
            (half, colours.warning),
            (here, colours.edge),
        ]

    def _paint_legend(self, painter: QPainter, at: QPointF) -> None:
        colours = self._theme.colours
        meanings = (
            (colours.accent, translate("Activity", "on both storages")),
            (colours.warning, translate("Activity", "on one storage")),
            (colours.edge, translate("Activity", "only on this computer")),
        )
        metrics = painter.fontMetrics()
        left = at.x()
        for colour, words in meanings:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QRectF(left, at.y() - DOT / 2, DOT, DOT))
            painter.setPen(QColor(colours.quiet))
            left += DOT + 6
            painter.drawText(QPointF(left, at.y() + metrics.ascent() / 2 - 1), words)
            left += metrics.horizontalAdvance(words) + 20


def _storage_words(summary: StorageSummary) -> Shown:
    return translate("Activity", "{storage}: {photos}, {size}").format(
        storage=role_name(summary.record.role),
        photos=text.photos(summary.photos),
        size=text.size(summary.size_bytes),
    )


class VerifiedChart(QWidget):
    """Shows a pair of bars for each week: this week at the right, everything older at the left."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._weeks: Mapping[Role, tuple[int, ...]] = {}
        self.setAccessibleName(translate("Activity", "When copies were last verified"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_weeks(self, weeks: Mapping[Role, tuple[int, ...]]) -> None:
        """Show the counts of each week, newest first; the last number is everything older."""
        if weeks != self._weeks:
            self._weeks = weeks
            words = [f"{role_name(r)}: {text.number(sum(n))}" for r, n in weeks.items()]
            self.setAccessibleDescription(", ".join(words))
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(300, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the heading, the bars and their captions."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        box = QRectF(self.rect()).adjusted(0, ABOVE, 0, -BELOW)
        highest = max((max(counts) for counts in self._weeks.values()), default=0)
        painter.setPen(QColor(colours.quiet))
        above = QRectF(0, 0, box.width(), ABOVE)
        heading = translate("Activity", "Copies by the week in which they were last verified")
        painter.drawText(above, int(Qt.AlignmentFlag.AlignVCenter), heading)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        self._paint_captions(painter, QRectF(0, box.bottom() + 4, box.width(), BELOW - 4))
        painter.setPen(Qt.PenStyle.NoPen)
        for role, colour in ((Role.MAIN, colours.accent), (Role.BACKUP, colours.second)):
            counts = self._weeks.get(role, ())
            painter.setBrush(QColor(colour))
            for place, count in enumerate(reversed(counts)):
                if count:
                    height = max(2.0, box.height() * count / highest)
                    painter.drawRect(_bar(box, len(counts), place, role, height))

    def _paint_captions(self, painter: QPainter, box: QRectF) -> None:
        older = translate("Activity", "older")
        newest = translate("Activity", "this week")
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), older)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), newest)


def _bar(box: QRectF, weeks: int, place: int, role: Role, height: float) -> QRectF:
    """Return the box of a bar: main at the left of its pair, backup at the right."""
    step = box.width() / weeks
    width = (step - GAP) / 2
    left = box.left() + place * step + GAP / 2 + (width if role is Role.BACKUP else 0)
    return QRectF(left, box.bottom() - height, width, height)
