"""The licences in a package: of what it holds and of nothing else, each with its text."""

import runpy
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "packaging/licences"
MIT = "Permission is hereby granted, free of charge"


@pytest.fixture(scope="module")
def code() -> dict[str, Any]:
    """Both scripts, which lie beside one another and not in a package."""
    sys.path.insert(0, str(FOLDER))
    try:
        return runpy.run_path(str(FOLDER / "shipped.py")) | runpy.run_path(
            str(FOLDER / "collect.py")
        )
    finally:
        sys.path.remove(str(FOLDER))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """What is installed beside a build: two libraries that it takes, and a tool."""
    site = tmp_path / "site"
    install(site, "Some-Lib", {"some/__init__.py": b"", "some/fast.abi3.so": b"elf"})
    install(site, "av", {"av/__init__.py": b"", "av.libs/libx264-d6533a8d.so.165": b"x264"})
    install(site, "hatchling", {"hatchling/__init__.py": b""})
    return site


def install(site: Path, name: str, files: dict[str, bytes], text: str = MIT) -> None:
    info = f"{name.replace('-', '_').lower()}-1.2.dist-info"
    metadata = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.2\nLicense-Expression: MIT\n"
    parts = '{"components": [{"name": "inner", "version": "7.8"}]}'
    whole = {
        **files,
        f"{info}/METADATA": metadata.encode(),
        f"{info}/licenses/LICENSE": text.encode(),
        f"{info}/sboms/parts.cdx.json": parts.encode(),
    }
    if not text:
        del whole[f"{info}/licenses/LICENSE"]
    for path, content in whole.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    (site / info / "RECORD").write_text("".join(f"{path},,\n" for path in whole))


def installed(site: Path) -> list[Distribution]:
    return [PathDistribution(info) for info in sorted(site.glob("*.dist-info"))]


def bundle_of(site: Path, *names: str) -> Path:
    inside = site.parent / "bundle"
    for name in names:
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes((site / name).read_bytes())
    return inside


MODULES = {"av", "some"}
NATIVE = "av.libs/libx264-d6533a8d.so.165"


def test_what_is_in_the_bundle_is_named_and_what_built_it_is_not(
    code: dict[str, Any], site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "licences"

    lacking = code["collect"](bundle_of(site, NATIVE), MODULES, installed(site), folder)

    told = (folder / "THIRD-PARTY.txt").read_text()
    assert lacking == []
    assert "\nSome-Lib 1.2: MIT\n" in told
    assert "\nav 1.2: MIT\n" in told
    assert "hatchling" not in told
    assert "    from av: libx264-d6533a8d.so.165\n" in told
    assert "together with PicUp, which is under version 3 or later" in told
    assert "for three years" in told
    assert (folder / "python/some-lib/LICENSE").read_text() == MIT
    assert (folder / "python/av/sboms/parts.cdx.json").exists()
    assert not (folder / "python/hatchling").exists()
    texts = {file.stem for file in (folder / "texts").iterdir()}
    assert texts == {"GPL-2.0", "GPL-3.0", "python", "x264"}


def test_what_a_bundle_lost_its_list_does_not_name(
    code: dict[str, Any], site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "licences"
    (folder / "texts").mkdir(parents=True)
    (folder / "texts/of-the-build-before.txt").write_text("x")

    code["collect"](bundle_of(site, "some/fast.abi3.so"), set(), installed(site), folder)

    told = (folder / "THIRD-PARTY.txt").read_text()
    assert "Some-Lib" in told
    assert "\nav " not in told
    assert "x264" not in told.partition("Where the source is")[0]
    assert not (folder / "texts/of-the-build-before.txt").exists()


def test_a_library_that_nobody_knows_and_one_without_its_text_are_told(
    code: dict[str, Any], site: Path, tmp_path: Path
) -> None:
    install(site, "bare", {"bare/__init__.py": b"", "bare.libs/libnew-0a1b2c3d.so.1": b"?"}, "")
    inside = bundle_of(site, "bare.libs/libnew-0a1b2c3d.so.1")

    lacking = code["collect"](inside, MODULES, installed(site), tmp_path / "licences")

    assert lacking == [
        "Nobody knows whose work this is: bare.libs/libnew-0a1b2c3d.so.1 (native.toml).",
        "bare comes without the text of its licence (native.toml: without_text).",
    ]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("libx264-d6533a8d.so.165", "x264"),
        ("libx264.165.dylib", "x264"),
        ("avcodec-62-5e6b81c2.dll", "avcodec"),
        ("libSvtAv1Enc-9393c086.so.4.1.0", "svtav1enc"),
        ("libicui18n.so.73", "icui18n"),
        ("libxcb-shape-7716c890.so.0.0.0", "xcb-shape"),
        ("libscipy_openblas64_-32a4b2a6.so", "scipy_openblas64_"),
        ("libpng16-1d1ba958.so.16.58.0", "png16"),
        ("libcrypto-3-x64.dll", "crypto"),
        ("libx265-efe48a158520a59ef99c0a0b3eb835ae.dll", "x265"),
        ("libSvtAv1Enc-c4dd99c98ddcdb013e820dbd68a30e26.dll", "svtav1enc"),
        ("zlib1-79e0c4f9db71cb511398c504b832d395.dll", "zlib1"),
        ("libgfortran-040039e1-0352e75f.so.5.0.0", "gfortran"),
        ("libqxcb-egl-integration.so", "qxcb-egl-integration"),
        ("python311.dll", "python311"),
    ],
)
def test_a_file_is_known_by_its_name_on_every_system(
    code: dict[str, Any], name: str, stem: str
) -> None:
    assert code["is_native"](name)
    assert code["stem_of"](name) == stem


@pytest.mark.parametrize(
    "name", ["_rust.abi3.so", "a.cpython-311-x86_64-linux-gnu.so", "a.pyd", "some.so.txt"]
)
def test_a_module_of_pythons_is_no_library_of_its_own(code: dict[str, Any], name: str) -> None:
    assert not code["is_native"](name)


def test_two_ffmpegs_have_the_licence_each_was_built_under(code: dict[str, Any]) -> None:
    import tomllib

    table = tomllib.loads((FOLDER / "native.toml").read_text("utf-8"))["library"]
    with_encoders = table[code["row_of"]("libavcodec-5e6b81c2.so.62", "av", table)]
    without = table[code["row_of"]("libavcodec.so.61", "PySide6_Addons", table)]

    assert "GPL-3.0-or-later" in with_encoders["licence"]
    assert without["licence"] == "LGPL-2.1-or-later"


def test_a_version_is_read_from_the_file_itself(code: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "libavutil-5809ad29.so.60.26.102"
    file.write_bytes(b"\0\1FFmpeg version 8.1.2\0n8")

    assert code["version_of"]([file], r"FFmpeg version n?([\w.]+)") == "8.1.2"
    assert code["version_of"]([file], r"x264 core (\d+)") == ""
    assert code["version_of"]([file], None) == ""


def test_every_text_that_the_table_names_is_there_and_no_other() -> None:
    import tomllib

    table = tomllib.loads((FOLDER / "native.toml").read_text("utf-8"))
    named = {text for rows in table.values() for row in rows for text in row["texts"]}
    there = {file.stem for file in (FOLDER / "texts").glob("*.txt")}

    assert named - {"python"} == there
    assert (FOLDER / "texts/GPL-3.0.txt").read_text() == (ROOT / "LICENSE").read_text()


def test_the_packages_of_all_systems_take_them_along() -> None:
    for script in ("windows/bundle.sh", "macos/build.sh"):
        text = (ROOT / "packaging" / script).read_text("utf-8")
        assert text.index("licences/collect.py") < text.rindex(
            "check.py" if "windows" in script else "sign "
        ), script
    assert "collect.py" in (ROOT / "packaging/linux/tree.py").read_text("utf-8")
    done = subprocess.run([sys.executable, FOLDER / "collect.py"], capture_output=True, check=False)
    assert done.returncode != 0


@pytest.mark.parametrize(
    ("file", "library"),
    [
        ("libjxl-fadd25290a2bb8f3356e6f968309c321.dll", "libjxl"),
        ("libjxl_cms-bd809a0c050854e83e71e4bc1ff8d4fb.dll", "libjxl"),
        ("libjxl_threads-2c55961e3465927795028dbf69ed5302.dll", "libjxl"),
        ("libhwy-8aadd70bf1b2d503172e0c5b5181bd15.dll", "Highway"),
        ("libbrotlicommon-ca7bc06ead80259971badf2cd0bfc688.dll", "Brotli"),
        ("libbrotlidec-3225bd5a7b0f7f35e34f66c12262db2d.dll", "Brotli"),
        ("libbrotlienc-4d467dc2efbe2d59e3557f36f202816b.dll", "Brotli"),
    ],
)
def test_what_a_wheel_for_windows_has_as_files_of_their_own_is_known(
    code: dict[str, Any], file: str, library: str
) -> None:
    table = tomllib.loads((FOLDER / "native.toml").read_text("utf-8"))["library"]
    row = code["row_of"](file, "pillow-jxl-plugin", table)
    assert row is not None
    assert table[row]["name"] == library
