"""Linux desktops: an XDG autostart entry, begun at each login of its user."""

from pathlib import Path

from picup_desktop.autostart.entry import Entry, remove_entry, write_entry

# Characters that the desktop-entry specification wants quoted, and those escaped in quotes.
SPECIAL = " \t\n\"'\\><~|&;$*?#()`"
ESCAPED = '"`$\\'


class XdgAutostart:
    """``folder`` is ``autostart`` below the user's configuration folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "picup-desktop-engine.desktop"

    @property
    def where(self) -> str:
        """The entry's file."""
        return str(self._file)

    def is_on(self) -> bool:
        """Whether it is there."""
        return self._file.exists()

    def switch_on(self, entry: Entry) -> None:
        """Write it."""
        write_entry(self._file, xdg_entry(entry))

    def switch_off(self) -> None:
        """Remove it."""
        remove_entry(self._file)


def xdg_entry(entry: Entry) -> str:
    """The entry's text."""
    return f"""\
[Desktop Entry]
Type=Application
Name=PicUp Desktop
Comment=Keeps every photo, sealed, on two NAS boxes
Exec={" ".join(_quoted(word) for word in entry.words)}
Terminal=false
NoDisplay=true
X-GNOME-Autostart-Delay=20
"""


def _quoted(word: str) -> str:
    """As Exec wants it: quoted by its own rules, then escaped as any string of the file."""
    text = word.replace("%", "%%")
    if any(c in SPECIAL for c in text):
        text = f'"{"".join(chr(92) + c if c in ESCAPED else c for c in text)}"'
    return text.replace("\\", "\\\\")
