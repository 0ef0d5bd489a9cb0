#!/usr/bin/env python3
"""Makes two things of a Linux bundle smaller that no wheel offers smaller.

FFmpeg in av's wheel asks the loader for three encoders by name, and does not load without them;
PicUp encodes no film. In their place stand libraries of the same names that refuse each call.
The data of ICU, which Qt asks for, knows every language, region and unit: what is kept of it is
what Qt needs to sort names as each language does.

usage: slim.py INTERNAL PYTHON    (a bundle's folder; the Python of the build, which has Qt)
Ends non-zero, with the reason on standard error, where it finds anything else than it expects.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ENCODERS = ("libx264", "libx265", "libSvtAv1Enc")
MARK = "stands in for an encoder that PicUp never runs"
"""What a library of ours holds instead of somebody's work (packaging/licences/shipped.py)."""
KEPT_DATA = re.compile(
    r"coll/.*|[^/]*\.(icu|nrm)"
    r"|(pool|root|res_index|supplementalData|keyTypeData|likelySubtags|langInfo|metadata)\.res"
)
"""How languages sort, and what ICU needs to find that out."""
SORTS_AS_PEOPLE_DO = """
from PySide6.QtCore import QCollator, QLocale
for language, earlier, later in [("de", "\\u00e4", "z"), ("sv", "z", "\\u00e4")]:
    if QCollator(QLocale(language)).compare(earlier, later) >= 0:
        raise SystemExit(f"Qt does not sort as {language} does.")
"""


class NotAsExpected(Exception):
    """The bundle is another than this was written for."""


def main() -> None:
    """Make both smaller."""
    inside, python = Path(sys.argv[1]), sys.argv[2]
    try:
        stand_in_for_encoders(inside / "av.libs")
        cut_data(inside / "PySide6/Qt/lib", python)
    except (NotAsExpected, subprocess.CalledProcessError) as error:
        sys.exit(f"The bundle does not get smaller: {error}")


def stand_in_for_encoders(folder: Path) -> None:
    """Replace each encoder. NotAsExpected where FFmpeg asks for none of it any more."""
    user = only(folder.glob("libavcodec-*.so*"))
    asked = symbols(user, "--undefined-only")
    for name in ENCODERS:
        library = only(folder.glob(f"{name}-*.so*"))
        kinds = symbols(library, "--defined-only")
        wanted = {one: kinds[one] for one in asked if one in kinds}
        if not wanted:
            raise NotAsExpected(f"{user.name} asks for nothing of {library.name}")
        make_library(library, stand_in(wanted))


def stand_in(wanted: dict[str, str]) -> str:
    """Return the C source of a library with these symbols, each with its kind as nm tells it."""
    lines = [f'const char picup_stand_in[] = "This {MARK}.";']
    for name, kind in sorted(wanted.items()):
        if kind in "TW":
            lines.append(f"long {name}(void) {{ return {answer_of(name)}; }}")
        else:
            lines.append(f"const char {name}[64] = {{0}};")
    return "\n".join(lines) + "\n"


def answer_of(name: str) -> int:
    """Return what tells FFmpeg that it does not work: nothing made, or an error's number."""
    is_number = name.startswith(("svt_av1_", "x264_param_"))
    return -1 if is_number else 0


def cut_data(folder: Path, python: str) -> None:
    """Leave of ICU's data what is kept. NotAsExpected where Qt could not sort by that."""
    library = only(folder.glob("libicudata.so.*"))
    (symbol,) = symbols(library, "--defined-only")
    with tempfile.TemporaryDirectory(prefix="picup-slim-") as made:
        # The items in it are named after the file.
        data = Path(made, f"{symbol.removesuffix('_dat')}l.dat")
        run("objcopy", "-O", "binary", "--only-section=.rodata", str(library), str(data))
        items = run("icupkg", "-l", str(data)).split()
        dropped = Path(made, "dropped.txt")
        dropped.write_text("\n".join(one for one in items if not is_kept(one)), "utf-8")
        cut = Path(made, "cut") / data.name
        cut.parent.mkdir()
        run("icupkg", "-r", str(dropped), str(data), str(cut))
        # Tried before anything is replaced: the loader takes it for the wheel's own.
        tried = cut.parent / library.name
        make_library(tried, data_source(symbol, cut), language="assembler")
        run(python, "-c", SORTS_AS_PEOPLE_DO, LD_LIBRARY_PATH=str(cut.parent))
        library.write_bytes(tried.read_bytes())


def is_kept(item: str) -> bool:
    """Tell whether an item of ICU's data stays."""
    return KEPT_DATA.fullmatch(item) is not None


def data_source(symbol: str, data: Path) -> str:
    """Return the source of a library that holds the bytes of a file under one name."""
    return f"""
.section .rodata
.balign 16
.globl {symbol}
.type {symbol}, %object
.size {symbol}, {data.stat().st_size}
{symbol}: .incbin "{data}"
.section .note.GNU-stack, "", %progbits
"""


def make_library(place: Path, source: str, language: str = "c") -> None:
    """Write a library that asks for no other one over ``place``, under the name that it has."""
    command = ["gcc", "-shared", "-nostdlib", "-fno-builtin", "-Os", "-s", "-x", language, "-"]
    subprocess.run(
        [*command, f"-Wl,-soname,{place.name}", "-Wl,-z,noexecstack", "-o", str(place)],
        input=source,
        text=True,
        check=True,
    )


def symbols(library: Path, which: str) -> dict[str, str]:
    """Return the names that a library gives or asks for, each with its kind as nm tells it."""
    lines = run("nm", "-D", which, "--format=posix", str(library)).splitlines()
    parts = [line.split() for line in lines]
    return {words[0].split("@")[0]: words[1] for words in parts}


def only(found: Iterable[Path]) -> Path:
    """Return the one that there is. NotAsExpected of none and of several."""
    all_of_them = sorted(found)
    if len(all_of_them) != 1:
        raise NotAsExpected(f"there is not just one of these: {[str(one) for one in all_of_them]}")
    return all_of_them[0]


def run(*command: str, **variables: str) -> str:
    """Return what a program answers. subprocess.CalledProcessError."""
    return subprocess.run(
        command, env={**os.environ, **variables}, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main()
