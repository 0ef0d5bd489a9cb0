"""1-4: a line that ends long transfers holds up what does not fit, and nothing else."""

from pathlib import Path

from tests.cutting_line import CuttingLine
from tests.picup import BACKUP, MAIN, Vault, age

MOST_BYTES_UP = 700_000
HOUR_SECONDS = 3600.0
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42"
SMALL = [f"{number}.jpg" for number in range(7)]


def test_1_4_a_video_that_breaks_the_line_holds_up_no_photo(bare: Vault) -> None:
    line = CuttingLine(bare.main.port, most_bytes_up=MOST_BYTES_UP)
    try:
        url = bare.main.url.replace(f":{bare.main.port}/", f":{line.port}/")
        assert bare.setup(main=url).code == 0
        assert bare.run("album", "add", bare.album).code == 0
        # The newest goes first.
        bare.add("0 film.mp4", MP4 + bytes(range(1, 256)) * 12_000)
        for name in SMALL:
            age(bare.add(name), HOUR_SECONDS)

        bare.sync(code=1)

        states = {name: photo["state"] for name, photo in bare.photos().items()}
        assert states == {"0 film.mp4": "failed", **dict.fromkeys(SMALL, "protected")}
        (item,) = bare.attention()
        assert item["kind"] == "upload_failed"
        assert "0 film.mp4" in str(item)
        assert "broke each time" in str(item)
        assert {storage["state"] for storage in bare.status()["storages"]} == {"online"}

        told = bare.run("verify", "--all", "--json")
        assert told.code == 0, told
        assert "rolled_back" not in told.out
    finally:
        line.close()


def test_a_list_that_main_was_never_sent_is_not_told_as_rolled_back(vault: Vault) -> None:
    beach = vault.add("beach.jpg")
    vault.sync()
    vault.main.stop()
    beach.rename(vault.album / "moved.jpg")
    vault.run("sync")
    vault.main.start()
    assert len(_segments(vault, BACKUP)) == len(_segments(vault, MAIN)) + 1
    told = vault.run("verify", "--all", "--json")
    assert told.code == 0, told
    assert "rolled_back" not in told.out

    # What was there and went is told as before.
    vault.sync()
    newest = _segments(vault, MAIN)[-1]
    newest.unlink()
    told = vault.run("verify", "--all", "--json")
    assert (told.code, "rolled_back" in told.out) == (1, True)


def _segments(vault: Vault, role: str) -> list[Path]:
    return sorted((vault.servers[role].vault / "journal").rglob("*.age"))
