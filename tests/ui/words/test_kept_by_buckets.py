"""What a bucket keeps of what is removed stands on its storage's card, and on no other."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.storage.keeping import Keeping, Versions
from picup_desktop.sync.reach.keeping import note_keeping
from picup_desktop.ui.composition import make_context
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.snapshots.snapshot import take_snapshot
from picup_desktop.ui.storages.card import StorageCard
from picup_desktop.words import Role
from tests.small import small_vault

NARROW = 230


@pytest.mark.parametrize(
    ("keeps", "words"),
    [
        (Keeping(Versions.ON, 30), "The bucket is locked for 30 days"),
        (Keeping(Versions.ON, 30, strict=True), "Nobody can end it earlier."),
        (Keeping(Versions.ON), "keeps what is removed as hidden versions"),
        (Keeping(Versions.SUSPENDED), "kept hidden versions once"),
        (Keeping(Versions.ON, ends_days=30), "removes what is 30 days old: photos too"),
        (Keeping(Versions.OFF, archives_days=7), "7 days old into an archive"),
        (Keeping(Versions.OFF), ""),
    ],
)
def test_a_card_says_what_stays_of_what_is_removed(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, keeps: Keeping, words: str
) -> None:
    small = small_vault(tmp_path / "vault", ["0.jpg"])
    with small.ledger() as ledger:
        with ledger.transaction():
            note_keeping(ledger, Role.BACKUP, keeps)
        snapshot = take_snapshot(ledger)
    home = Home(tmp_path / "window")
    home.make()
    context = make_context(qapp, home, Preferences(home))
    cards = {role: StorageCard(context, role) for role in Role}
    for summary in snapshot.storages:
        role = summary.record.role
        qtbot.addWidget(cards[role])
        cards[role].show_storage(snapshot, summary)
    said = " ".join(cards[Role.BACKUP].words)
    assert words in said
    assert ("bucket" in said) is bool(words)
    assert "bucket" not in " ".join(cards[Role.MAIN].words)
    # A rule that takes photos away stands out from what only takes room.
    part = cards[Role.BACKUP].keeps.property("part")
    assert part == ("caption" if keeps.danger is None else "caution")
    # At the width that a card has in the smallest window, all of it is seen.
    card = cards[Role.BACKUP]
    card.show()
    card.resize(NARROW, card.heightForWidth(NARROW))
    qtbot.wait(1)
    assert card.keeps.isHidden() or card.keeps.height() >= card.keeps.heightForWidth(
        card.keeps.width()
    )
