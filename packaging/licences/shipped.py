"""What a bundle holds of others: libraries for Python, and libraries that are none.

What is installed beside the build is no answer: the tools that build are there as well. A library
for Python is in a bundle if one of its modules or files is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath
from typing import Any

EXTENSION_MODULE = re.compile(r"\.(cpython-[\w-]+|abi3)\.so$|\.pyd$")
NATIVE = re.compile(r"\.(so(\.\d+)*|dylib|dll)$", re.IGNORECASE)
AFTER_STEM = re.compile(
    r"\.(so|dylib|dll|abi3|\d).*|-(\d|[0-9a-f]{8}([0-9a-f]{24})?(?![0-9a-z])).*", re.IGNORECASE
)
"""What compilers and wheels put behind a library's name."""
NO_FILE_OF_ITS_OWN = (".dist-info", ".data")
STAND_IN = b"stands in for an encoder that PicUp never runs"
"""What a library of ours holds that only bears another's name (packaging/bundle/slim.py)."""
LONGEST_STAND_IN = 64 * 1024


@dataclass(frozen=True)
class Native:
    """A library that is none for Python: every file of one work that came from one place."""

    name: str
    version: str
    licence: str
    source: str
    brought_by: str
    texts: tuple[str, ...]
    files: tuple[str, ...]


def installed_in(inside: Iterable[str], modules: Iterable[str], one: Distribution) -> bool:
    """Tell whether a bundle with these files and modules holds something of a distribution."""
    files, known = set(inside), set(modules)
    for file in one.files or ():
        path = PurePosixPath(str(file).replace("\\", "/"))
        if path.parts[0].endswith(NO_FILE_OF_ITS_OWN) or path.parts[0] == "..":
            continue
        if str(path) in files or (path.suffix == ".py" and module_of(path) in known):
            return True
    return False


def module_of(path: PurePosixPath) -> str:
    """Return the module that a source file is."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_native(name: str) -> bool:
    """Tell whether a file is a library, and no module of Python's."""
    return bool(NATIVE.search(name)) and not EXTENSION_MODULE.search(name)


def is_stand_in(file: Path) -> bool:
    """Tell whether a library is ours, which refuses what one of its name would do. OSError."""
    return file.stat().st_size <= LONGEST_STAND_IN and STAND_IN in file.read_bytes()


def stem_of(name: str) -> str:
    """Return what a library's file is called: ``libx264-d6533a8d.so.165`` is x264."""
    return AFTER_STEM.sub("", name.lower().removeprefix("lib"))


@dataclass(frozen=True)
class Origins:
    """Who brought a file: a wheel, by the paths that it lists, or a package of the system."""

    by_path: Mapping[str, str]
    system_packages: Mapping[str, str]

    def of(self, path: str) -> str:
        """Return the distribution's name, or the system's package, or nothing."""
        name = PurePosixPath(path).name
        return (
            self.by_path.get(path) or self.by_path.get(name) or self.system_packages.get(name, "")
        )


def owners(distributions: Iterable[Distribution]) -> dict[str, str]:
    """Return who owns each path, and each name of a library, among what is installed."""
    found = {}
    for one in distributions:
        for file in one.files or ():
            path = str(file).replace("\\", "/")
            found[path] = one.metadata["Name"]
            if is_native(path):
                found[PurePosixPath(path).name] = one.metadata["Name"]
    return found


def natives(
    files: Mapping[str, Path], table: list[dict[str, Any]], origins: Origins
) -> tuple[list[Native], list[str]]:
    """Return the libraries among a bundle's files, and the files that nobody knows."""
    grouped: dict[tuple[int, str], list[str]] = {}
    unknown = []
    for path in sorted(files):
        if not is_native(path) or files[path].is_symlink() or is_stand_in(files[path]):
            continue
        origin = origins.of(path)
        number = row_of(PurePosixPath(path).name, origin, table)
        if number is None and origin.startswith(SYSTEM):
            grouped.setdefault((-1, origin), []).append(path)
        elif number is None:
            unknown.append(path)
        else:
            grouped.setdefault((number, origin), []).append(path)
    found = [
        described(table[number] if number >= 0 else {}, origin, [files[path] for path in paths])
        for (number, origin), paths in grouped.items()
    ]
    return sorted(found, key=lambda one: (one.name.lower(), one.version, one.brought_by)), unknown


SYSTEM = "the system's "


def row_of(name: str, origin: str, table: list[dict[str, Any]]) -> int | None:
    """Return which row of the table tells about a file, if one does."""
    stem = stem_of(name)
    for number, row in enumerate(table):
        only_of = row.get("only_of", ".*")
        if re.fullmatch(row["files"], stem) and re.fullmatch(only_of, origin, re.IGNORECASE):
            return number
    return None


def described(row: Mapping[str, Any], origin: str, files: list[Path]) -> Native:
    """Put together what is known of one library."""
    return Native(
        name=row.get("name") or origin.removeprefix(SYSTEM).split()[0],
        version=version_of(files, row.get("version")),
        licence=row.get("licence", "as its text says"),
        source=row.get("source", "the sources of that system"),
        brought_by=origin,
        texts=tuple(row.get("texts", ())),
        files=tuple(sorted({file.name for file in files})),
    )


def version_of(files: list[Path], pattern: str | None) -> str:
    """Return the version that stands in the files themselves, or nothing."""
    if pattern:
        for file in files:
            found = re.search(pattern.encode("utf-8"), file.read_bytes())
            if found:
                return found[1].decode("ascii", "replace")
    return ""
