"""The lists of Activity: what each row says, and how it is painted."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from picup_desktop.ledger.gallery.glance import OpenMessage, ShownEvent, WaitingPhoto
from picup_desktop.names import NO_WORDS, Shown, plain, shown, shown_place
from picup_desktop.ui import text
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.lines import (
    HEIGHT,
    LINE,
    Index,
    LineModel,
    LineView,
    draw_fitting,
    mirrored,
)
from picup_desktop.words import MessageState, Outcome, PhotoState

WHEN_WIDTH = 130
LINE_HEIGHT = 20


@dataclass(frozen=True)
class Line:
    """One entry of a list."""

    icon: str
    tone: str
    """``accent``, ``quiet``, ``warning`` or ``danger``."""
    name: Shown
    detail: Shown
    when: Shown

    @property
    def spoken(self) -> Shown:
        """The text for tool tips and screen readers; the time is painted beside it."""
        return f"{self.name}\n{self.detail}"


def waiting_line(photo: WaitingPhoto, now: float) -> Line:
    """Describe a photo that is not protected, and why."""
    usual = {
        PhotoState.WAITING: translate("Activity", "Waits for its turn"),
        PhotoState.FAILED: translate("Activity", "Could not be stored"),
        PhotoState.HALF_PROTECTED: translate("Activity", "Is on one storage only"),
    }
    failed = photo.state is PhotoState.FAILED
    when = text.until(photo.due_at, now) if photo.due_at > now else NO_WORDS
    return Line(
        "mark" if failed else "clock",
        "warning" if failed else "quiet",
        shown_place(photo.album, photo.path),
        in_words(photo.reason) if photo.reason else usual[photo.state],
        when,
    )


def event_line(event: ShownEvent, now: float) -> Line:
    """Describe how an upload ended."""
    outcomes = {
        Outcome.STORED: translate("Activity", "Is on both storages"),
        Outcome.MAIN_FAILED: translate("Activity", "Main failed"),
        Outcome.BACKUP_FAILED: translate("Activity", "Backup failed, main was undone"),
        Outcome.WORKER_FAILED: translate("Activity", "The upload failed"),
        Outcome.CHANGED: translate("Activity", "Changed during the upload; it is uploaded again"),
    }
    stored = event.outcome is Outcome.STORED
    sentence = outcomes[event.outcome]
    return Line(
        "check" if stored else "mark",
        "accent" if stored else "warning",
        shown_place(event.album, event.path),
        f"{sentence}. {in_words(event.reason)}" if event.reason else sentence,
        text.ago(event.at, now),
    )


def message_line(message: OpenMessage, now: float) -> Line:
    """Describe a message of the deletion queue that is not done."""
    dead = message.state is MessageState.DEAD
    from_where = translate("Activity", "%Ln photos leave {role}", None, message.objects).format(
        role=role_name(message.role)
    )
    sentence = from_where
    if message.attempts:
        tries = translate("Activity", "%Ln tries", None, message.attempts)
        sentence = f"{from_where}  ·  {tries}"
    if message.last_error:
        sentence = f"{sentence}. {in_words(message.last_error)}"
    waits = {
        MessageState.LEASED: translate("Activity", "now"),
        MessageState.DEAD: translate("Activity", "given up"),
    }
    return Line(
        "trash",
        "danger" if dead else "quiet",
        plain(from_where) if message.path is None else shown(message.path),
        sentence,
        waits.get(message.state, text.until(message.available_at, now)),
    )


class LineList(LineView):
    """Paints the lines of one model, so that hundreds are cheap."""

    marks_current = False

    def __init__(self, theme: Theme, model: LineModel[Line], name: Shown, nothing: Shown) -> None:
        super().__init__(theme, name, nothing)
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(theme))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: Option, _index: Index) -> QSize:
        return QSize(200, grown(HEIGHT))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        box: QRect = option.rect
        font: QFont = option.font
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(
            painter,
            line.icon,
            str(getattr(colours, line.tone)),
            QRectF(mirrored(option, QRect(box.left() + 4, box.center().y() - 9, 18, 18))),
        )
        left = box.left() + 36
        wide, high = grown(WHEN_WIDTH), grown(LINE_HEIGHT)
        when = QRect(box.right() - wide - 8, box.top(), wide, box.height())
        words = QRect(left, box.top() + grown(6), when.left() - left - 12, high)
        when, words = mirrored(option, when), mirrored(option, words)
        painter.setPen(QColor(colours.text))
        draw_fitting(painter, font, words, line.name)
        painter.setPen(QColor(colours.quiet))
        draw_fitting(painter, font, words.translated(0, high), line.detail)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(when, int(align), line.when)
        painter.restore()
