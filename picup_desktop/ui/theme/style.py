"""The style sheet, with the scheme's colours and sizes relative to the system's font.

Its rules select widgets by the dynamic property ``part``, never by object name.
"""

from string import Template

from picup_desktop.ui.theme.colours import Colours
from picup_desktop.ui.theme.over_photo import over_photo_sheet

LEAST_HEIGHTS = {"button": 18, "field": 20}
"""Of the words in a button or a field, in pixels; large text needs more."""
_SHEET = Template(
    """
* { outline: none; }
QWidget { color: $text; }
QMainWindow, QDialog, QWizard, [part="page"] { background: $page; }
QBalloonTip, QBalloonTip QLabel { color: #000000; }
QToolTip { background: $card; color: $text; border: 1px solid $line; padding: 4px 6px; }

[part="sidebar"] { background: $sidebar; border: none; }
QScrollArea, QScrollArea > QWidget > [part="page"] { background: transparent; border: none; }
[part="card"] { background: $card; border: 1px solid $line; border-radius: 12px; }
[part="soft-accent"] { background: $accent_soft; border: none; border-radius: 10px; }
[part="soft-warning"] { background: $warning_soft; border: none; border-radius: 10px; }
[part="soft-danger"] { background: $danger_soft; border: none; border-radius: 10px; }
[part="status-bar"] { background: $sidebar; border-top: 1px solid $line; }
[part="toast"] { background: $text; border-radius: 10px; }
[part="toast"] QLabel { color: $page; }
[part="toast"] QPushButton { background: transparent; border: none; color: $page;
    font-weight: 600; text-decoration: underline; }
[part="toast"] QPushButton:focus { border: 2px solid $page; }
[part="drop"] { border: 2px dashed $accent; background: $accent_soft; border-radius: 12px; }

QLabel { background: transparent; }
QLabel[part="headline"] { font-size: ${headline}pt; font-weight: 600; }
QLabel[part="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[part="brand"] { font-size: ${brand}pt; font-weight: 700; }
QLabel[part="section"] { font-size: ${section}pt; font-weight: 600; }
QLabel[part="strong"] { font-weight: 600; }
QLabel[part="quiet"] { color: $quiet; }
QLabel[part="caption"] { color: $quiet; font-size: ${caption}pt; }
QLabel[part="figure"] { font-size: ${section}pt; font-weight: 600; }
QLabel[part="problem"] { color: $danger; }
QLabel[part="caution"] { color: $warning; }
QLabel[part="fingerprint"] { font-family: monospace; }
QLabel[part="good"] { color: $accent; font-weight: 600; }
QLabel[part="badge"] { background: $warning; color: $card; border-radius: 8px;
    min-height: 16px; min-width: 6px; padding: 0 5px; font-size: ${caption}pt; font-weight: 700; }

QPushButton { background: $card; border: 1px solid $line; border-radius: 8px;
    padding: 6px 14px; min-height: ${button}px; }
QPushButton:hover { background: $selected; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $quiet; background: $page; }
QPushButton::menu-indicator { width: 0; }
QPushButton[part="primary"] { background: $accent; border: 1px solid $accent;
    color: $on_accent; font-weight: 600; }
QPushButton[part="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[part="primary"]:focus { border: 2px solid $text; }
QPushButton[part="primary"]:disabled { background: $line; border-color: $line; color: $quiet; }
QPushButton[part="danger"] { color: $danger; }
QPushButton[part="link"] { background: transparent; border: 2px solid transparent;
    color: $accent; padding: 4px 6px; text-align: left; }
QPushButton[part="link"]:hover { text-decoration: underline; }
QPushButton[part="link"]:focus { border: 2px solid $accent; }
QPushButton[part="nav"] { background: transparent; border: 2px solid transparent;
    border-radius: 8px; text-align: left; padding: 7px 10px; min-height: 18px; }
QPushButton[part="nav"]:hover { background: $selected; }
QPushButton[part="nav"]:checked { background: $selected; font-weight: 600; }
QPushButton[part="nav"]:focus { border: 2px solid $accent; }
QPushButton[part="option"] { border-radius: 10px; padding: 0; text-align: left; }
QPushButton[part="option"]:focus { border: 2px solid $accent; padding: 0; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 8px;
    padding: 4px; }
QToolButton:hover { background: $selected; }
QToolButton:focus { border: 2px solid $accent; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QTimeEdit, QDateEdit, QPlainTextEdit {
    background: $card; border: 1px solid $edge; border-radius: 8px; padding: 5px 8px;
    min-height: ${field}px; placeholder-text-color: $quiet;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QTimeEdit:focus,
QDateEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 4px 7px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 26px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($icons/arrow.svg);
    width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $line;
    selection-background-color: $selected; selection-color: $text; padding: 0; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }
QComboBox QAbstractItemView::item:selected { background: $selected; color: $text; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button { width: 0;
    border: none; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 2px solid transparent;
    border-radius: 6px; }
QCheckBox[part="bare"] { spacing: 0; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; }

QCheckBox::indicator, QRadioButton::indicator { width: 18px; height: 18px;
    border: 1px solid $quiet; background: $card; border-radius: 5px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
    image: url($icons/tick-$on.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
    image: url($icons/dot-$on.svg); }
QCheckBox::indicator:disabled { border-color: $line; }

QFrame[part="version"] { border: 1px solid $line; border-radius: 8px; }
QFrame[part="version-viewed"] { border: 1px solid $accent; border-radius: 8px;
    background: $selected; }
QLabel[part="viewer-note"] { background: $card; color: $text; padding: 8px 12px;
    border-radius: 10px; }
QLabel[part="viewer-problem"] { background: $warning_soft; color: $warning; padding: 12px;
    border-radius: 10px; }
QProgressBar { background: $line; border: none; height: 22px; text-align: center; }
QProgressBar::chunk { background: $accent_soft; }
QSlider { min-height: 24px; }
QSlider::groove:horizontal { background: $edge; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: $card; border: 1px solid $quiet; width: 16px;
    height: 16px; margin: -7px 0; border-radius: 9px; }
QSlider::handle:horizontal:hover { border-color: $accent; }
QSlider::handle:horizontal:focus { border: 2px solid $accent; }

QTextBrowser { background: $card; border: 1px solid $line; border-radius: 8px; }
QTextBrowser:focus { border: 2px solid $accent; }
QListView { background: transparent; border: none; }
QListView:focus { border: none; }
QComboBox QListView, QComboBox QListView:focus { background: $card; border: 1px solid $quiet; }
QListView[part="folders"] { background: $card; border: 1px solid $line; border-radius: 8px;
    padding: 4px; }
QListView[part="folders"]:focus { border: 2px solid $accent; padding: 3px; }
QListView[part="folders"]::item { min-height: 30px; padding: 0 8px; border-radius: 6px; }
QListView[part="folders"]::item:selected { background: $selected; color: $text; }
QMenu { background: $card; border: 1px solid $line; padding: 6px; }
QMenu::item { padding: 6px 26px 6px 14px; border-radius: 6px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }

QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; border: none; color: $quiet; padding: 7px 4px;
    margin-right: 18px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $edge; border-radius: 4px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $quiet; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: $edge; border-radius: 4px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)


def style_sheet(
    colours: Colours, *, font_points: float, line_pixels: int, icons: str, dark: bool
) -> str:
    """Return the style sheet for a font and the height of its lines.

    ``icons`` is the folder of the icons that it names.
    """
    sizes = {
        "headline": 1.7,
        "title": 1.5,
        "brand": 1.25,
        "section": 1.15,
        "caption": 0.9,
    }
    points = {name: f"{font_points * factor:.1f}" for name, factor in sizes.items()}
    heights = {name: max(least, line_pixels) for name, least in LEAST_HEIGHTS.items()}
    on = "dark" if dark else "light"
    sheet = _SHEET.substitute(vars(colours), **points, **heights, icons=icons, on=on)
    return sheet + over_photo_sheet(icons)
