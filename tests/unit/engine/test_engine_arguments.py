"""The arguments of commands: checked against their dataclass, in one place."""

import json
import math
import types
import typing
from pathlib import Path

import pytest

from picup_desktop.engine.commands.dispatch import ROWS
from picup_desktop.engine.commands.rows import Row
from picup_desktop.engine.ipc.arguments import read_arguments, write_arguments
from picup_desktop.engine.ipc.commands.albums import AddAlbum, RemoveAlbum
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.commands.deletions import AnswerItem
from picup_desktop.engine.ipc.commands.engine import PauseMoves
from picup_desktop.engine.ipc.commands.photos import BringBack, FreeSpace, Get, Restore, View
from picup_desktop.engine.ipc.commands.setup import Login, OpenVault, Setup
from picup_desktop.engine.ipc.commands.turns import TurnHow, TurnPhotos
from picup_desktop.engine.ipc.commands.vault import SetSetting
from picup_desktop.errors import UsageError

CHECKED = (str, Path, bool, int, float, tuple[str, ...], str | float | bool, Login, TurnHow)


@pytest.mark.parametrize(
    "command",
    [
        AddAlbum(Path("/photos"), "Holidays"),
        AnswerItem(3, "retry"),
        AnswerItem(3, "keep", ("7", "Holidays/a.jpg")),
        BringBack(photos=("1", "Holidays/a.jpg"), job="mine"),
        FreeSpace(albums=("A", "B"), older_than_days=0.5),
        Get("1", Path("/x"), remote=True),
        OpenVault("file:///x", "kit", accept_new_host_keys=True),
        PauseMoves(),
        RemoveAlbum("A"),
        Restore(Path("/x"), album="A"),
        SetSetting("upload_while_locked", value=False),
        SetSetting("grace_days", 30),
        TurnPhotos(("1",), TurnHow.LEFT),
        Setup(Login("file:///a"), Login("sftp://b", password="p"), Path("/kit")),
    ],
    ids=lambda command: str(type(command).__name__),
)
def test_a_command_arrives_as_it_was_sent(command: Command[object]) -> None:
    sent = json.loads(json.dumps(write_arguments(command)))

    assert read_arguments(command.command, type(command), sent) == command


def test_a_name_that_is_no_text_arrives_as_it_was_sent() -> None:
    odd = AddAlbum(Path("/photos/\udcff\n\x00"))

    assert read_arguments("x", AddAlbum, json.loads(json.dumps(write_arguments(odd)))) == odd


@pytest.mark.parametrize(
    ("of", "given", "sentence"),
    [
        (
            TurnPhotos,
            {"photos": ["1"], "how": "up"},
            "must be one of right, left, around, mirror, flip.",
        ),
        (TurnPhotos, {"photos": ["1"], "how": 6}, "x needs how, which must be a text."),
        (AddAlbum, {}, "x needs path, which must be a text."),
        (AddAlbum, {"path": None}, "x needs path, which must be a text."),
        (AddAlbum, {"path": 1}, "x needs path, which must be a text."),
        (AddAlbum, {"path": "relative"}, "x needs path, which must be an absolute path."),
        (AddAlbum, {"path": "/a", "name": 1}, "x needs name, which must be a text."),
        (RemoveAlbum, {"name": "a", "delete_photos": 1}, "which must be true or false."),
        (PauseMoves, {"seconds": True}, "x needs seconds, which must be a number."),
        (PauseMoves, {"seconds": "1"}, "x needs seconds, which must be a number."),
        (PauseMoves, {"seconds": math.nan}, "x needs seconds, which must be a number."),
        (PauseMoves, {"seconds": 10**400}, "x needs seconds, which must be a number."),
        (AnswerItem, {"id": 1.5, "choice": "a"}, "x needs id, which must be a whole number."),
        (AnswerItem, {"id": "1", "choice": "a"}, "x needs id, which must be a number."),
        (BringBack, {"photos": "1"}, "x needs photos, which must be a list of texts."),
        (BringBack, {"photos": [1]}, "x needs photos, which must be a list of texts."),
        (SetSetting, {"name": "a"}, "which must be a text, a number, true or false."),
        (SetSetting, {"name": "a", "value": [1]}, "a text, a number, true or false."),
        (Setup, {"main": "a"}, "x needs main, which must be an object."),
        (Setup, {"main": {}}, "x.main needs url, which must be a text."),
        (Setup, {"main": {"url": "a", "ulr": "b"}}, "x.main does not know: ulr."),
        (AddAlbum, {"path": "/a", "nmae": "b", "a": 1}, "x does not know: a, nmae."),
        (OpenVault, {"from_": "a", "kit": "b"}, "x needs from, which must be a text."),
    ],
)
def test_arguments_are_of_their_type_or_refused(
    of: type[Command[object]], given: dict[str, object], sentence: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read_arguments("x", of, given)

    assert refused.value.sentence.endswith(sentence)


def test_what_is_left_out_or_null_has_its_default() -> None:
    assert read_arguments("x", RemoveAlbum, {"name": "a"}) == RemoveAlbum("a", delete_photos=False)
    assert read_arguments("x", RemoveAlbum, {"name": "a", "delete_photos": None}) == RemoveAlbum(
        "a"
    )
    assert read_arguments("x", View, {"photo": "1", "output": "/x"}).job is None
    assert read_arguments("x", AnswerItem, {"id": 2.0, "choice": "a"}).id == 2


def test_only_what_was_chosen_is_sent() -> None:
    """An older engine refuses arguments that it does not know."""
    assert write_arguments(Restore(Path("/x"))) == {"destination": "/x"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.command.command))
def test_every_argument_of_every_command_is_of_a_kind_that_is_checked(row: Row) -> None:
    for name, hint in typing.get_type_hints(row.command).items():
        if typing.get_origin(hint) is not typing.ClassVar:
            assert _kind(hint) in CHECKED, name


def _kind(hint: object) -> object:
    """The type without ``| None``."""
    some = [one for one in typing.get_args(hint) if one is not type(None)]
    return some[0] if isinstance(hint, types.UnionType) and len(some) == 1 else hint
