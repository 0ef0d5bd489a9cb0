"""What the command line prints as JSON: of its declared types, with every promised field."""

from pathlib import Path
from typing import Any

import pytest

from picup_desktop.cli import answers as cli
from picup_desktop.engine.ipc import answers as engine
from picup_desktop.engine.ipc.setup_answers import Verified
from tests.picup import BACKUP, MAIN, Vault
from tests.scenarios.deletions.deleting import done, own_trash, sync
from tests.typed import differences

PROMISED = {
    "status": (
        "photos protected half_protected waiting failed deleted queued_objects dead_letters"
        " attention storages"
    ),
    "storage of status": "role url state objects bytes",
    "photos": "id album path size mtime_ns sha256 state copies shot lead kind",
    "copies of photos": "main backup",
    "copy of photos": "state object",
    "events": "id photo at outcome stored_on attempts reason",
    "get": "served_from repaired",
    "deletions": "id state attempts available_at storage objects last_error",
    "attention": "id kind cause since text choices details",
    "verify": "checked bytes missing damaged repaired unknown",
    "settings": "name value default least most unit text",
}
"""The contract of the command line, copied."""


def promised(name: str, document: dict[str, Any]) -> None:
    assert set(PROMISED[name].split()) <= set(document), name


def of_type(document: object, declared: Any) -> None:
    assert list(differences(document, declared)) == []


@pytest.mark.timeout(300)
def test_the_json_of_every_command_is_of_its_type_and_has_what_is_promised(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own_trash(monkeypatch, tmp_path)
    for number in range(3):
        vault.add(f"{number}.jpg")
    of_type(sync(vault), cli.Synced)

    status = done(vault, "status", "--json").json
    of_type(status, cli.Status)
    promised("status", status)
    for storage in status["storages"]:
        promised("storage of status", storage)
    photos = done(vault, "photos", "--json").json
    of_type(photos, list[cli.Photo])
    promised("photos", photos[0])
    promised("copies of photos", photos[0]["copies"])
    promised("copy of photos", photos[0]["copies"][MAIN])
    events = done(vault, "events", "--json").json
    of_type(events, list[cli.UploadEvent])
    promised("events", events[0])
    promised("get", vault.get("0.jpg"))
    of_type(done(vault, "album", "list", "--json").json, list[cli.Album])
    settings = done(vault, "settings", "--json").json
    of_type(settings, list[cli.Setting])
    promised("settings", settings[0])

    of_type(done(vault, "rm", "Holidays/0.jpg", "--json").json, cli.RemovedIds)
    of_type(done(vault, "trash", "list", "--json").json, list[cli.Trashed])
    messages = done(vault, "deletions", "--json").json
    of_type(messages, list[cli.Message])
    promised("deletions", messages[0])
    done(vault, "trash", "restore", "Holidays/0.jpg")

    vault.object_file(BACKUP, "1.jpg").unlink()
    verified = done(vault, "verify", "--all", "--json", code=1).json
    of_type(verified, Verified)
    promised("verify", verified)
    attention = done(vault, "attention", "--json").json
    of_type(attention, list[cli.AttentionItem])
    promised("attention", attention[0])
    restored = done(vault, "restore", vault.folder / "back", "--json").json
    of_type(restored, engine.Restored)
