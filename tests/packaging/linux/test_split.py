"""Which of the two Linux packages a file is in; that they install is seen by `make deb-test`."""

import os
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.script import load_script

SPLIT = Path(__file__).parents[3] / "packaging/linux/split.py"
INSIDE = "usr/lib/picup-desktop/_internal"
HEADLESS = (
    "usr/bin/picup",
    "usr/lib/picup-desktop/picup",
    f"{INSIDE}/libcrypto.so.3",
    f"{INSIDE}/av.libs/libxcb-1.so",
    f"{INSIDE}/libx265.so.1",
    f"{INSIDE}/picup_desktop/messages/en.json",
    f"{INSIDE}/picup_desktop/ui_of_another",
    "usr/share/man/man1/picup.1.gz",
    "usr/share/bash-completion/completions/picup",
)
WINDOW = (
    f"{INSIDE}/PySide6/Qt/lib/libQt6Core.so.6",
    f"{INSIDE}/shiboken6/Shiboken.abi3.so",
    f"{INSIDE}/libxcb-cursor.so.0",
    f"{INSIDE}/libxkbcommon.so.0",
    f"{INSIDE}/picup_desktop/ui/resources/icons/picup.svg",
    "usr/share/applications/picup-desktop.desktop",
    "usr/share/icons/hicolor/48x48/apps/picup-desktop.png",
    "usr/share/metainfo/org.picup.desktop.metainfo.xml",
    "usr/share/man/man1/picup-desktop.1.gz",
)
LINKS = {
    "usr/bin/picup-desktop": ("../lib/picup-desktop/picup-desktop", "picup-desktop"),
    "usr/lib/picup-desktop/picup-desktop": ("picup", "picup-desktop"),
    f"{INSIDE}/libQt6Core.so.6": ("PySide6/Qt/lib/libQt6Core.so.6", "picup-desktop"),
    f"{INSIDE}/libxcb-1.so": ("av.libs/libxcb-1.so", "picup"),
}
DOCUMENTS = ("copyright", "changelog.gz", "licenses/one/LICENSE")


@pytest.fixture(scope="module")
def split() -> ModuleType:
    return load_script(SPLIT)


def test_each_file_is_in_one_package_and_documents_are_in_its_own_folder(
    split: ModuleType, tmp_path: Path
) -> None:
    root, headless, window = (tmp_path / name for name in ("root", "headless", "window"))
    for place in (*HEADLESS, *WINDOW, *(f"usr/share/doc/picup-desktop/{one}" for one in DOCUMENTS)):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(place, "utf-8")
    for place, (target, _) in LINKS.items():
        (root / place).symlink_to(target)

    split.divide(root, {split.Package.HEADLESS: headless, split.Package.WINDOW: window})

    links = {
        name: {p for p, (_, n) in LINKS.items() if n == name} for name in ("picup", "picup-desktop")
    }
    assert _laid(headless) == {
        *HEADLESS,
        *links["picup"],
        *(f"usr/share/doc/picup/{one}" for one in DOCUMENTS),
    }
    assert _laid(window) == {
        *WINDOW,
        *links["picup-desktop"],
        *(f"usr/share/doc/picup-desktop/{one}" for one in DOCUMENTS),
    }
    assert (window / f"{INSIDE}/libQt6Core.so.6").readlink() == Path(
        "PySide6/Qt/lib/libQt6Core.so.6"
    )


def _laid(root: Path) -> set[str]:
    files = {Path(folder, one) for folder, _, names in os.walk(root) for one in names}
    return {file.relative_to(root).as_posix() for file in files}
