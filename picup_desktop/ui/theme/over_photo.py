"""How controls over a photo look: light on dark in both schemes, readable on any photo."""

from string import Template
from typing import Final

GROUND: Final = "#101312"
"""Behind a photo."""
INK: Final = "#f2f5f3"
"""Words and icons over a photo."""
QUIET: Final = "#c3ccc8"
"""Less important words over a photo."""
_COLOURS: Final = {
    "ink": INK,
    "quiet": QUIET,
    "accent": "#4cc3a3",
    "bar": "rgba(16, 19, 18, 0.82)",
    "button": "rgba(16, 19, 18, 0.72)",
    "hovered": "rgba(60, 68, 64, 0.92)",
    "glow": "rgba(255, 255, 255, 0.16)",
    "strong_glow": "rgba(255, 255, 255, 0.32)",
}
_SHEET: Final = Template(
    """
[part="viewer-bar"] { background: $bar; border: none; }
[part="viewer-bar"] QLabel, [part="viewer-bar"] QCheckBox { color: $ink; }
QLabel[part="viewer-name"] { font-weight: 600; color: $ink; }
QLabel[part="viewer-quiet"] { color: $quiet; }
QToolButton[part="viewer-tool"]:hover { background: $glow; }
QToolButton[part="viewer-tool"]:focus { border: 2px solid $ink; }
QToolButton[part="viewer-arrow"], QToolButton[part="viewer-play"] {
    background: $button; border: 2px solid transparent; }
QToolButton[part="viewer-arrow"] { border-radius: 22px; }
QToolButton[part="viewer-play"] { border-radius: 36px; }
QToolButton[part="viewer-arrow"]:hover, QToolButton[part="viewer-play"]:hover {
    background: $hovered; }
QToolButton[part="viewer-arrow"]:focus, QToolButton[part="viewer-play"]:focus {
    border: 2px solid $ink; }
QPushButton[part="viewer-live"] { background: $button; color: $ink;
    border: 2px solid transparent; border-radius: 8px; padding: 3px 9px; font-weight: 600; }
QPushButton[part="viewer-live"]:hover { background: $hovered; }
QPushButton[part="viewer-live"]:focus { border: 2px solid $ink; padding: 3px 9px; }
[part="viewer-bar"] QPushButton, [part="viewer-bar"] QComboBox {
    background: $glow; color: $ink; border: 1px solid transparent; }
[part="viewer-bar"] QPushButton:hover, [part="viewer-bar"] QComboBox:hover {
    background: $strong_glow; }
[part="viewer-bar"] QPushButton:focus, [part="viewer-bar"] QComboBox:focus {
    border: 2px solid $ink; }
[part="viewer-bar"] QCheckBox:focus { border: 2px solid $ink; }
[part="viewer-bar"] QComboBox::down-arrow { image: url($icons/arrow-over.svg); }
[part="viewer-bar"] QSlider::groove:horizontal { background: $strong_glow; }
[part="viewer-bar"] QSlider::sub-page:horizontal { background: $ink; }
[part="viewer-bar"] QSlider::handle:horizontal { background: $ink; border: none;
    width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; }
[part="viewer-bar"] QSlider::handle:horizontal:focus { border: 3px solid $accent; }
"""
)


def over_photo_sheet(icons: str) -> str:
    """Return the part of the style sheet for what stands over photos."""
    return _SHEET.substitute(_COLOURS, icons=icons)
