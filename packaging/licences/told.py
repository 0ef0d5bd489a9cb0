"""The list of whose work a package holds, as people read it."""

from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution
from itertools import groupby
from typing import Any

from shipped import Native

HEAD = """\
PicUp Desktop is free software under the GNU General Public License, version 3 or later, whose text
is texts/GPL-3.0.txt.

The package brings along the work of others, each under a licence of its own. The texts lie in the
folder licences: those of libraries for Python in python/, those of the other libraries in texts/
and, where they came from the system that this was built on, in system/. Lists of what is compiled
into a library (sboms/) are those that its makers publish.
"""
ENCODERS = """\
x264 and x265 are under the GNU General Public License, version 2 or later, and FFmpeg is linked
with them: together with PicUp, which is under version 3 or later, the whole is under version 3.
"""
SOURCES = """\
Where the source is
-------------------

The source of PicUp, of this very version, lies where you have this package from, as
picup_desktop-VERSION.tar.gz. The exact versions of the libraries for Python are in
packaging/lock/bundle.txt of that source. What is built from other sources is named above with its
version and where that source is published. Whoever gives this package on has to see to it that
these sources can be had as long as the package can: the licences of FFmpeg, x264, x265, Qt,
libheif, libde265, LibRaw, GnuTLS, Nettle, GMP and others ask for that. If one of them is not to be
had there any more, ask where you have this package from: it will be given to you for no more than
the cost of handing it on, for three years at least from the day on which this package was last
offered.
"""


def told(
    shipped: Iterable[Distribution],
    found: Iterable[Native],
    inner: Iterable[Mapping[str, Any]],
    versions: Mapping[str, str],
) -> str:
    """Return the whole list."""
    found = list(found)
    lines = [HEAD]
    if any(native.name in {"x264", "x265"} for native in found):
        lines.append(ENCODERS)
    lines += [*heading("Libraries for Python"), *map(python_line, shipped), ""]
    lines += heading("Other libraries")
    works = groupby(found, lambda one: (one.name, one.version, one.licence, one.source))
    for (name, version, licence, source), parts in works:
        known = version or "(version: as its files are named)"
        lines.append(f"{name} {known}: {licence}; source: {source}")
        lines += [
            f"    from {one.brought_by or 'Python itself'}: {', '.join(one.files)}" for one in parts
        ]
    lines += ["", *heading("Compiled into a library for Python")]
    lines += [
        f"{row['name']} {versions[row['name']] or '(version not told)'}, in {row['distribution']}:"
        f" {row['licence']}; source: {row['source']}"
        for row in inner
    ]
    return "\n".join([*lines, "", SOURCES])


def heading(text: str) -> list[str]:
    """Return a heading's lines."""
    return [text, "-" * len(text), ""]


def python_line(one: Distribution) -> str:
    """Return a library for Python in one line."""
    place = home_of(one)
    source = f"; source: {place}" if place else ""
    return f"{one.metadata['Name']} {one.version}: {licence_of(one)}{source}"


def home_of(one: Distribution) -> str:
    """Return where its makers publish it, if they say so."""
    named = dict(line.split(", ", 1) for line in one.metadata.get_all("Project-URL", []))
    lowered = {name.lower(): place for name, place in named.items()}
    wanted = ("source", "source code", "repository", "github", "code", "homepage", "home page")
    places = [lowered[name] for name in wanted if name in lowered]
    return places[0] if places else one.metadata.get("Home-page") or ""


def licence_of(one: Distribution) -> str:
    """As its authors name it, in one line."""
    text = one.metadata.get("License-Expression") or one.metadata.get("License") or ""
    first = text.strip().splitlines()[0] if text.strip() else ""
    if first and len(first) < 80:
        return first
    kinds = [kind for kind in one.metadata.get_all("Classifier", []) if kind.startswith("License")]
    return "; ".join(kind.rsplit(" :: ", 1)[-1] for kind in kinds) or first or "see its text"
