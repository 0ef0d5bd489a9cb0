"""What Windows makes of names and paths, decided by pure functions on every system."""

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.files.mounts import real_folder
from picup_desktop.files.windows_names import (
    LONGEST_NAME_UNITS,
    LONGEST_USUAL_PATH,
    allowed_name,
    as_known,
    folder_of_address,
    folder_shown,
    leads_elsewhere,
    literal,
    reachable,
    share_folder,
    usual,
)

LONG = "가" * 120


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("a.jpg", "a.jpg"),
        ("한글 é.jpg", "한글 é.jpg"),
        ("CON", "_CON"),
        ("con.jpg", "_con.jpg"),
        ("CON .jpg", "_CON .jpg"),
        ("Nul.tar.gz", "_Nul.tar.gz"),
        ("COM1.jpg", "_COM1.jpg"),
        ("LPT9", "_LPT9"),
        ("COM².jpg", "_COM².jpg"),
        ("CONOUT$", "_CONOUT$"),
        ("COM0.jpg", "COM0.jpg"),
        ("CONE.jpg", "CONE.jpg"),
        ("a.jpg.", "a.jpg_"),
        ("a. . ", "a_"),
        (" a.jpg", " a.jpg"),
        ('<a>:"b|?*\\.jpg', "_a___b____.jpg"),
        ("a\x01\x1fb.jpg", "a__b.jpg"),
        ("latin\udce9.jpg", "latin_.jpg"),
        ("\ud7ff\ud800\udfff\ue000 !.jpg", "\ud7ff__\ue000 !.jpg"),
    ],
)
def test_a_name_that_windows_forbids_gets_one_as_like_as_can_be(name: str, given: str) -> None:
    assert allowed_name(name) == given


@given(st.text(min_size=1, max_size=400))
def test_windows_takes_every_name_that_is_given(name: str) -> None:
    given = allowed_name(name)
    assert given == allowed_name(given)
    assert len(given.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_NAME_UNITS
    assert not set(given) & set('<>:"|?*\\')
    assert given.rstrip(". ") == given
    assert given


def test_a_long_name_is_cut_before_its_ending_and_no_sooner_than_it_must() -> None:
    assert allowed_name("가" * 251 + ".jpg") == "가" * 251 + ".jpg"
    assert allowed_name("가" * 252 + ".jpg") == "가" * 251 + ".jpg"
    assert allowed_name("🏖" * 126 + ".jpg") == "🏖" * 125 + ".jpg"
    assert allowed_name("a." + "b" * 300) == "a." + "b" * 253


@pytest.mark.parametrize(
    ("path", "called"),
    [
        ("C:\\p\\a.jpg", "C:\\p\\a.jpg"),
        ("C:\\p\\a.jpg.", "\\\\?\\C:\\p\\a.jpg."),
        ("C:\\p \\a.jpg", "\\\\?\\C:\\p \\a.jpg"),
        ("C:\\p\\CON.jpg", "\\\\?\\C:\\p\\CON.jpg"),
        ("\\\\nas\\photos\\aux", "\\\\?\\UNC\\nas\\photos\\aux"),
        (f"C:\\{LONG}\\{LONG}\\1.jpg", f"\\\\?\\C:\\{LONG}\\{LONG}\\1.jpg"),
        ("\\\\?\\C:\\p\\a.", "\\\\?\\C:\\p\\a."),
        ("\\\\.\\COM1", "\\\\.\\COM1"),
        ("p\\a.jpg.", "p\\a.jpg."),
        ("C:\\..\\a.jpg.", "C:\\..\\a.jpg."),
    ],
)
def test_a_path_is_literal_where_windows_would_read_another_one(path: str, called: str) -> None:
    assert literal(path) == called
    assert as_known(called) == (path if not path.startswith("\\\\?\\") else path[4:])


def test_a_path_is_literal_once_it_is_longer_than_windows_usual_calls_take() -> None:
    usual = "C:\\" + "a" * (LONGEST_USUAL_PATH - 3)
    assert literal(usual) == usual
    assert literal(usual + "a") == "\\\\?\\" + usual + "a"


def test_each_system_calls_a_file_in_its_own_way() -> None:
    path = Path("/p/CON.jpg")
    assert reachable(path, windows=False) is path
    assert reachable(path) == path or os.name == "nt"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/C:/main", "C:\\main"),
        ("/c:/사진/1", "c:\\사진\\1"),
        ("/C:", "C:"),
        ("/srv/main", "/srv/main"),
        ("/CD:/main", "/CD:/main"),
        ("/C:main", "/C:main"),
    ],
)
def test_a_folder_of_an_address_is_shown_as_people_know_it(path: str, shown: str) -> None:
    assert folder_shown(path) == shown


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("file:///C:/%ED%99%8D/main", "C:\\홍\\main"),
        ("file:///srv/my%20photos", "/srv/my photos"),
        ("file://nas/photos", "\\\\nas\\photos"),
        ("sftp://me@nas/C:/main", None),
    ],
)
def test_only_an_address_of_this_computer_is_a_folder(address: str, folder: str | None) -> None:
    assert folder_of_address(address) == folder


@pytest.mark.parametrize(
    ("server", "path", "folder"),
    [
        ("nas", "/photos/picup", "\\\\nas\\photos\\picup"),
        ("NAS.local", "/내 사진$/1", "\\\\NAS.local\\내 사진$\\1"),
    ],
)
def test_an_address_with_a_server_is_a_share(server: str, path: str, folder: str) -> None:
    assert share_folder(server, path) == folder_shown(path, server) == folder
    assert PureWindowsPath(folder).as_uri().startswith(f"file://{server}/")


@pytest.mark.parametrize("name", ["a:b", "a\\b", "a/b:c"])
def test_a_colon_and_a_backslash_lead_elsewhere(name: str) -> None:
    assert leads_elsewhere(name)
    assert not leads_elsewhere(name.replace(":", "/").replace("\\", "/"))
    assert PurePosixPath(name).name == name.rpartition("/")[2]
    assert PureWindowsPath(name).parts != (name,) or ":" in name


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("\\\\?\\C:\\photos", "C:\\photos"),
        ("\\\\?\\UNC\\nas\\photos\\2024", "\\\\nas\\photos\\2024"),
        ("C:\\photos", "C:\\photos"),
        ("/photos", "/photos"),
        # Without it, Windows would take each of these for another folder, or for none.
        ("\\\\?\\C:\\a.", "\\\\?\\C:\\a."),
        ("\\\\?\\C:\\CON", "\\\\?\\C:\\CON"),
        (f"\\\\?\\C:\\{'y' * 240}", f"\\\\?\\C:\\{'y' * 240}"),
    ],
)
def test_a_path_is_spelled_as_usual_where_that_means_the_same(path: str, plain: str) -> None:
    assert usual(path) == plain


def test_a_folder_to_compare_has_one_spelling() -> None:
    class Long(type(Path())):  # type: ignore[misc]
        """A path that Windows resolves to its other spelling."""

        def resolve(self, strict: bool = False) -> Path:
            return Path("\\\\?\\C:\\photos")

    assert real_folder(Long("C:\\photos")) == Path("C:\\photos")
