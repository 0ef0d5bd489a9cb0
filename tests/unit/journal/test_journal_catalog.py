"""Replay and catalog: what the entries add up to, with and without checkpoints."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from picup_desktop.vault.journal import (
    AlbumAdded,
    AlbumRemoved,
    AlbumRenamed,
    Catalog,
    CatalogAlbum,
    CatalogPhoto,
    CheckpointPart,
    DateCorrected,
    DeviceState,
    Entry,
    ObjectGone,
    ObjectHeld,
    ObjectReplaced,
    PhotoBack,
    PhotoMoved,
    PhotoRemoved,
    PhotoStored,
    PictureTurned,
    Segment,
    UnknownEntry,
    build_catalog,
    in_force,
    is_due,
    replay,
    replay_entries,
    state_entries,
    still_named,
)
from tests.unit.journal.test_journal_entries import ENTRIES, a_hash, an_object
from tests.unit.journal.test_journal_segment import stored

DEVICE, OTHER = "00000000000000aa", "00000000000000bb"


def state(*entries: Entry) -> DeviceState:
    return replay_entries(DEVICE, entries)


def segment(number: int, *entries: Entry, part: CheckpointPart | None = None) -> Segment:
    previous = None if number == 1 else a_hash(number - 1)
    return Segment(DEVICE, number, previous, part, entries, a_hash(number))


def test_an_album_is_added_renamed_removed_and_added_again() -> None:
    added = AlbumAdded(1, 7, "Sommer", "age1x")
    album = CatalogAlbum(DEVICE, 7, "Sommer", "age1x", 1)
    assert state(added).albums == {7: album}
    assert state(added, AlbumRenamed(2, 7, "Herbst")).albums == {7: replace(album, name="Herbst")}
    assert state(added, AlbumRemoved(2, 7)).albums == {7: replace(album, removed_at=2)}
    assert state(added, AlbumRemoved(2, 7), added).albums == {7: album}


def test_a_photo_is_stored_moved_removed_and_back() -> None:
    photo = CatalogPhoto(DEVICE, 1, 1, "a.jpg", 1_700_000_000_123_456_789, an_object(1), 100)
    assert state(stored(1)).photos == {1: photo}
    moved = state(stored(1), PhotoMoved(2, 1, 9, "b/c.jpg"))
    assert moved.photos == {1: replace(photo, album_id=9, path="b/c.jpg")}
    removed = state(stored(1), PhotoRemoved(200, 1))
    assert removed.photos == {1: replace(photo, removed_at=200)}
    assert an_object(1) in removed.objects
    assert state(stored(1), PhotoRemoved(200, 1), PhotoBack(300, 1)).photos == {1: photo}


def test_of_corrected_dates_the_last_word_about_each_photo_stays() -> None:
    first, other = DateCorrected(9, DEVICE, 1, 5, None), DateCorrected(9, OTHER, 1, 6, None)
    # The clock was set back between the two; the order in the journal counts.
    last = DateCorrected(3, DEVICE, 1, None, 5)
    after = state(stored(1), first, other, last)
    assert after.dates == {(DEVICE, 1): last, (OTHER, 1): other}
    assert replay_entries(DEVICE, state_entries(after)) == after


def test_of_turns_the_last_word_about_each_photo_stays() -> None:
    first = PictureTurned(9, DEVICE, 1, 6, 1, "")
    last = PictureTurned(3, DEVICE, 1, 3, 6, a_hash(1))
    other = PictureTurned(9, OTHER, 1, 2, 1, "")
    after = state(stored(1), first, other, last)
    assert after.turns == {(DEVICE, 1): last, (OTHER, 1): other}
    assert replay_entries(DEVICE, state_entries(after)) == after


def test_a_new_version_leaves_the_old_object_until_it_is_gone() -> None:
    both = state(stored(1, sealed=1), stored(1, sealed=2))
    assert both.photos[1].object == an_object(2)
    assert set(both.objects) == {an_object(1), an_object(2)}
    one = state(stored(1, sealed=1), stored(1, sealed=2), ObjectGone(3, an_object(1)))
    assert set(one.objects) == {an_object(2)}


def test_a_removed_photo_is_forgotten_with_its_object_in_either_order() -> None:
    removed, gone = PhotoRemoved(2, 1), ObjectGone(3, an_object(1))
    for order in ((removed, gone), (gone, removed)):
        after = state(stored(1), *order)
        assert (after.photos, after.objects) == ({}, {})


def test_a_living_photo_whose_object_is_gone_is_not_forgotten() -> None:
    after = state(stored(1), ObjectGone(3, an_object(1)))
    assert after.photos[1].removed_at is None
    assert after.objects[an_object(1)].gone_at == 3
    assert Catalog({DEVICE: after}).objects == {}
    again = state(stored(1), ObjectGone(3, an_object(1)), stored(1, sealed=2))
    assert set(again.objects) == {an_object(2)}
    there_again = state(stored(1), ObjectGone(3, an_object(1)), stored(2, sealed=1))
    assert there_again.objects[an_object(1)].gone_at is None


def test_a_replaced_object_takes_all_its_photos_along() -> None:
    replaced = ObjectReplaced(3, an_object(8), an_object(9), 77)
    after = state(stored(1, sealed=8), stored(2, sealed=8), replaced)
    assert {photo.object for photo in after.photos.values()} == {an_object(9)}
    new, old = after.objects[an_object(9)], after.objects[an_object(8)]
    assert (new.sealed_bytes, new.sha256, new.size_bytes) == (77, old.sha256, old.size_bytes)


def test_entries_about_nothing_known_change_nothing() -> None:
    nothing = state(
        AlbumRenamed(1, 1, "x"),
        AlbumRemoved(1, 1),
        PhotoMoved(1, 1, 1, "x"),
        PhotoRemoved(1, 1),
        PhotoBack(1, 1),
        ObjectGone(1, an_object(1)),
        ObjectReplaced(1, an_object(1), an_object(2), 3),
    )
    assert nothing == state()


def living(entries: list[Entry]) -> dict[int, tuple[int, str, str]]:
    """Album, path and object of every living photo, told in another way than by replay."""
    told = {}
    for photo_id in range(5):
        at: tuple[int, str, str] | None = None
        alive = False
        gone: set[str] = set()
        for entry in entries:
            if isinstance(entry, ObjectGone):
                gone.add(entry.object)
            if isinstance(entry, PhotoStored):
                gone.discard(entry.object)
            about = getattr(entry, "photo_id", None) == photo_id
            if about and isinstance(entry, PhotoStored):
                at, alive = (entry.album_id, entry.path, entry.object), True
            elif about and isinstance(entry, PhotoMoved) and at:
                at = (entry.album_id, entry.path, at[2])
            elif about and isinstance(entry, PhotoRemoved | PhotoBack):
                alive = isinstance(entry, PhotoBack)
            if at and not alive and at[2] in gone:
                at = None
        if at and alive:
            told[photo_id] = at
    return told


@given(
    st.lists(ENTRIES.filter(lambda e: not isinstance(e, ObjectReplaced | ObjectHeld)), max_size=30)
)
def test_living_photos_are_where_their_last_entries_say(entries: list[Entry]) -> None:
    found = {
        photo.photo_id: (photo.album_id, photo.path, photo.object)
        for photo in state(*entries).photos.values()
        if photo.removed_at is None
    }
    assert found == living(entries)


@given(st.lists(ENTRIES, max_size=30))
def test_a_checkpoint_replays_to_exactly_the_state_it_was_made_from(entries: list[Entry]) -> None:
    before = state(*entries)
    after = state(*state_entries(before))
    assert after == before
    assert after.unknown == tuple(one for one in entries if isinstance(one, UnknownEntry))


@settings(max_examples=50)
@given(st.lists(ENTRIES, max_size=20), st.lists(ENTRIES, max_size=20))
def test_what_follows_a_checkpoint_goes_on_from_its_state(
    early: list[Entry], late: list[Entry]
) -> None:
    assert state(*state_entries(state(*early)), *late) == state(*early, *late)


def test_a_whole_checkpoint_takes_the_place_of_all_before() -> None:
    segments = [
        segment(1, stored(1)),
        segment(2, stored(2), part=CheckpointPart(1, 2)),
        segment(3, stored(3), part=CheckpointPart(2, 2)),
        segment(4, stored(4)),
    ]
    assert set(replay(DEVICE, segments).photos) == {2, 3, 4}
    assert replay(DEVICE, segments[1:]) == replay(DEVICE, segments)


def test_a_checkpoint_that_broke_off_changes_nothing() -> None:
    broken = segment(2, stored(2), part=CheckpointPart(1, 2))
    first = segment(1, stored(1))
    assert set(replay(DEVICE, [first, broken]).photos) == {1}
    assert set(replay(DEVICE, [first, broken, segment(3, stored(3))]).photos) == {1, 3}
    anew = segment(3, stored(4), part=CheckpointPart(1, 1))
    assert set(replay(DEVICE, [first, broken, anew]).photos) == {4}
    too_late = segment(4, stored(5), part=CheckpointPart(2, 2))
    torn = [first, broken, segment(3, stored(3)), too_late]
    assert set(replay(DEVICE, torn).photos) == {1, 3}


def test_the_entries_in_force_are_those_of_a_replay() -> None:
    first, torn = segment(1, stored(1)), segment(2, stored(2), part=CheckpointPart(1, 2))
    after = segment(3, stored(3))
    assert in_force([first, torn, after]) == [first, after]
    parts = [
        segment(2, stored(2), part=CheckpointPart(1, 2)),
        segment(3, stored(3), part=CheckpointPart(2, 2)),
    ]
    assert in_force([first, *parts, segment(4)]) == [*parts, segment(4)]
    assert in_force([]) == []


def test_what_is_named_is_told_without_a_replay() -> None:
    asked = {an_object(n) for n in (1, 2, 3, 4, 5)}
    entries: list[Entry] = [
        stored(1),
        ObjectHeld(1, an_object(2), 3, a_hash(9), 4),
        ObjectReplaced(1, an_object(7), an_object(3), 3),
        stored(4),
        ObjectGone(2, an_object(4)),
        stored(6),
        ObjectGone(2, an_object(6)),
    ]
    assert still_named(asked, entries) == {an_object(1), an_object(2), an_object(3)}
    assert still_named(asked, [*entries, stored(4)]) >= {an_object(4)}
    assert still_named(set(), entries) == set()


@given(st.lists(ENTRIES, max_size=30), st.sets(st.integers(0, 5)))
def test_what_is_named_is_what_a_replay_has_and_no_more_goes_unnamed(
    entries: list[Entry], numbers: set[int]
) -> None:
    asked = {an_object(number) for number in numbers}
    objects = state(*entries).objects.values()
    there = {known.name for known in objects if known.gone_at is None} & asked
    found = still_named(asked, entries)
    assert there <= found <= asked
    # In place of an object that nobody knows: a replay passes it over.
    assert found - there <= {e.new_object for e in entries if isinstance(e, ObjectReplaced)}


def catalog() -> Catalog:
    other = Segment(
        OTHER, 1, None, None, (AlbumAdded(1, 1, "Sommer", "age1y"), stored(1, "c.jpg")), a_hash("o")
    )
    own = segment(
        1,
        AlbumAdded(1, 1, "Sommer", "age1x"),
        AlbumAdded(1, 2, "Winter", "age1z"),
        stored(1, "a.jpg", sealed=5),
        PhotoMoved(2, 1, 2, "später/a.jpg"),
    )
    return build_catalog({DEVICE: [own], OTHER: [other]})


def test_the_catalog_tells_of_every_device() -> None:
    found = catalog()
    assert [album.name for album in found.albums()] == ["Sommer", "Winter", "Sommer"]
    assert set(found.objects) == {an_object(5), an_object(1)}


def test_a_checkpoint_is_due_seldom_in_a_large_vault() -> None:
    assert is_due(segments=64, entries=64, photos=100)
    assert not is_due(segments=63, entries=10_000, photos=100)
    assert not is_due(segments=64, entries=64, photos=100_000)
    assert is_due(segments=64, entries=5000, photos=100_000)
    assert is_due(segments=1024, entries=1024, photos=100_000)
