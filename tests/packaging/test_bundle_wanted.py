"""What goes into a bundle is decided alike for the names of all three systems."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.script import load_script

BUNDLE = Path(__file__).parents[2] / "packaging" / "bundle"


def module(name: str) -> ModuleType:
    return load_script(BUNDLE / f"{name}.py")


@pytest.mark.parametrize(
    ("path", "platform"),
    [
        ("PySide6/Qt/lib/libQt6Pdf.so.6", "linux"),
        ("PySide6\\Qt6Pdf.dll", "win32"),
        ("PySide6/Qt/lib/QtPdf.framework/Versions/A/QtPdf", "darwin"),
        ("PySide6\\Qt6VirtualKeyboard.dll", "win32"),
        ("PySide6\\Qt6QuickControls2.dll", "win32"),
        ("PySide6\\Qt6OpenGLWidgets.dll", "win32"),
        ("PySide6/Qt/lib/libQt6EglFsKmsSupport.so.6", "linux"),
        ("PySide6\\plugins\\imageformats\\qpdf.dll", "win32"),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", "linux"),
        ("PySide6\\plugins\\platforms\\qminimal.dll", "win32"),
        ("PySide6/Qt/plugins/platforms/libqminimalegl.so", "linux"),
        ("PySide6\\plugins\\imageformats\\qtiff.dll", "win32"),
        ("PySide6\\plugins\\tls\\qschannelbackend.dll", "win32"),
        ("PySide6\\Qt6Quick.dll", "win32"),
        ("PySide6\\Qt6QmlModels.dll", "win32"),
        ("PySide6\\Qt6OpenGL.dll", "win32"),
        ("PySide6\\plugins\\platforms\\qdirect2d.dll", "win32"),
        ("PySide6\\opengl32sw.dll", "win32"),
        ("opengl32sw.dll", "win32"),
        ("PySide6\\translations\\qtbase_de.qm", "win32"),
        ("libstdc++.so.6", "linux"),
    ],
)
def test_what_is_never_asked_for_is_left_out(path: str, platform: str) -> None:
    assert not module("wanted").wanted(path, platform)


@pytest.mark.parametrize(
    ("path", "platform"),
    [
        ("PySide6\\Qt6Core.dll", "win32"),
        ("PySide6\\QtCore.pyd", "win32"),
        ("PySide6\\Qt6Multimedia.dll", "win32"),
        ("PySide6/Qt/lib/libQt6Quick.so.6", "linux"),
        ("PySide6/Qt/lib/libQt6OpenGL.so.6", "linux"),
        ("PySide6/Qt/lib/libQt6QmlModels.so.6", "linux"),
        ("PySide6\\plugins\\platforms\\qwindows.dll", "win32"),
        ("PySide6\\plugins\\imageformats\\qjpeg.dll", "win32"),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", "linux"),
        ("PySide6\\translations\\qtbase_ko.qm", "win32"),
        ("picup_desktop/ui/resources/translations/picup_ko.qm", "linux"),
        ("libstdc++.so.6", "darwin"),
    ],
)
def test_what_is_asked_for_goes_in(path: str, platform: str) -> None:
    assert module("wanted").wanted(path, platform)


def test_a_part_that_dies_ends_and_tells_whoever_started_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = module("entry")
    monkeypatch.setattr(entry, "main", dies)
    monkeypatch.setattr(sys, "argv", ["picup-desktop.exe", "--thumbnailer"])

    with pytest.raises(SystemExit) as ended:
        entry.run()

    assert ended.value.code == 1
    assert "RuntimeError: no numpy" in capsys.readouterr().err


def test_a_window_that_dies_is_told_by_the_start_code(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = module("entry")
    monkeypatch.setattr(entry, "main", dies)
    monkeypatch.setattr(sys, "argv", ["picup-desktop.exe", "--open-window"])

    with pytest.raises(RuntimeError, match="no numpy"):
        entry.run()


def dies() -> None:
    raise RuntimeError("no numpy")
