"""DISASTERS 3-4, 3-5: photos behind links that are followed, and hidden ones that are kept."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.errors import UsageError
from picup_desktop.ledger.left_out import left_out_everywhere
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.sync.albums.albums import add_album, choose_for_album
from picup_desktop.sync.delete.undelete import NotBroughtBack, bring_back
from picup_desktop.sync.scan import links
from picup_desktop.words import PhotoState, Role, Why
from tests.picup import age, photo_bytes
from tests.small import Small, small_vault


def put(path: Path, seed: object = None, data: bytes | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(photo_bytes(seed or path.name, 3000) if data is None else data)
    age(path)
    return path


class Album:
    """An album with a link to a folder on another disk, and what is known of it."""

    def __init__(self, folder: Path) -> None:
        self.small: Small = small_vault(folder / "one", ["own.jpg"])
        self.path = self.small.folder / "Album"
        self.disk = folder / "disk"
        for name in ("a.jpg", "sub/b.jpg"):
            put(self.disk / "2024" / name)
        put(self.disk / "2024" / "letter.docx", data=b"PK\x03\x04")
        self.link = self.path / "2024"
        self.link.symlink_to(self.disk / "2024")

    def choose(self, choice: str, value: str) -> None:
        with self.small.ledger() as ledger:
            choose_for_album(ledger, "Album", choice, value)

    def sync(self) -> None:
        self.small.sync()

    def states(self) -> dict[str, PhotoState]:
        with self.small.ledger() as ledger:
            return {one.photo.path: one.photo.state for one in ledger.listing.photos()}

    def protected(self) -> set[str]:
        states = self.states()
        assert set(states.values()) <= {PhotoState.PROTECTED}, states
        return set(states)

    def asked(self) -> list[tuple[str, object]]:
        with self.small.ledger() as ledger:
            items = ledger.attention.all()
        return [(item.cause.value, item.details.get("folder")) for item in items]

    def left_out(self) -> dict[Why, dict[str, int]]:
        with self.small.ledger() as ledger:
            return left_out_everywhere(ledger)


@pytest.fixture
def album(tmp_path: Path) -> Album:
    return Album(tmp_path)


@pytest.fixture
def followed(album: Album) -> Album:
    album.choose("links", "follow")
    album.sync()
    assert album.protected() == BEHIND
    return album


BEHIND = {"own.jpg", "2024/a.jpg", "2024/sub/b.jpg"}


def test_3_5_photos_that_moved_to_another_disk_behind_a_link_are_the_same(album: Album) -> None:
    for name in ("a.jpg", "b.jpg"):
        put(album.path / "old" / name, f"old {name}")
    album.sync()
    before = {name for name in album.small.files(Role.MAIN) if "objects/" in name}
    shutil.copytree(album.path / "old", album.disk / "old")
    shutil.rmtree(album.path / "old")
    (album.path / "old").symlink_to(album.disk / "old")
    album.sync()
    old = {"own.jpg", "old/a.jpg", "old/b.jpg"}
    assert (album.protected(), album.asked()) == (old, [("unreadable_files", None)])
    album.link.unlink()
    album.choose("links", "follow")
    album.sync()
    assert (album.protected(), album.asked()) == (old, [])
    assert {name for name in album.small.files(Role.MAIN) if "objects/" in name} == before


def test_links_are_told_until_a_person_chooses_to_follow_them(album: Album) -> None:
    album.sync()
    assert album.protected() == {"own.jpg"}
    assert album.left_out() == {Why.LINK: {"": 1}}
    album.choose("links", "follow")
    album.sync()
    assert album.protected() == BEHIND
    assert album.left_out() == {Why.KIND: {"docx": 1}}
    with album.small.ledger() as ledger:
        for listed in ledger.listing.photos():
            stored = album.small.read(ledger, listed.photo)
            assert stored == (album.path / listed.photo.path).read_bytes()


def test_3_4_a_target_whose_disk_is_not_mounted_deletes_nothing(followed: Album) -> None:
    followed.disk.rename(followed.disk.with_name("unmounted"))
    for _ in range(2):
        followed.sync()
        assert followed.protected() == BEHIND
        assert followed.asked() == [("unreadable_files", None)]
    followed.disk.with_name("unmounted").rename(followed.disk)
    followed.sync()
    assert followed.protected() == BEHIND
    assert followed.asked() == []


def test_3_4_a_link_that_is_taken_away_is_asked_about_even_for_few_photos(
    followed: Album,
) -> None:
    followed.disk.rename(followed.disk.with_name("unmounted"))
    followed.sync()
    followed.link.unlink()
    for _ in range(2):
        followed.sync()
        assert followed.protected() == BEHIND
        assert followed.asked() == [("subfolder_vanished", "2024")]
    followed.disk.with_name("unmounted").rename(followed.disk)
    followed.link.symlink_to(followed.disk / "2024")
    followed.sync()
    assert (followed.protected(), followed.asked()) == (BEHIND, [])


def test_3_4_a_link_to_another_folder_replaces_no_photo(followed: Album) -> None:
    put(followed.disk / "2025" / "a.jpg", "of 2025")
    followed.link.unlink()
    followed.link.symlink_to(followed.disk / "2025")
    for _ in range(2):
        followed.sync()
        states = followed.protected()
        assert {"2024/a.jpg", "2024/sub/b.jpg", "own.jpg"} < states
        assert len(states) == 4, "the photo of the same name is another one"
        assert followed.asked() == [("subfolder_vanished", "2024")]


def test_3_5_a_photo_that_moves_out_from_behind_a_link_is_the_same(followed: Album) -> None:
    before = followed.small.files(Role.MAIN)
    (followed.disk / "2024/a.jpg").rename(followed.path / "moved.jpg")
    followed.sync()
    assert followed.protected() == {"own.jpg", "moved.jpg", "2024/sub/b.jpg"}
    after = followed.small.files(Role.MAIN)
    assert {n for n in before if "objects/" in n} == {n for n in after if "objects/" in n}


def test_a_deletion_behind_a_link_is_one(followed: Album) -> None:
    (followed.disk / "2024/a.jpg").unlink()
    followed.sync()
    assert followed.states()["2024/a.jpg"] is PhotoState.DELETED
    assert followed.asked() == []


def test_what_was_kept_stays_kept_when_links_are_not_followed_any_more(followed: Album) -> None:
    followed.choose("links", "tell")
    put(followed.disk / "2024" / "new.jpg")
    put(followed.disk / "2024" / "deep" / "new.jpg")
    for _ in range(2):
        followed.sync()
        assert (followed.protected(), followed.asked()) == (BEHIND, [])
        assert followed.left_out() == {Why.LINK: {"jpg": 2}}
    put(followed.disk / "2024" / "a.jpg", "an edit")
    followed.sync()
    assert followed.protected() == BEHIND
    with followed.small.ledger() as ledger:
        (photo,) = [one.photo for one in ledger.listing.photos() if one.photo.path == "2024/a.jpg"]
        assert len(ledger.history.versions(photo.id)) == 2


def test_no_link_leads_in_circles_or_twice_to_one_photo(album: Album, tmp_path: Path) -> None:
    other = tmp_path / "Other"
    put(other / "theirs.jpg")
    with album.small.ledger() as ledger:
        add_album(ledger, other, None, SystemClock())
    told = {
        "self": album.path,
        "above": tmp_path,
        "inside": album.path / "real",
        "z-again": album.disk / "2024",
        "z-deeper": album.disk / "2024/sub",
        "other": other,
        "storage": album.small.root(Role.MAIN),
        "home": album.small.folder / "home",
        "nowhere": tmp_path / "none",
        "photo.jpg": album.disk / "2024/a.jpg",
    }
    put(album.path / "real" / "r.jpg")
    for name, to in told.items():
        (album.path / name).symlink_to(to)
    (album.disk / "2024" / "back").symlink_to(album.path)
    (album.disk / "2024" / "round").symlink_to(album.disk / "2024")
    album.choose("links", "follow")
    for _ in range(2):
        album.sync()
        assert album.protected() == BEHIND | {"real/r.jpg", "theirs.jpg"}
        assert sum(album.left_out()[Why.LINK].values()) == len(told) + 2
        assert album.asked() == []


def test_a_link_in_a_followed_folder_is_followed_too(album: Album) -> None:
    put(album.disk / "old" / "o.jpg")
    (album.disk / "2024" / "old").symlink_to(album.disk / "old")
    album.choose("links", "follow")
    album.sync()
    assert album.protected() == BEHIND | {"2024/old/o.jpg"}


def test_a_photo_that_was_freed_behind_a_link_comes_back_there_and_nowhere_else(
    followed: Album, tmp_path: Path
) -> None:
    file = followed.disk / "2024/a.jpg"
    was = file.read_bytes()
    with followed.small.ledger() as ledger:
        (photo,) = [one.photo for one in ledger.listing.photos() if one.photo.path == "2024/a.jpg"]
        ledger.photos.keep_remote([photo.id], 0.0)
        file.unlink()
        away = replace(photo, remote_only=True)
        reader = followed.small.reader(ledger)
        followed.link.unlink()
        followed.link.symlink_to(tmp_path)
        with pytest.raises(NotBroughtBack, match="leads out of the album"):
            bring_back(ledger, reader, away)
        followed.link.unlink()
        followed.link.symlink_to(followed.disk / "2024")
        bring_back(ledger, reader, away)
    assert file.read_bytes() == was
    followed.sync()
    assert (followed.protected(), followed.asked()) == (BEHIND, [])


def test_a_second_link_to_a_folder_takes_nothing_from_the_first(followed: Album) -> None:
    (followed.path / "1-before").symlink_to(followed.disk / "2024")
    followed.sync()
    assert (followed.protected(), followed.asked()) == (BEHIND, [])


def test_a_renamed_link_has_the_same_photos(followed: Album) -> None:
    followed.link.rename(followed.path / "1-before")
    followed.sync()
    assert followed.protected() == {"own.jpg", "1-before/a.jpg", "1-before/sub/b.jpg"}
    assert followed.asked() == []


def test_a_folder_behind_a_link_is_no_album_of_its_own(followed: Album) -> None:
    with followed.small.ledger() as ledger, pytest.raises(UsageError, match="follows a link"):
        add_album(ledger, followed.disk / "2024", None, SystemClock())


def test_of_two_albums_with_a_link_to_one_folder_the_older_follows_it(
    album: Album, tmp_path: Path
) -> None:
    other = tmp_path / "Other"
    put(other / "theirs.jpg")
    (other / "again").symlink_to(album.disk / "2024")
    with album.small.ledger() as ledger:
        add_album(ledger, other, None, SystemClock())
        for name in ("Album", "Other"):
            choose_for_album(ledger, name, "links", "follow")
    for _ in range(2):
        album.sync()
        assert (album.protected(), album.asked()) == (BEHIND | {"theirs.jpg"}, [])
        assert sum(album.left_out()[Why.LINK].values()) == 1


def test_two_albums_that_both_followed_a_link_do_not_leave_it_to_each_other(
    followed: Album, tmp_path: Path
) -> None:
    other = tmp_path / "Other"
    put(other / "theirs.jpg")
    with followed.small.ledger() as ledger:
        add_album(ledger, other, None, SystemClock())
        choose_for_album(ledger, "Other", "links", "follow")
        first, second = ledger.albums.all()
        of_first = ledger.vaults.noted(NoteAbout.ALBUM_LINKS.of(first.id))
        assert of_first is not None
        ledger.vaults.note(NoteAbout.ALBUM_LINKS.of(second.id), of_first)
    put(followed.disk / "2024/new.jpg")
    followed.sync()
    assert followed.protected() == BEHIND | {"2024/new.jpg", "theirs.jpg"}


def test_hidden_photos_are_kept_where_chosen_and_stay_kept(album: Album) -> None:
    for name in (".old/h.jpg", ".hidden.jpg", ".cache/c.jpg", ".trash/t.jpg"):
        put(album.path / name)
    album.sync()
    assert album.protected() == {"own.jpg"}
    assert album.left_out()[Why.HIDDEN] == {"jpg": 2}
    album.choose("hidden", "keep")
    album.sync()
    hidden = {"own.jpg", ".old/h.jpg", ".hidden.jpg"}
    assert album.protected() == hidden
    album.choose("hidden", "tell")
    put(album.path / ".old/new.jpg")
    for _ in range(2):
        album.sync()
        assert (album.protected(), album.asked()) == (hidden, [])
        assert album.left_out()[Why.HIDDEN] == {"jpg": 1}
    (album.path / ".old/h.jpg").unlink()
    album.sync()
    assert album.states()[".old/h.jpg"] is PhotoState.DELETED


def test_every_file_is_kept_where_chosen_and_stays_kept(album: Album) -> None:
    put(album.path / "letter.docx", data=b"PK\x03\x04 words")
    put(album.path / "no ending", data=b"plain")
    put(album.path / "Thumbs.db", data=b"x")
    (album.path / "half.docx.part").write_bytes(b"PK")
    os.mkfifo(album.path / "pipe")
    album.choose("files", "all")
    album.sync()
    everything = {"own.jpg", "letter.docx", "no ending"}
    assert album.protected() == everything
    assert album.left_out() == {
        Why.LINK: {"": 1},
        Why.NAME: {"db": 1, "part": 1},
        Why.SPECIAL: {"": 1},
    }
    album.choose("files", "photos")
    put(album.path / "letter.docx", data=b"PK\x03\x04 other words, and more")
    put(album.path / "new.docx", data=b"PK\x03\x04")
    album.sync()
    assert (album.protected(), album.asked()) == (everything, [])
    assert album.left_out()[Why.KIND] == {"docx": 1}


def test_an_unknown_choice_changes_nothing(album: Album) -> None:
    for choice, value in (("links", "keep"), ("colour", "tell"), ("", ""), ("hidden", "")):
        with pytest.raises(UsageError):
            album.choose(choice, value)


@pytest.fixture
def on_another_device(followed: Album, monkeypatch: pytest.MonkeyPatch) -> Album:
    def elsewhere(link: Path) -> links.Target | None:
        target = target_of(link)
        return None if target is None else replace(target, device=target.device + 1)

    target_of = links.target_of
    monkeypatch.setattr(links, "target_of", elsewhere)
    followed.sync()
    return followed


def test_4_6_another_card_in_the_reader_deletes_nothing_of_the_first(
    on_another_device: Album,
) -> None:
    card = on_another_device.disk / "2024"
    for name in ("a.jpg", "sub/b.jpg"):
        (card / name).rename(on_another_device.disk / Path(name).name)
    put(card / "of_another_card.jpg")
    for _ in range(2):
        on_another_device.sync()
        assert on_another_device.asked() == [("subfolder_vanished", "2024")]
        assert on_another_device.protected() == {*BEHIND, "2024/of_another_card.jpg"}
    for name in ("a.jpg", "sub/b.jpg"):
        (on_another_device.disk / Path(name).name).rename(card / name)
    on_another_device.sync()
    assert on_another_device.asked() == []


def test_3_1_a_photo_on_a_card_that_stays_is_deleted_unasked(on_another_device: Album) -> None:
    card = on_another_device.disk / "2024"
    (card / "a.jpg").unlink()
    put(card / "new.jpg")
    (card / "sub/b.jpg").rename(card / "renamed.jpg")
    on_another_device.sync()
    assert on_another_device.asked() == []
    assert on_another_device.states()["2024/a.jpg"] is PhotoState.DELETED
