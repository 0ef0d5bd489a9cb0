"""A vault at an address of ``~/.ssh/config``, from setup to a restore on another computer."""

from pathlib import Path

import pytest

from tests.picup import Vault


def test_a_vault_by_its_alias_and_by_ssh(
    bare: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "person"
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    configuration = home / ".ssh" / "config"
    configuration.write_text(
        f"Host NAS\n  HostName 127.0.0.1\n  Port {bare.main.port}\n"
        f"  IdentityFile {bare.main.key_file}\n"
    )
    alias = f"sftp://NAS{bare.main.vault}"
    same = bare.setup(main=alias, backup=bare.main.url)
    assert same.code == 2, same
    assert "one place" in same.err or "same place" in same.err
    assert bare.setup("--ssh", "telnet").code == 2
    made = bare.setup("--ssh", "openssh", "--json", main=alias)
    assert made.code == 0, made
    assert made.json["storages"]["main"].endswith(f"@NAS{bare.main.vault}")
    assert f"@127.0.0.1:{bare.main.port}/" in bare.kit.read_text()
    assert bare.run("album", "add", bare.album).code == 0
    bare.add("one.jpg")
    bare.sync()
    assert bare.get("one.jpg")["served_from"] == "main"
    rows = bare.run("storage", "list", "--json").json
    assert [row["ssh"] for row in rows] == ["openssh", "openssh"]
    changed = bare.run("storage", "change", "main", alias, "--ssh", "auto", "--json")
    assert changed.code == 0, changed
    assert bare.run("storage", "change", "backup", bare.backup.url, "--ssh", "builtin").code == 0
    rows = bare.run("storage", "list", "--json").json
    assert [row["ssh"] for row in rows] == ["auto", "builtin"]
    texts = {check["check"]: check["text"] for check in bare.run("doctor", "--json").json}
    assert "nothing needs another" in texts["ssh main"]
    assert "as chosen" in texts["ssh backup"]
    configuration.unlink()
    restored = bare.run(
        *("restore", tmp_path / "back", "--from", f"{bare.main.url}", "--recovery-kit", bare.kit),
        *("--ssh-key", bare.main.key_file, "--ssh", "openssh"),
    )
    assert restored.code == 0, restored
    assert (tmp_path / "back" / bare.album.name / "one.jpg").read_bytes() == (
        bare.photos_made["one.jpg"]
    )
