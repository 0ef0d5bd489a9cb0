"""The files that PICUP_PASSPHRASE_FILE and its like name, as containers hand secrets over."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from picup_desktop.cli import asking
from picup_desktop.cli.asking import given_secret
from picup_desktop.errors import NoPermission, UsageError
from picup_desktop.log import Mask
from picup_desktop.storage.registry import parse_place
from picup_desktop.words import Role

VARIABLE, FILE_VARIABLE = "PICUP_PASSPHRASE", "PICUP_PASSPHRASE_FILE"


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], Path]:
    def name(content: bytes) -> Path:
        path = tmp_path / "secret"
        path.write_bytes(content)
        path.chmod(0o600)
        monkeypatch.delenv(VARIABLE, raising=False)
        monkeypatch.setenv(FILE_VARIABLE, str(path))
        return path

    return name


@pytest.mark.parametrize(
    ("content", "secret"),
    [
        (b"four words", "four words"),
        (b"four words\n", "four words"),
        (b"four words\r\n", "four words"),
        (b" four words \n", " four words "),
        (b"\xef\xbb\xbffour words\n", "four words"),
        ("암호 문".encode(), "암호 문"),
        (b"x" * 4096, "x" * 4096),
    ],
)
def test_the_secret_is_the_file_s_one_line(
    named: Callable[[bytes], Path], content: bytes, secret: str
) -> None:
    named(content)
    assert given_secret(VARIABLE) == secret


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"a\nb\n", "one line"),
        (b"a\n\n", "one line"),
        (b"a\rb", "one line"),
        (b"a\0", "one line"),
        (b"caf\xe9\n", "one line"),
        ("four words".encode("utf-16"), "one line"),
        (b"x" * 4097, "one line"),
    ],
)
def test_a_file_without_a_secret_is_told(
    named: Callable[[bytes], Path], content: bytes, why: str
) -> None:
    path = named(content)
    with pytest.raises(NoPermission, match=why) as refused:
        given_secret(VARIABLE)
    assert str(path) in refused.value.sentence
    assert FILE_VARIABLE in refused.value.sentence


def test_a_file_that_is_not_there_or_a_folder_is_told(
    named: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named(b"x").unlink()
    with pytest.raises(NoPermission, match="No such file"):
        given_secret(VARIABLE)
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path))
    with pytest.raises(NoPermission, match="can't be read"):
        given_secret(VARIABLE)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_an_endless_file_ends_and_a_pipe_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv(FILE_VARIABLE, "/dev/zero")
    with pytest.raises(NoPermission, match="one line"):
        given_secret(VARIABLE)
    reader, writer = os.pipe()
    os.write(writer, b"four words\n")
    os.close(writer)
    monkeypatch.setenv(FILE_VARIABLE, f"/dev/fd/{reader}")
    assert given_secret(VARIABLE) == "four words"
    os.close(reader)


def test_the_variable_and_the_file_together_are_refused(
    named: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    named(b"x")
    monkeypatch.setenv(VARIABLE, "y")
    with pytest.raises(UsageError, match="both set"):
        given_secret(VARIABLE)
    monkeypatch.setenv(FILE_VARIABLE, "")
    assert given_secret(VARIABLE) == "y"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")
def test_a_file_that_everybody_may_read_is_used_and_told(
    named: Callable[[bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = named(b"four words")
    for mode, told in ((0o600, 0), (0o640, 0), (0o644, 1)):
        path.chmod(mode)
        assert given_secret(VARIABLE) == "four words"
        assert capsys.readouterr().err.count("chmod 600") == told


@pytest.mark.parametrize(
    ("variable", "asked"),
    [
        ("PICUP_PASSPHRASE", asking.passphrase),
        ("PICUP_NEW_PASSPHRASE", asking.another_passphrase),
        ("PICUP_MAIN_PASSWORD", lambda: asking.password(Role.MAIN)),
        ("PICUP_BACKUP_PASSWORD", lambda: asking.password(Role.BACKUP)),
        ("PICUP_MAIN_SECRET", lambda: asking.password(Role.MAIN)),
        ("PICUP_BACKUP_SECRET", lambda: asking.password(Role.BACKUP)),
        ("PICUP_SSH_KEY_PASSPHRASE", lambda: asking.key_passphrase(None)),
    ],
)
def test_each_secret_may_stand_in_a_file(
    variable: str,
    asked: Callable[[], str | None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in os.environ if name.startswith("PICUP_")]:
        monkeypatch.delenv(name)
    secret = tmp_path / "secret"
    secret.write_text("four words\n")
    monkeypatch.setenv(f"{variable}_FILE", str(secret))

    assert asked() == "four words"

    monkeypatch.setenv(variable, "")
    with pytest.raises(UsageError, match=rf"{variable} and {variable}_FILE"):
        asked()


def test_the_secret_of_a_refused_file_is_in_no_traceback(
    named: Callable[[bytes], Path],
) -> None:
    named(b"hunter\xff")
    with pytest.raises(NoPermission) as refused:
        given_secret(VARIABLE)
    error: BaseException | None = refused.value
    assert error is not None
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_the_name_of_such_a_file_is_no_secret() -> None:
    masked = Mask({"PICUP_MAIN_SECRET_FILE": "/run/secrets/main", "PICUP_MAIN_SECRET": "hunter"})
    assert masked("hunter from /run/secrets/main") == "… from /run/secrets/main"


@pytest.mark.parametrize(
    ("url", "given"),
    [
        ("s3://AK@nas.local/family", "of the bucket"),
        ("s3+http://AK@127.0.0.1:9000/family", "of the bucket"),
        ("davs://me@nas.local/vault", "of the box"),
        ("sftp://me@nas.local/vault", "of the box"),
    ],
)
def test_a_secret_goes_to_the_kind_of_storage_that_it_is_of(
    url: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PICUP_MAIN_SECRET", "of the bucket")
    monkeypatch.setenv("PICUP_MAIN_PASSWORD", "of the box")
    monkeypatch.setenv("PICUP_BACKUP_SECRET", "of another bucket")
    assert asking.password(Role.MAIN, parse_place(url)) == given
    monkeypatch.delenv("PICUP_MAIN_PASSWORD")
    left = given if given == "of the bucket" else None
    assert asking.password(Role.MAIN, parse_place(url)) == left
