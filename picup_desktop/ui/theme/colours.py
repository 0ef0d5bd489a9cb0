"""The colours of the light and the dark scheme.

The contrast of text is at least 4.5 : 1, that of edges, icons and marks 3 : 1 (WCAG 2.2 AA;
tests/ui/everyone measures both in the pixels of every screen).
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Colours:
    """Every colour of the window, as ``#rrggbb``."""

    page: str
    """Behind the cards."""
    card: str
    sidebar: str
    line: str
    """Edges of cards and buttons, which only decorate, and the empty part of meters."""
    edge: str
    """Edges of fields, the thumb of a scroll bar, and drawings that say something."""
    text: str
    quiet: str
    """Captions and less important text."""
    accent: str
    accent_strong: str
    """The accent while the mouse is over it."""
    on_accent: str
    selected: str
    """Behind the selected entry of a list."""
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    accent_soft: str
    second: str
    """The second line of a plot."""


LIGHT = Colours(
    page="#f5f6f5",
    card="#ffffff",
    sidebar="#eceeed",
    line="#dde1df",
    edge="#7f8985",
    text="#1b211f",
    quiet="#59635f",
    accent="#0f7a63",
    accent_strong="#0b6451",
    on_accent="#ffffff",
    selected="#dfe6e3",
    warning="#8f5a00",
    warning_soft="#fdf1d8",
    danger="#b3261e",
    danger_soft="#fbe6e4",
    accent_soft="#dff2ec",
    second="#4a66b8",
)

DARK = Colours(
    page="#161918",
    card="#1f2422",
    sidebar="#1a1e1c",
    line="#343b38",
    edge="#77827e",
    text="#e8ecea",
    quiet="#a3ada9",
    accent="#4cc3a3",
    accent_strong="#6bd4b7",
    on_accent="#06231b",
    selected="#2a322f",
    warning="#f0b955",
    warning_soft="#3a2f17",
    danger="#ff9a90",
    danger_soft="#43211e",
    accent_soft="#17352d",
    second="#93aaf0",
)


def palette_of(colours: Colours) -> QPalette:
    """Return the palette for widgets that the style sheet has no rule for."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.page,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.card,
        QPalette.ColorRole.AlternateBase: colours.page,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.card,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.card,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.quiet,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Mid: colours.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.quiet))
    return palette
