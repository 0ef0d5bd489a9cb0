"""The Flatpak: what its sandbox installs is the lock file's, and what it may is named here.

`make flatpak-check` has Debian's tools look at all of it; the runtime itself is in no package.
"""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
import yaml  # type: ignore[import-untyped]  # its types are a package that nothing else needs

from tests.packaging.linux.test_linux import DESKTOP, ROOT
from tests.packaging.script import load_script

FOLDER = ROOT / "packaging/flatpak"
MANIFEST = yaml.safe_load((FOLDER / "org.picup.desktop.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def lay() -> ModuleType:
    return load_script(FOLDER / "lay.py")


def test_the_runtimes_python_gets_its_own_versions_and_no_other_systems(lay: ModuleType) -> None:
    one, two, three, four = (digit * 64 for digit in "1234")
    lock = (
        f"av==18.1.0 ; python_full_version < '3.12' \\\n    --hash=sha256:{one}\n"
        f"av==19.0.2 ; python_full_version >= '3.12' \\\n    --hash=sha256:{two} \\\n"
        f"    --hash=sha256:{three}\n"
        f"colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:{four}\n"
        f"zstd==1.0 \\\n    --hash=sha256:{four}\n"
    )
    assert lay.requirements(lock) == {"av==19.0.2": [two, three], "zstd==1.0": [four]}


def test_every_part_of_the_lock_file_has_a_hash(lay: ModuleType) -> None:
    named = lay.requirements(lay.LOCK.read_text("utf-8"))
    assert [name for name, hashes in named.items() if not hashes] == []
    assert [name for name in named if "==" not in name] == []
    assert {name.partition("==")[0] for name in named} >= {"pyside6-addons", "jeepney", "obstore"}


def test_a_wheel_that_is_not_locked_is_not_packed(lay: ModuleType, tmp_path: Path) -> None:
    known, strange = tmp_path / "known.whl", tmp_path / "strange.whl"
    known.write_bytes(b"known")
    strange.write_bytes(b"strange")
    told = hashlib.sha256(b"known").hexdigest()

    listed = lay.sources([known], f"known==1 --hash=sha256:{told}")
    assert listed == [{"type": "file", "path": "wheels/known.whl", "sha256": told}]
    with pytest.raises(lay.NotLocked):
        lay.sources([known, strange], f"known==1 --hash=sha256:{told}")


def test_the_sandbox_is_given_no_more_than_is_said() -> None:
    assert set(MANIFEST["finish-args"]) == {
        *("--share=network", "--socket=ssh-auth", "--filesystem=~/.ssh:ro"),
        *("--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri"),
        *("--socket=pulseaudio", "--talk-name=org.freedesktop.secrets"),
        *("--talk-name=org.kde.StatusNotifierWatcher", "--system-talk-name=org.freedesktop.login1"),
        *("--filesystem=xdg-pictures", "--filesystem=/media", "--filesystem=/run/media"),
        "--filesystem=/mnt",
    }


def test_it_is_the_program_that_the_shop_and_the_desktop_know() -> None:
    assert MANIFEST["id"] == "org.picup.desktop"
    assert MANIFEST["rename-desktop-file"] == DESKTOP.name
    assert MANIFEST["rename-icon"] == "picup-desktop"
    assert "url" not in json.dumps(MANIFEST)
    build = (FOLDER / "build.sh").read_text("utf-8")
    lay_python = (FOLDER / "lay.py").read_text("utf-8")
    assert f"{MANIFEST['sdk']}//{MANIFEST['runtime-version']}" in build
    assert 'PYTHON = "3.13"' in lay_python
    assert "--python-version 3.13 " in build


def test_what_is_taken_out_of_qt_is_not_what_the_window_asks_for(tmp_path: Path) -> None:
    qt = tmp_path / "lib/python3.13/site-packages/PySide6"
    kept = [
        *("__init__.py", "QtCore.abi3.so", "QtMultimedia.abi3.so", "libpyside6.abi3.so.6.11"),
        *("Qt/lib/libQt6Core.so.6", "Qt/lib/libavcodec.so.61", "Qt/plugins/platforms/libqxcb.so"),
        *("Qt/plugins/multimedia/libffmpegmediaplugin.so", "Qt/translations/qtbase_ko.qm"),
        *(f"Qt/lib/libQt6{name}.so.6" for name in ("Quick", "Qml", "QmlMeta", "QmlModels")),
        *("Qt/lib/libQt6QmlWorkerScript.so.6", "Qt/plugins/imageformats/libqsvg.so"),
    ]
    gone = [
        *("QtQml.abi3.so", "designer", "Qt/lib/libQt6WebEngineCore.so.6", "Qt/qml/a/b.qml"),
        *(
            "Qt/plugins/sqldrivers/libqsqlite.so",
            "Qt/translations/qtbase_de.qm",
            "typesystems/a.xml",
        ),
        *("Qt/lib/libQt6QuickControls2.so.6", "Qt/lib/libQt6QmlCompiler.so.6"),
        *("Qt/plugins/imageformats/libqpdf.so", "Qt/plugins/platforms/libqeglfs.so"),
    ]
    for name in kept + gone:
        (qt / name).parent.mkdir(parents=True, exist_ok=True)
        (qt / name).touch()

    subprocess.run(["sh", FOLDER / "trim.sh", tmp_path], check=True)

    left = [file.relative_to(qt).as_posix() for file in qt.rglob("*") if file.is_file()]
    assert sorted(left) == sorted(kept)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two libraries, one of which asks for the other."""
    folder = tmp_path_factory.mktemp("libraries")
    if any(shutil.which(tool) is None for tool in ("gcc", "readelf")):
        pytest.skip("not installed: gcc")
    made = ["gcc", "-shared", "-nostdlib", "-x", "c", "-"]
    for name, words in (
        ("libasked.so.1", []),
        ("libasker.so", ["-L", str(folder), "-l:libasked.so.1"]),
    ):
        subprocess.run(
            [*made, "-Wl,--no-as-needed", *words, f"-Wl,-soname,{name}", "-o", folder / name],
            input=b"int unused;",
            check=True,
        )
    return folder


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ([], ""),
        (["libasker.so"], ""),
        (["libasked.so.1"], "libasker.so asks for libasked.so.1, which is gone.\n"),
        (["libasked.so.1", "libasker.so"], "There is no library in {}.\n"),
    ],
)
def test_what_stays_asks_for_nothing_that_is_gone(
    libraries: Path, tmp_path: Path, taken: list[str], told: str
) -> None:
    for file in libraries.iterdir():
        if file.name not in taken:
            (tmp_path / file.name).write_bytes(file.read_bytes())

    done = subprocess.run(
        [FOLDER / "whole.sh", libraries, tmp_path], capture_output=True, text=True, check=False
    )

    assert done.stderr == told.format(tmp_path)
    assert done.returncode == bool(told)
