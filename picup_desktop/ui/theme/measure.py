"""Lengths that follow the size of the text: painted rows, and widgets of a fixed width."""

from PySide6.QtGui import QFontMetrics, QGuiApplication

USUAL_HEIGHT = 18
"""The height of a line of text, in pixels, for which the lengths in the code are meant."""


def grown(pixels: int, line_height: int | None = None) -> int:
    """Return a length for the text's present size; never less than ``pixels``.

    ``line_height`` is that of a line of text; by default that of the application's font. A
    window that exists is made anew when the size changes, so that constructors may ask.
    """
    if line_height is None:
        line_height = QFontMetrics(QGuiApplication.font()).height()
    return max(pixels, round(pixels * line_height / USUAL_HEIGHT))
