"""A list in JSON is printed as its photos come, in the very text of a list printed at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.cli.output import print_json, print_json_list
from picup_desktop.ledger.photos import listing
from picup_desktop.messages.message import Message
from tests.in_process import run_here
from tests.unit.ledger.filled import NOW, add_photos, filled, store

LISTS: list[list[Any]] = [
    [],
    [1],
    [{}, [], "a\nb"],
    [{"path": "line\nend \\n", "copies": {"main": {"state": "none"}}, "of": [1, [2]]}, None, "가"],
    [{"reason": Message("storage-is-away")}, {"b": [{"c": "\u2028"}]}],
]


@pytest.mark.parametrize("items", LISTS)
def test_a_list_in_pieces_is_the_same_text(
    items: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    print_json(items)
    whole = capsys.readouterr().out
    print_json_list(iter(items))
    assert capsys.readouterr().out == whole


def test_the_photos_are_listed_page_by_page_each_once_and_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["b.jpg", "a.jpg", "c/e.jpg", "c/d.jpg", "f.jpg"]
    with filled(tmp_path) as ledger:
        ids = add_photos(ledger, names)
        store(ledger, ids[0], "b")
        with ledger.transaction():
            ledger.photos.set_deleted([ids[4]], NOW)
    at_once = run_here(tmp_path, "photos", "--json").json
    monkeypatch.setattr(listing, "PHOTOS_IN_A_PAGE", 2)
    in_pages = run_here(tmp_path, "photos", "--json")
    assert in_pages.json == at_once
    assert in_pages.out == json.dumps(at_once, indent=2) + "\n"
    assert [one["path"] for one in in_pages.json] == sorted(names)
    alive = run_here(tmp_path, "photos", "--state", "waiting", "--json").json
    assert [one["path"] for one in alive] == ["a.jpg", "c/d.jpg", "c/e.jpg"]
    assert run_here(tmp_path, "photos", "--album", "Album", "--json").json == at_once
    assert run_here(tmp_path, "photos", "--state", "failed", "--json").json == []
