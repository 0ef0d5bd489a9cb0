"""Whether the photo that is viewed was deleted meanwhile: outside, or on another computer."""

from collections.abc import Callable
from pathlib import Path

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.ledger.gallery.glance import Glance
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import Shown, shown
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.text import translate


def ask_whether_gone(
    reader: LedgerReader, shot: ShownShot, gone: Callable[[ShownShot], None]
) -> None:
    """Call ``gone``, later, if the ledger does not have the shot's picture any more.

    A picture that only belongs to another shot by now is still there.
    """
    photo_id = shot.lead.photo_id

    def question(ledger: Ledger) -> bool:
        return Glance(ledger.database).shot_of(photo_id) is None

    reader.ask(question, lambda is_gone: gone(shot) if is_gone else None)


def gone_words(shot: ShownShot) -> Shown:
    """Return what is said of a photo that is not there any more."""
    words = translate("Viewer", "“{name}” is not among your photos any more.")
    return words.format(name=shown(Path(shot.lead.path).name))
