"""Nobody without the key reads a byte, a name or a date (the third promise)."""

from collections.abc import Iterator
from pathlib import Path

from tests.picup import Vault, photo_bytes

WINDOW_BYTES = 64


def test_no_piece_of_a_photo_and_no_name_rests_on_a_storage(bare: Vault) -> None:
    bare.album = bare.folder / "Grandmother at the lake"
    bare.album.mkdir()
    vault = bare.ready()
    for number in range(8):
        name = f"folder-of-{number}/picture-{number}-of-Ludmilla.jpg"
        vault.add(name, photo_bytes(number, 500 + 9000 * number))
    vault.add("smörgåsbord-at-midnight.heic", b"a text that compresses well " * 2000)
    vault.sync()
    # What is left behind counts as well: an edited photo, and an upload that was undone.
    vault.backup.stop()
    vault.add("smörgåsbord-at-midnight.heic", photo_bytes("edited", 20_000))
    vault.sync(code=1)
    vault.backup.start()
    vault.sync()

    windows = {window for photo in vault.photos_made.values() for window in _windows(photo)}
    hashes = [photo["sha256"].encode() for photo in vault.photos().values()]
    names = [
        *(part.encode() for name in vault.photos_made for part in name.split("/")),
        *(name.rpartition("/")[2].split(".")[0].encode() for name in vault.photos_made),
        *(word.encode() for word in ("Grandmother", "Ludmilla", "folder-of", str(vault.album))),
    ]
    files = [path for server in vault.servers.values() for path in _files(server.vault)]
    assert len(files) > 2 * len(vault.photos_made)
    for file in files:
        resting = file.read_bytes()
        assert windows.isdisjoint(_windows(resting)), file
        told = resting.lower() + str(file.relative_to(vault.folder)).lower().encode()
        assert not [name for name in [*names, *hashes] if name.lower() in told], file


def _windows(data: bytes) -> Iterator[bytes]:
    return (data[at : at + WINDOW_BYTES] for at in range(len(data) - WINDOW_BYTES + 1))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
