"""What is looked at under Wine beside the test suite: the program as a person on Windows uses it.

usage: python checks.py [--program PICUP.EXE] --main URL --backup URL --ssh-key FILE
                        --from-linux FOLDER WORK CHECK [CHECK ...]

Runs in Python for Windows. The two URLs are of a real sshd on the other side of the loopback;
``FOLDER`` holds what ``linux_vault.sh`` left of a vault that Linux made there. Each check says
``ok`` or ``FAILED``, and the whole ends 1 if one failed.
"""

import argparse
import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PASSPHRASE = "correct horse battery staple"
SECONDS = 600
JPEG = b"\xff\xd8\xff\xe0"
NAMES = ("사진 é.jpg", "여름/naïve ß.jpg", "여름/바다 🏖.jpg", "여름/日本.jpg")
LONG_PART = ("긴 이름 " * 20).strip()
"""Three of these and a file's name are more than 260 characters."""
READING = (
    ["--help"],
    ["status"],
    ["photos"],
    ["photos", "--dates"],
    ["photos", "duplicates"],
    ["skipped"],
    ["events"],
    ["attention"],
    ["deletions"],
    ["album", "list"],
    ["trash", "list"],
    ["computer", "list"],
    ["storage", "list"],
    ["versions", f"한글 앨범/{NAMES[0]}"],
    ["settings"],
    ["storage", "check"],
    ["verify"],
    ["doctor"],
    ["autostart", "status"],
)
"""Commands that tell names, marks or both; what they answer goes into a pipe."""
SHARE = "file://nas/photos/%EB%82%B4%20%EC%82%AC%EC%A7%84/picup"
OTHER_DRIVE = "file:///Y:/photos/%EB%82%B4%20%EC%82%AC%EC%A7%84/picup"
"""The folders that test.sh makes for Wine; but for the drive their paths are alike."""
GENERIC_READ, OPEN_EXISTING, NOBODY_ELSE = 0x80000000, 3, 0


@dataclass(frozen=True)
class Given:
    """What the checks work with."""

    program: list[str]
    main: str
    backup: str
    key: str
    linux: Path
    work: Path

    @property
    def home(self) -> Path:
        """The home of the vault that ``vault`` makes."""
        return self.work / "home"

    @property
    def album(self) -> Path:
        """Its album."""
        return self.work / "한글 앨범"

    def run(
        self, *words: object, code: int | None = 0, home: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess[bytes]:
        """Run the program with its answers in pipes."""
        environment = {
            **os.environ,
            "PICUP_HOME": str(home or self.home),
            "PICUP_PASSPHRASE": PASSPHRASE,
        }
        done = subprocess.run(
            [*self.program, *map(str, words)],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            env={**environment, **more},
        )
        assert code is None or done.returncode == code, (words, done.returncode, said(done))
        for fault in (b"Traceback", b"fault of this program"):
            assert fault not in done.stdout + done.stderr, (words, said(done))
        return done

    def json(self, *words: object, code: int | None = 0, home: Path | None = None) -> Any:
        """Run it, and read the document that it answers."""
        return json.loads(self.run(*words, "--json", code=code, home=home).stdout)

    def photos(self) -> dict[str, Any]:
        """The photos by their paths."""
        return {photo["path"]: photo for photo in self.json("photos")}


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """What a command said, for a message."""
    return (done.stdout + done.stderr).decode("utf-8", "backslashreplace")[-2000:]


def add(file: Path, content: bytes | None = None) -> None:
    """A photo that has been quiet for a while; its name is taken letter by letter."""
    place = literal(file)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content or JPEG + hashlib.sha256(str(file).encode()).digest() * 100)
    then = time.time() - 60
    os.utime(place, (then, then))


def literal(path: Path) -> Path:
    """The same path, taken letter by letter by Windows."""
    return Path("\\\\?\\" + str(path))


def demo(given: Given) -> None:
    """The main job, on two practice servers."""
    done = given.run("demo", home=given.work / "demo")
    assert b"Everything held" in done.stdout + done.stderr, said(done)


def vault(given: Given) -> None:
    """A vault on two real OpenSSH servers, photos with Korean and accented names, and back."""
    for name in NAMES:
        add(given.album / name)
    given.run(
        *("setup", "--main", given.main, "--backup", given.backup, "--ssh-key", given.key),
        *("--accept-new-host-keys", "--recovery-kit", given.work / "kit.txt"),
    )
    given.run("album", "add", given.album)
    given.run("sync")
    photos = given.photos()
    assert sorted(photos) == sorted(NAMES), photos
    assert {photo["state"] for photo in photos.values()} == {"protected"}, photos
    for name in NAMES:
        target = given.work / "got.jpg"
        target.unlink(missing_ok=True)
        given.run("get", f"{given.album.name}/{name}", "--output", target, "--remote")
        assert target.read_bytes() == (given.album / name).read_bytes()


def pipes(given: Given) -> None:
    """Every answer goes whole into a pipe, whatever the code page of the system is (F4)."""
    page = ctypes.windll.kernel32.GetACP()  # type: ignore[attr-defined]
    sys.stdout.write(f"   pipes: the code page is {page}\n")
    for words in READING:
        done = given.run(*words, code=None)
        assert done.returncode in {0, 1}, (page, words, done.returncode, said(done))
        done.stdout.decode("utf-8")
        if words == ["photos"]:
            for name in NAMES:
                assert name.rpartition("/")[2] in done.stdout.decode(), (page, name, said(done))


def changing(given: Given) -> list[list[str]]:
    """Return commands that change something and say so, each followed by what takes it back."""
    album, photo = given.album.name, f"{given.album.name}/{NAMES[1]}"
    away, new = f"{album}/없는 é.jpg", "다른 é 앨범"
    words: list[list[object]] = [
        ["album", "add", given.album],
        ["album", "pause", album],
        ["album", "resume", album],
        ["album", "set", album, "hidden", "keep"],
        ["album", "set", album, "hidden", "tell"],
        ["album", "rename", album, new],
        ["album", "rename", new, album],
        ["photos", "turn", photo, "--right"],
        ["photos", "turn", photo, "--undo"],
        ["photos", "date", photo, "--set", "2008-05-30"],
        ["photos", "date", photo, "--undo"],
        ["photos", "export", given.work / "내보낸 é", photo],
        ["get", away, "--output", given.work / "얻은 é.jpg"],
        ["versions", "restore", photo, "1"],
        ["restore", given.work / "복원 é"],
        ["rm", away],
        ["trash", "restore", away],
        ["deletions", "run"],
        ["attention", "retry", "1"],
        ["free", "--bring-back", photo],
        ["settings", "alert_again_seconds", "3600"],
        ["computer", "rename", "없는 é", new],
        ["kit", "confirm", "--recovery-kit", given.work / "kit.txt"],
        ["alert", "list"],
        ["skipped", "--album", album],
        ["setup", "--main", given.main, "--backup", given.backup],
        ["open", "--from", given.main, "--recovery-kit", given.work / "없는 é.txt"],
        ["passphrase", "change"],
        ["autostart", "on"],
        ["autostart", "off"],
        ["doctor", "--bundle", given.work / "보고 é.zip"],
        ["sync"],
        ["health"],
        ["stop"],
    ]
    return [[str(word) for word in one] for one in words]


def consoles(given: Given) -> None:
    """Every command ends well in a console, which shows what its code page has."""
    new_console = subprocess.CREATE_NEW_CONSOLE  # type: ignore[attr-defined]
    for told in run_here(given, [*READING, *changing(given)], creationflags=new_console):
        assert told["console"], told
        assert told["screen"], told
        assert "fault of this program" not in told["screen"], told
        assert told["words"] != ["photos"] or ".jpg" in told["screen"], told


def changes(given: Given) -> None:
    """What commands say that change something goes whole into a pipe, too."""
    with (given.work / "piped.txt").open("wb+") as piped:
        for told in run_here(given, changing(given), stdout=piped, stderr=subprocess.STDOUT):
            assert not told["console"], told
        piped.seek(0)
        said_of_all = piped.read().decode("utf-8")
    assert "fault of this program" not in said_of_all, said_of_all
    assert "Traceback" not in said_of_all, said_of_all
    assert "없는 é.jpg" in said_of_all, said_of_all


def run_here(given: Given, all_words: list[list[str]], **more: Any) -> list[dict[str, Any]]:
    """Run commands in one process, and return what is told of each; none died."""
    told, commands = given.work / "told.json", given.work / "commands.json"
    told.unlink(missing_ok=True)
    commands.write_text(json.dumps(all_words), "ascii")
    subprocess.run(
        [sys.executable, HERE / "commands.py", told, commands],
        check=True,
        timeout=3 * SECONDS,
        env={**os.environ, "PICUP_HOME": str(given.home), "PICUP_PASSPHRASE": PASSPHRASE},
        **more,
    )
    found: list[dict[str, Any]] = json.loads(told.read_text("ascii"))
    for one in found:
        assert isinstance(one["code"], int), one
    return found


def shares(given: Given) -> None:
    """A vault on a share without a letter and on another drive, which are two places."""
    home, album = given.work / "share-home", given.work / "share album"
    shutil.rmtree(home, ignore_errors=True)
    add(album / "사진.jpg")
    given.run(
        *("setup", "--main", SHARE, "--backup", OTHER_DRIVE),
        *("--recovery-kit", given.work / "share-kit.txt"),
        home=home,
    )
    given.run("album", "add", album, home=home)
    given.run("sync", home=home)
    listed = given.json("storage", "list", home=home)
    assert {one["url"] for one in listed} == {SHARE, OTHER_DRIVE}, listed
    assert {one["state"] for one in listed} == {"online"}, listed
    assert given.json("verify", home=home)["missing"] == []
    refused = given.run(
        *("setup", "--main", "file://ann@nas/photos/x", "--backup", OTHER_DRIVE),
        *("--recovery-kit", given.work / "no-kit.txt"),
        home=given.work / "no-home",
        code=2,
    )
    assert b"names a host" in refused.stderr, said(refused)


def null_input(given: Given) -> None:
    """Windows calls NUL a terminal, and nobody types there (F7): setup ends all the same."""
    home = given.work / "null-home"
    shutil.rmtree(home, ignore_errors=True)
    storages = [(given.work / f"null-{role}").as_uri() for role in ("main", "backup")]
    done = given.run(
        *("setup", "--main", storages[0], "--backup", storages[1]),
        *("--recovery-kit", given.work / "null-kit.txt"),
        home=home,
        code=None,
    )
    assert done.returncode == 0, said(done)


def moves(given: Given) -> None:
    """A renamed folder is a move: the photos stay themselves, and nothing is deleted (F8)."""
    before = given.photos()
    (given.album / "여름").rename(given.album / "새 여름")
    given.run("sync")
    after = given.photos()
    moved = {name.replace("여름/", "새 여름/"): photo["id"] for name, photo in before.items()}
    assert {name: photo["id"] for name, photo in after.items()} == moved, after
    assert given.json("trash", "list") == []
    (given.album / "새 여름").rename(given.album / "여름")
    given.run("sync")


def long_paths(given: Given) -> None:
    """A path over 260 characters, and names that Windows' usual calls fold, stay as they are."""
    deep = f"{LONG_PART}/{LONG_PART}/{LONG_PART}/깊은.jpg"
    assert len(str(given.album / deep)) > 260
    folded = ["dots/a.jpg.", "dots/a.jpg", "dots/CON.jpg"]
    for name in (deep, *folded):
        add(given.album / name.replace("/", "\\"))
    given.run("sync")
    photos = given.photos()
    for name in (deep, *folded):
        assert photos[name]["state"] == "protected", (name, sorted(photos))
    assert len({photos[name]["sha256"] for name in folded}) == len(folded)
    back = given.work / "back"
    shutil.rmtree(literal(back), ignore_errors=True)
    told = given.json("restore", back)
    assert told["restored"] == len(photos), told
    assert told["failed"] == []
    renamed = {one["photo"].rpartition("/")[2] for one in told["renamed"]}
    assert renamed == {"a.jpg.", "CON.jpg"}, told["renamed"]
    assert files_below(back) == {photo["sha256"] for photo in photos.values()}


def held(given: Given) -> None:
    """A file that another program holds alone is told, and kept once it can be read."""
    file = given.album / "held.jpg"
    add(file)
    open_file = ctypes.windll.kernel32.CreateFileW  # type: ignore[attr-defined]
    open_file.restype = ctypes.c_void_p
    handle = open_file(str(file), GENERIC_READ, NOBODY_ELSE, None, OPEN_EXISTING, 0, None)
    assert handle not in {None, ctypes.c_void_p(-1).value}
    try:
        done = given.run("sync", code=None)
        # It may be listed already, but nothing is called safe that could not be read.
        assert given.photos().get("held.jpg", {"state": "new"})["state"] != "protected"
        assert done.returncode != 0 or "held.jpg" in said(done), said(done)
        assert "held.jpg" in json.dumps(given.json("attention"), ensure_ascii=False) + said(done)
    finally:
        ctypes.windll.kernel32.CloseHandle(ctypes.c_void_p(handle))  # type: ignore[attr-defined]
    given.run("sync")
    assert given.photos()["held.jpg"]["state"] == "protected"


def names_of_linux(given: Given) -> None:
    """A vault of Linux with names that Windows forbids or folds: all come back, and all is told."""
    wanted = json.loads((given.linux / "wanted.json").read_text("utf-8"))
    back = given.work / "from-linux"
    shutil.rmtree(literal(back), ignore_errors=True)
    address = (given.linux / "address.txt").read_text("utf-8").strip()
    words = ("--from", address, "--recovery-kit", given.linux / "kit.txt", "--ssh-key", given.key)
    told = given.json(
        *("restore", back, *words, "--accept-new-host-keys"), home=given.work / "nobody"
    )
    assert told["failed"] == [], told
    assert told["restored"] + told["there_already"] == len(wanted), told
    assert files_below(back) == set(wanted.values()), (sorted(wanted), told)
    moved = {one["photo"].partition("/")[2] for one in told["renamed"] + told["beside"]}
    # Of two names that are one on Windows one has its own, and the other is told.
    for one, other in (("A.jpg", "a.jpg"), ("Dir/1.jpg", "dir/1.jpg"), ("CON.jpg", "con.jpg")):
        assert {one, other} & moved, (one, told)
    for name in wanted:
        plain = name.rstrip(". ") == name and not set(name) & set('<>:"|?*\\')
        if not plain or name.startswith("CON"):
            assert name in moved, (name, told)


def files_below(folder: Path) -> set[str]:
    """The SHA-256 of every file, by names taken letter by letter."""
    found = set()
    for place, _, names in os.walk(literal(folder)):
        for name in names:
            found.add(hashlib.sha256((Path(place) / name).read_bytes()).hexdigest())
    return found


CHECKS = {
    check.__name__: check
    for check in (
        *(demo, vault, pipes, changes, consoles, null_input, moves, long_paths, held),
        *(names_of_linux, shares),
    )
}


def main() -> None:
    """Run the checks that are named, in the order in which they build on one another."""
    parser = argparse.ArgumentParser(description="Looks at the program under Wine.")
    parser.add_argument("--program")
    for name in ("--main", "--backup", "--ssh-key", "--from-linux"):
        parser.add_argument(name, required=True)
    parser.add_argument("work", type=Path)
    parser.add_argument("checks", nargs="+", choices=[*CHECKS, "all"])
    words = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    given = Given(
        [words.program] if words.program else [sys.executable, "-P", "-m", "picup_desktop"],
        *(words.main, words.backup, words.ssh_key, Path(words.from_linux), words.work),
    )
    given.work.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name, check in CHECKS.items():
        if name not in words.checks and "all" not in words.checks:
            continue
        try:
            check(given)
        except Exception:  # noqa: BLE001 - each is told, and the others are looked at all the same
            failed += 1
            sys.stdout.write(f"FAILED {name}\n{traceback.format_exc()}\n")
        else:
            sys.stdout.write(f"ok {name}\n")
        sys.stdout.flush()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
