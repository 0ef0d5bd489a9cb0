"""Every command's answer is of the type that declares it, and so is every event."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import pytest

from picup_desktop.app import reading
from picup_desktop.engine.commands.dispatch import COMMANDS, ROWS
from picup_desktop.engine.commands.rows import Row
from picup_desktop.engine.ipc import answers, events
from picup_desktop.engine.ipc.client import EngineClient
from picup_desktop.engine.ipc.commands import computers as on_computers
from picup_desktop.engine.ipc.commands import engine as on_engine
from picup_desktop.engine.ipc.commands import storages as on_storages
from picup_desktop.engine.ipc.commands.albums import (
    AddAlbum,
    ListLeftOut,
    MoveAlbum,
    PauseAlbum,
    RemoveAlbum,
    RenameAlbum,
    ResumeAlbum,
    SetForAlbum,
)
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.commands.dates import CorrectDates, UndoDates, UseFileDates
from picup_desktop.engine.ipc.commands.deletions import (
    AnswerItem,
    BringBackDeleted,
    DeleteNow,
    EmptyTrash,
    IgnoreItem,
    ListInQuestion,
    Remove,
    RestoreDeleted,
    RetryItem,
    RunDeletions,
)
from picup_desktop.engine.ipc.commands.photos import (
    AskForDates,
    BringBack,
    ExportPhotos,
    FreeSpace,
    Get,
    GetThumbnail,
    LookAtSpace,
    LookBack,
    Restore,
    RestoreVersion,
    View,
)
from picup_desktop.engine.ipc.commands.setup import (
    ListFolders,
    Login,
    MakeFolder,
    OpenVault,
    Setup,
    TestConnection,
)
from picup_desktop.engine.ipc.commands.turns import (
    ShowAsFiles,
    TurnHow,
    TurnPhotos,
    UndoTurns,
)
from picup_desktop.engine.ipc.commands.vault import (
    AddAlert,
    Check,
    ConfirmKit,
    ListAlerts,
    RemoveAlert,
    ResetSetting,
    SetSetting,
    TestAlerts,
    Verify,
)
from picup_desktop.engine.ipc.protocol import Event
from picup_desktop.home import Home
from picup_desktop.sync.journal.renewal import computers
from tests.engines import Engine, running, wait_until_protected
from tests.picup import BACKUP, MAIN, PASSPHRASE, ROLES, Vault, wait_until
from tests.typed import answer_type, differences

EVENTS = {
    "changed": events.Changed,
    "progress": events.Progress,
    "job": events.JobProgress,
    "pass_began": answers.Nothing,
    "pass_ended": events.PassEnded,
    "paused": events.Paused,
    "stopping": answers.Nothing,
    "leave": answers.Nothing,
}
NEEDS_A_KEYRING = {"lock_passphrase"}
"""Refused where the vault's own passphrase locks, as scenarios/reading/test_2_1_lock.py tries."""
NEEDS_A_SERVER = {"storage_trust"}
"""A folder has no host key; tests/scenarios/storages/test_5_4_storage_commands.py has it."""
T = TypeVar("T")


class Asked:
    """Asks an engine, and holds each answer against its type."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.names: set[str] = set()

    def __call__(self, command: Command[T]) -> T:
        with EngineClient(self.home) as client:
            answer = client.ask(command)
        self.names.add(command.command)
        assert list(differences(answer, answer_type(type(command)))) == [], command.command
        return answer


@contextmanager
def listening(home: Home) -> Iterator[list[Event]]:
    """The events that a subscriber hears meanwhile."""
    heard: list[Event] = []
    with EngineClient(home) as client:
        events_of = client.events()
        thread = threading.Thread(target=lambda: heard.extend(events_of))
        thread.start()
        try:
            yield heard
        finally:
            client.close()
            thread.join()


@pytest.mark.timeout(300)
def test_every_answer_and_every_event_is_of_its_type(bare: Vault, tmp_path: Path) -> None:
    for number in range(6):
        bare.add(f"{number}.jpg")
    with running(bare, "--wait") as engine:
        ask = Asked(engine.home)
        with EngineClient(engine.home) as client:
            assert list(differences(client.connect(), answers.Greeting)) == []
        with listening(engine.home) as heard:
            make_the_vault(ask, bare)
            ask(AddAlbum(bare.album))
            wait_until_protected(bare, 6)
            about_the_engine(ask)
            about_photos(ask, tmp_path)
            an_earlier_version(ask, bare)
            what_is_damaged(ask, bare)
            what_is_deleted(ask)
            alerts_and_settings(ask, bare, engine)
            ask(on_engine.Stop())
            wait_until(lambda: any(one.name == "stopping" for one in heard), "it stops")
    of_type = [list(differences(dict(one.details), EVENTS[one.name], one.name)) for one in heard]
    assert [one for one in of_type if one] == []
    assert {one.name for one in heard} >= set(EVENTS) - {"leave"}
    open_on_a_new_computer(ask, bare)
    assert ask.names == set(COMMANDS) - NEEDS_A_KEYRING - NEEDS_A_SERVER


def box(bare: Vault, role: str) -> Path:
    """A folder as a storage: nothing here is about SSH."""
    return bare.folder / "boxes" / role


def make_the_vault(ask: Asked, bare: Vault) -> None:
    """In an empty home."""
    ask(on_engine.GetState())
    main, backup = (Login(box(bare, role).as_uri()) for role in ROLES)
    for login in (main, backup):
        ask(TestConnection(login.url))
    boxes = box(bare, ROLES[0]).parent
    assert ask(MakeFolder((boxes / "spare").as_uri()))["folders"] == []
    assert ask(ListFolders(boxes.as_uri()))["folders"] == sorted([*ROLES, "spare"])
    ask(Setup(main, backup, bare.kit, passphrase=PASSPHRASE))
    ask(ConfirmKit(bare.kit.read_text()))


def about_the_engine(ask: Asked) -> None:
    """State, pauses, lock and passes."""
    assert ask(on_engine.Sync(wait=True))["unprotected"] == 0
    assert ask(on_engine.Sync()) == {}
    ask(on_engine.PauseMoves(60))
    assert ask(on_engine.GetState())["paused"] is not None
    ask(on_engine.Resume())
    ask(on_engine.Lock())
    assert ask(on_engine.Sync(wait=True))["held"] == []
    ask(on_engine.Unlock(PASSPHRASE))
    ask(on_engine.Present())
    assert ask(on_engine.Cancel("nothing")) == {"cancelled": False}


def about_photos(ask: Asked, tmp_path: Path) -> None:
    """Reading, restoring and freeing."""
    assert ask(Get("1", tmp_path / "got", remote=True))["served_from"] == "main"
    ask(GetThumbnail("1"))
    assert ask(AskForDates()) == {"not_here": 0}
    assert not ask(View("1", tmp_path / "seen", job="seen"))["stopped"]
    (tmp_path / "back/Holidays").mkdir(parents=True)
    (tmp_path / "back/Holidays/0.jpg").write_bytes(b"another")
    restored = ask(Restore(tmp_path / "back", job="back"))
    assert (restored["restored"], len(restored["beside"])) == (6, 1)
    assert ask(CorrectDates(("1", "Holidays/1.jpg"), taken_at="2008-05-30T12:00"))["changed"] == 2
    assert ask(UndoDates(("1", "4711"), made_here=True))["gone"] == 1
    assert ask(UseFileDates(("1", "Holidays/1.jpg")))["changed"] == 1
    exported = ask(ExportPhotos(tmp_path / "sent", ("1", "2", "4711"), job="sent"))
    assert (exported["restored"], exported["gone"]) == (2, 1)
    assert ask(TurnPhotos(("1", "Holidays/1.jpg"), TurnHow.LEFT))["photos"][0]["after"] == 8
    assert ask(UndoTurns(("1", "4711"), made_here=True))["gone"] == 1
    assert ask(ShowAsFiles(("1", "Holidays/1.jpg")))["changed"] == 1
    assert ask(LookAtSpace(older_than_days=0.0))["photos"] == 6
    assert ask(FreeSpace(photos=("1", "2"), job="free"))["freed"] == 2
    assert ask(BringBack(photos=("1", "2", "3"), job="here"))["brought_back"] == 2


def an_earlier_version(ask: Asked, bare: Vault) -> None:
    """A photo was edited, and is put back as it was."""
    ask(SetSetting("vanished_photos", 0))
    bare.add("3.jpg", b"\xff\xd8\xff\xe0 edited")
    assert ask(on_engine.Sync(wait=True))["unprotected"] == 0
    edited = bare.photo("3.jpg")["id"]
    (many,) = [one["id"] for one in bare.attention() if one["cause"] == "changed_many"]
    (asked,) = ask(ListInQuestion(many))["photos"]
    assert (asked["photo"], asked["before"], asked["after"]) == (edited, 1, 2)
    assert ask(AnswerItem(many, "accept"))["choice"] == "accept"
    ask(ResetSetting("vanished_photos"))
    ask(GetThumbnail(str(edited), as_is=True))
    with reading(ask.home) as ledger:
        first = min(version.number for version in ledger.history.versions(edited))
    ask(GetThumbnail(str(edited), first))
    seen = ask.home.folder.parent / "version"
    assert not ask(View(str(edited), seen, first))["stopped"]
    assert seen.stat().st_size != (bare.album / "3.jpg").stat().st_size
    then = ask(LookBack(date.today().isoformat()))  # noqa: DTZ011 - the local day
    assert (then["photos"], then["changed"]) == (6, 0)
    assert ask(RestoreVersion(str(edited), first))["path"] == "3.jpg"
    assert ask(on_engine.Sync(wait=True))["unprotected"] == 0


def what_is_damaged(ask: Asked, bare: Vault) -> None:
    """Both copies of a photo without a file are gone, one of another is damaged."""
    objects = {name: bare.photo(name)["copies"]["main"]["object"] for name in ("4.jpg", "5.jpg")}
    assert ask(FreeSpace(photos=("Holidays/4.jpg",)))["freed"] == 1
    # A pass between the two would heal the first from the second.
    ask(on_engine.Sync(wait=True))
    ask(on_engine.PauseMoves(60))
    for role in ROLES:
        (box(bare, role) / objects["4.jpg"]).unlink()
    (box(bare, MAIN) / objects["5.jpg"]).write_bytes(b"damaged")
    strange = (box(bare, MAIN) / objects["5.jpg"]).with_name(f"{'a' * 64}.age")
    strange.write_bytes(b"unknown")
    verified = ask(Verify(everything=True))
    assert (len(verified["missing"]), len(verified["damaged"])) == (2, 1)
    ask(on_engine.Resume())
    repaired = ask(Verify(everything=True, repair=True))["repaired"]
    # A pass may have healed it before.
    assert repaired or (box(bare, MAIN) / objects["5.jpg"]).stat().st_size > len(b"damaged")
    assert ask(BringBack(photos=("Holidays/4.jpg",)))["failed_photos"] == 1
    failed = ask(Restore(bare.folder / "again", photos=("Holidays/4.jpg",)))["failed"]
    assert [set(one) for one in failed] == [{"photo", "reason", "main", "backup"}]
    item = bare.attention()[0]["id"]
    ask(RetryItem(item))
    item = bare.attention()[0]["id"]
    assert "retry" in ask(AnswerItem(item, "retry"))["choice"]
    ask(IgnoreItem(bare.attention()[0]["id"]))


def what_is_deleted(ask: Asked) -> None:
    """The trash and the queue."""
    assert len(ask(Remove(("1", "2", "3")))["deleted"]) == 3
    assert ask(Remove(("1",)))["already"]
    assert ask(RestoreDeleted(("1",)))["restored"]
    assert ask(BringBackDeleted(("1",)))["restored"]
    ask(DeleteNow(("2",)))
    ask(EmptyTrash())
    assert ask(RunDeletions(now=True))["removed"] > 0


def alerts_and_settings(ask: Asked, bare: Vault, engine: Engine) -> None:
    """What else the engine keeps."""
    ask(SetSetting("alert_on_desktop", value=False))
    ask(ResetSetting("policy"))
    number = ask(AddAlert("json://127.0.0.1:9/"))["number"]
    assert ask(ListAlerts())["targets"]
    assert [one["taken"] for one in ask(TestAlerts())["outcomes"]] == [False]
    ask(RemoveAlert(number))
    assert ask(on_engine.ChangePassphrase(PASSPHRASE, "lantern orbit mango quilt")) == {}
    assert ask(on_engine.ChangePassphrase("lantern orbit mango quilt", PASSPHRASE)) == {}
    assert ask(Check())["reached"]
    ask(on_storages.StorageChange(MAIN, box(bare, MAIN).as_uri()))
    assert len(ask(on_storages.CheckStorages())["storages"]) == 2
    ask(on_storages.ReplaceStorage(BACKUP, box(bare, "third").as_uri()))
    assert ask(on_storages.SwapStorages())["backup"] == box(bare, MAIN).as_uri()
    (bare.album / "letter.docx").write_bytes(b"PK")
    assert ask(ListLeftOut("Holidays"))["files"] == [{"path": "letter.docx", "why": "kind"}]
    ask(PauseAlbum("Holidays"))
    ask(ResumeAlbum("Holidays"))
    moved = bare.album.rename(bare.folder / "Elsewhere")
    assert ask(MoveAlbum("Holidays", moved))["missing"] == 0
    assert ask(RenameAlbum("Holidays", "Trips"))["path"] == str(moved)
    assert ask(SetForAlbum("Trips", "files", "all"))["files"] == "all"
    ask(RemoveAlbum("Trips"))
    assert engine.home == ask.home


def open_on_a_new_computer(ask: Asked, bare: Vault) -> None:
    """The vault in another home."""
    bare.home = bare.folder / "new-home"
    ask.home = Home(bare.home)
    with running(bare, "--wait"):
        url, kit = box(bare, MAIN).as_uri(), bare.kit.read_text()
        opened = ask(OpenVault(url, kit, passphrase=PASSPHRASE))
        assert opened["photos"] > 0
        whose_computers(ask, bare)


def whose_computers(ask: Asked, bare: Vault) -> None:
    """The former computer is removed, and a new kit made (6-5)."""
    with reading(ask.home) as ledger:
        own, former = computers(ledger)
    assert len(ask(on_computers.ListComputers())["computers"]) == 2
    assert ask(on_computers.RenameComputer(own.device_id, "desk"))["name"] == "desk"
    assert ask(on_computers.RemoveComputer(former.device_id))["warnings"] == []
    assert ask(on_computers.NewKit(bare.folder / "new-kit.txt"))["computers"] == ["desk"]


def test_the_functions_of_the_table_take_and_return_what_the_commands_say() -> None:
    """The types of a row that mypy can't relate: the command, its function and its answer."""
    wrong = [row.command.command for row in ROWS if not fits(row)]

    assert wrong == []
    assert len({row.command.command for row in ROWS}) == len(ROWS)


def fits(row: Row) -> bool:
    act: Any = getattr(row, "act")  # noqa: B009 - each kind has its own
    hints = get_type_hints(act)
    returned = hints.pop("return")
    declared = answer_type(row.command)
    return row.command in hints.values() and declared in (
        returned,
        *getattr(returned, "__args__", ()),
    )
