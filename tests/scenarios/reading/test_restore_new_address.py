"""Restore from a box that has another address than the kit knows, with its own password."""

import os
from pathlib import Path

from picup_desktop.storage.practice.start import PracticeServer
from tests.picup import BACKUP, PASSPHRASE, ROLES, Result, age, photo_bytes
from tests.warm_program import run_picup

COMMAND_SECONDS = 60.0
NAMES = ("beach.jpg", "dunes.jpg")


def picup(home: Path, *words: object, **passwords: str) -> Result:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PICUP_")}
    ours |= {"PICUP_HOME": str(home), "PICUP_PASSPHRASE": PASSPHRASE}
    ours |= {f"PICUP_{role.upper()}_PASSWORD": word for role, word in passwords.items()}
    done = run_picup([*map(str, words)], ours, COMMAND_SECONDS)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_the_password_of_backup_opens_it_at_a_new_address(tmp_path: Path) -> None:
    servers = {one: PracticeServer(tmp_path / one).start() for one in ROLES}
    try:
        passwords = {one: server.password for one, server in servers.items()}
        album, kit = tmp_path / "Holidays", tmp_path / "kit.txt"
        album.mkdir()
        for name in NAMES:
            (album / name).write_bytes(photo_bytes(name))
            age(album / name)
        urls = [f"--{one}={server.url}" for one, server in servers.items()]
        home = tmp_path / "home"
        options = ["--accept-new-host-keys", "--recovery-kit", kit]
        assert picup(home, "setup", *urls, *options, **passwords).code == 0
        assert picup(home, "album", "add", album).code == 0
        assert picup(home, "sync").code == 0

        moved = servers[BACKUP].url.replace("127.0.0.1", "localhost")
        restore = ["restore", tmp_path / "back", "--from", moved, "--recovery-kit", kit]
        restore.append("--accept-new-host-keys")
        for number, known in enumerate(({BACKUP: passwords[BACKUP]}, passwords)):
            result = picup(tmp_path / f"new-{number}", *restore, "--json", **known)
            assert result.code == 0, result
        back = {path.name for path in (tmp_path / "back").rglob("*") if path.is_file()}
        assert back == {*NAMES}
        wrong = dict.fromkeys(ROLES, "wrong")
        assert "password" in picup(tmp_path / "other", *restore, **wrong).err
    finally:
        for server in servers.values():
            server.stop()
