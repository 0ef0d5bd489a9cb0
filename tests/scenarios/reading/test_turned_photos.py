"""A person turns a photo: a fact of the vault, and neither file nor object is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.photos import turn, turn_undo
from picup_desktop.engine.ipc.commands.turns import TurnHow, TurnPhotos, UndoTurns
from picup_desktop.sync.albums.albums import add_album
from picup_desktop.words import Role, Turn
from tests.picup import age, photo_bytes
from tests.small import Second, Small, joined, small_vault

CLOCK = SystemClock()
LEFT, AROUND = Turn.LEFT, Turn.AROUND


def turns(vault: Small) -> dict[str, Turn]:
    """How the photos that are not as their files say are shown, by path."""
    with vault.ledger() as ledger:
        listed = [one for one in ledger.listing.photos() if one.photo.deleted_at is None]
    return {one.photo.path: one.turn for one in listed if one.turn is not Turn.UPRIGHT}


def turned(vault: Small, path: str, how: TurnHow = TurnHow.LEFT) -> None:
    with vault.ledger() as ledger:
        (found,) = (
            one.photo.id
            for one in ledger.listing.photos()
            if one.photo.path == path and one.photo.deleted_at is None
        )
        assert turn(ledger, CLOCK, TurnPhotos((str(found),), how))["changed"] == 1


@contextmanager
def storages_away(vault: Small) -> Iterator[None]:
    """Nobody reaches either storage for a while."""
    away = [(vault.root(role), vault.root(role).with_name(f"{role.value} away")) for role in Role]
    for root, elsewhere in away:
        root.rename(elsewhere)
    yield
    for root, elsewhere in away:
        elsewhere.rename(root)


def rests(vault: Small) -> set[str]:
    """The names of all objects, which are hashes of their bytes."""
    return {file.name for role in Role for file in vault.root(role).glob("objects/*/*")}


def test_a_turn_outlives_everything_but_another_content(tmp_path: Path) -> None:
    one = small_vault(tmp_path / "one", ["a.jpg", "b.jpg"])
    # Turned before it is stored, when its content has no name yet.
    with storages_away(one):
        one.sync()
        turned(one, "a.jpg")
    one.sync()
    file = one.folder / "Album" / "a.jpg"
    before = file.stat().st_mtime_ns, file.read_bytes()
    two: Second = joined(one, tmp_path / "two")
    for each in (one, two, one):
        each.sync()
    objects = rests(one)
    assert turns(one) == turns(two) == {"a.jpg": LEFT}

    # Each may turn the other's photo, and the newest word counts.
    turned(two, "a.jpg")
    two.sync()
    one.sync()
    assert turns(one) == turns(two) == {"a.jpg": AROUND}
    with one.ledger() as ledger:
        assert turn_undo(ledger, CLOCK, UndoTurns(("Album/a.jpg",), made_here=True))["changed"] == 0
        assert turn_undo(ledger, CLOCK, UndoTurns(("Album/a.jpg",)))["changed"] == 1
    one.sync()
    two.sync()
    assert turns(one) == turns(two) == {"a.jpg": LEFT}
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before
    assert rests(one) == objects

    # It stays where the photo goes, and while both storages are away.
    with storages_away(one):
        turned(one, "b.jpg")
        one.sync()
    file.rename(file.with_name("c.jpg"))
    for each in (one, two):
        each.sync()
    assert turns(one) == turns(two) == {"b.jpg": LEFT, "c.jpg": LEFT}

    # An edited photo is as its editor saw it; the content of before is turned when it comes back.
    file = file.with_name("c.jpg")
    file.write_bytes(photo_bytes("an edit", 4000))
    age(file)
    for each in (one, two):
        each.sync()
    assert turns(one) == turns(two) == {"b.jpg": LEFT}
    file.write_bytes(before[1])
    age(file)
    for each in (one, two):
        each.sync()
    assert turns(one) == turns(two) == {"b.jpg": LEFT, "c.jpg": LEFT}

    # A new computer learns it from a storage alone, from a checkpoint as well, and takes it over.
    with one.ledger() as ledger, ledger.transaction():
        ledger.journal.note("restated")
    one.sync()
    heir = joined(one, tmp_path / "three")
    assert turns(heir) == {"b.jpg": LEFT, "c.jpg": LEFT}
    with heir.ledger() as ledger:
        add_album(ledger, one.folder / "Album", "Album", CLOCK)
    for each in (heir, two):
        each.sync()
    assert turns(heir) == turns(two) == {"b.jpg": LEFT, "c.jpg": LEFT}
