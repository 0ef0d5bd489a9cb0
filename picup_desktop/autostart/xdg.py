"""Linux desktops: an XDG autostart entry, started at each login of its user."""

from pathlib import Path

from picup_desktop.autostart.entry import Entry, EntryFile

# Characters that the desktop-entry specification requires to quote, or to escape in quotes.
SPECIAL = " \t\n\"'\\><~|&;$*?#()`"
ESCAPED = '"`$\\'


def xdg_autostart(folder: Path) -> EntryFile:
    """``folder`` is ``autostart`` below the user's configuration folder."""
    return EntryFile(folder / "picup-desktop-engine.desktop", xdg_entry)


def xdg_entry(entry: Entry) -> str:
    """Return the entry's text."""
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
    """Quote a word by the rules of Exec, then escape it as any string of the file."""
    text = word.replace("%", "%%")
    if any(c in SPECIAL for c in text):
        text = f'"{"".join(chr(92) + c if c in ESCAPED else c for c in text)}"'
    return text.replace("\\", "\\\\")
