"""The example of docs/extending.md: what each kind of attention item needs, from cause to page.

A new kind makes these tests fail until it has all of it.
"""

from pathlib import Path

import pytest

from picup_desktop.alerts.alert import SENTENCES, TITLES, alert_of
from picup_desktop.clock import SystemClock
from picup_desktop.guide import page_about
from picup_desktop.ledger.attention import AttentionRecord
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.settings import Settings
from picup_desktop.sync.answers import answer, find_item
from picup_desktop.sync.causes import IGNORE, RETRY
from picup_desktop.ui.attention import words
from picup_desktop.words import AttentionKind

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(tmp_path / "ledger.sqlite")


def cause(kind: AttentionKind) -> AttentionRecord:
    """Whatever it is about: every item can be tried again and ignored."""
    details = {"photo": 7, "message": 7, "storage": "backup", "path": "a.jpg", "reason": "Dust."}
    return AttentionRecord(kind, "lens:1", "There is dust on it.", (RETRY, IGNORE), details)


@pytest.mark.parametrize("kind", AttentionKind)
def test_a_kind_is_told_in_every_place_where_people_look(kind: AttentionKind) -> None:
    item = cause(kind)
    assert kind in TITLES
    assert kind in SENTENCES
    alert = alert_of(item, 0.0, file_names=False)
    assert alert.title
    assert "Dust" not in alert.text
    assert words.title(item)
    assert words.sentence(item)
    assert words.detail_rows(item)
    assert (ROOT / "docs" / page_about(kind)).is_file()
    assert f"`{kind.value}`" in (ROOT / "docs" / "cli.md").read_text("utf-8")


@pytest.mark.parametrize("kind", AttentionKind)
def test_a_kind_always_has_a_way_out(kind: AttentionKind, ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.attention.open(cause(kind), 1000.0)
    (item,) = ledger.attention.all()
    clock = SystemClock()
    for choice in (RETRY, IGNORE):
        said = answer(ledger, Settings(), clock, find_item(ledger, item.id), choice)
        assert said.endswith(".") or "picup" in said
        if not ledger.attention.all():
            break
    assert ledger.attention.all() == []
