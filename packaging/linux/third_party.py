"""Whose work a package holds, and under which licences."""

from importlib.metadata import Distribution, distributions

BUILDERS = {"pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "pip", "setuptools"}
HEAD = """\
PicUp Desktop is free software under the GNU General Public License, version 3 or later; its text
is at the end. On Debian it is also in /usr/share/common-licenses/GPL-3.

The program brings these libraries along, each under its own licence, whose text is in the library's
own published package:

"""


def third_party(licence: str) -> str:
    """The whole text, ending with the program's own licence."""
    found = {
        name: (one.version, licence_of(one))
        for one in distributions()
        if (name := str(one.metadata["Name"])).lower() not in {*BUILDERS, "picup-desktop"}
    }
    lines = [
        f"  {name} {found[name][0]}: {found[name][1]}" for name in sorted(found, key=str.lower)
    ]
    return HEAD + "\n".join(["  Python: Python Software Foundation License", *lines, "", licence])


def licence_of(one: Distribution) -> str:
    """As its authors name it, in one line."""
    told = one.metadata.get("License-Expression") or one.metadata.get("License") or ""
    first = told.strip().splitlines()[0] if told.strip() else ""
    if first and len(first) < 80:
        return first
    kinds = [kind for kind in one.metadata.get_all("Classifier", []) if kind.startswith("License")]
    return "; ".join(kind.rsplit(" :: ", 1)[-1] for kind in kinds) or first or "see its package"
