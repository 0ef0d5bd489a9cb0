"""What the bundle is made smaller by: data of ICU, and encoders that are never run."""

import ctypes
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def code() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "packaging/bundle/slim.py"))


@pytest.mark.parametrize(
    ("item", "kept"),
    [
        ("coll/ko.res", True),
        ("coll/ucadata.icu", True),
        ("root.res", True),
        ("nfkc.nrm", True),
        ("ko.res", False),
        ("zone/root.res", False),
        ("brkitr/thaidict.dict", False),
        ("ibm-949_P11A-1999.cnv", False),
        ("translit/root.res", False),
        ("unit/pool.res", False),
    ],
)
def test_of_icu_stays_how_languages_sort(code: dict[str, Any], item: str, *, kept: bool) -> None:
    assert code["is_kept"](item) is kept


needs_compiler = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("gcc", "nm")), reason="not installed: gcc"
)


@needs_compiler
def test_a_stand_in_has_each_name_that_is_asked_for_and_refuses(
    code: dict[str, Any], tmp_path: Path
) -> None:
    place = tmp_path / "libx264-0a1b2c3d.so.165"
    asked = {
        "x264_encoder_open_165": "T",
        "x264_param_default_preset": "T",
        "svt_av1_enc_init_handle": "T",
        "x265_api_get_216": "T",
        "x264_levels": "R",
    }

    code["make_library"](place, code["stand_in"](asked))

    given = code["symbols"](place, "--defined-only")
    assert set(asked) <= set(given)
    assert given["x264_levels"] == "R"
    loaded = ctypes.CDLL(str(place))
    for name in sorted(set(asked) - {"x264_levels"}):
        getattr(loaded, name).restype = ctypes.c_long
    # No encoder is there, and what answers by a number says that it failed.
    assert loaded.x264_encoder_open_165() == 0
    assert loaded.x265_api_get_216() == 0
    assert loaded.x264_param_default_preset() < 0
    assert loaded.svt_av1_enc_init_handle() < 0
    said = subprocess.run(["readelf", "-d", place], capture_output=True, text=True, check=True)
    assert f"[{place.name}]" in said.stdout
    assert "NEEDED" not in said.stdout


@needs_compiler
def test_only_what_ffmpeg_asks_for_is_stood_in_for_and_the_list_says_so(
    code: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "av.libs"
    folder.mkdir()
    names = {"libx264-0a.so.165": "x264_a", "libx265-0b.so.216": "x265_a"}
    names["libSvtAv1Enc-0c.so.4"] = "svt_av1_a"
    for library, symbol in names.items():
        source = f"long {symbol}(void) {{ return 7; }} long unasked(void) {{ return 7; }}"
        code["make_library"](folder / library, source)
    asking = "".join(f"extern long {one}(void);" for one in names.values())
    asking += f"long all(void) {{ return {' + '.join(f'{one}()' for one in names.values())}; }}"
    code["make_library"](folder / "libavcodec-0d.so.62", asking)

    code["stand_in_for_encoders"](folder)

    for library, symbol in names.items():
        given = code["symbols"](folder / library, "--defined-only")
        assert symbol in given
        assert "unasked" not in given
    shipped = runpy.run_path(str(ROOT / "packaging/licences/shipped.py"))
    assert code["MARK"].encode() == shipped["STAND_IN"]
    assert all(shipped["is_stand_in"](folder / library) for library in names)
    assert not shipped["is_stand_in"](folder / "libavcodec-0d.so.62")
    kinds = shipped["natives"](
        {f"av.libs/{one.name}": one for one in folder.iterdir()},
        [{"files": "avcodec", "name": "FFmpeg"}],
        shipped["Origins"]({}, {}),
    )
    assert [one.name for one in kinds[0]] == ["FFmpeg"]
    assert kinds[1] == []


@needs_compiler
def test_an_ffmpeg_that_asks_for_it_no_more_is_told(code: dict[str, Any], tmp_path: Path) -> None:
    code["make_library"](tmp_path / "libavcodec-0d.so.62", "long other(void) { return 1; }")
    code["make_library"](tmp_path / "libx264-0a.so.165", "long x264_a(void) { return 7; }")

    with pytest.raises(code["NotAsExpected"], match="asks for nothing of libx264"):
        code["stand_in_for_encoders"](tmp_path)

    (tmp_path / "libx264-0b.so.165").touch()
    with pytest.raises(code["NotAsExpected"], match="not just one"):
        code["stand_in_for_encoders"](tmp_path)
