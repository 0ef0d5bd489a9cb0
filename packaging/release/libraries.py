#!/usr/bin/env python3
"""Puts the libraries that no lock file names into a release's list of parts.

usage: libraries.py PARTS LIST...    (with the Python of build/sbom, which knows CycloneDX)

Each LIST is what packaging/licences/collect.py wrote on one system, as SYSTEM.cdx.json; without one
the list of parts says itself that it lacks them. Ends non-zero where the outcome is not CycloneDX.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SYSTEM = "picup:system"
LACKING = "picup:lacks"


def main() -> None:
    """Write the list of parts anew."""
    file, lists = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    parts = json.loads(file.read_bytes())
    read = {one.name.removesuffix(".cdx.json"): json.loads(one.read_bytes()) for one in lists}
    text = json.dumps(joined(parts, read), indent=2, sort_keys=True) + "\n"
    check(text)
    file.write_text(text, "utf-8")


def joined(parts: dict[str, Any], lists: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the list of parts with each system's libraries; the same one stands there once."""
    found: dict[str, dict[str, Any]] = {}
    for system, told in sorted(lists.items()):
        for one in told["components"]:
            known = found.setdefault(one["bom-ref"], {**one, "properties": list(one["properties"])})
            known["properties"].append({"name": SYSTEM, "value": system})
    own = [one for one in parts["components"] if not of_a_system(one)]
    metadata = dict(parts["metadata"])
    if not lists:
        metadata["properties"] = [{"name": LACKING, "value": "libraries that are none for Python"}]
    return {**parts, "metadata": metadata, "components": [*own, *found.values()]}


def of_a_system(component: dict[str, Any]) -> bool:
    """Tell whether a part came from one of these lists."""
    properties: Iterable[dict[str, str]] = component.get("properties", ())
    return any(one["name"] == SYSTEM for one in properties)


def check(text: str) -> None:
    """Exit with what is wrong where it is not as CycloneDX has it."""
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415  # the tools' alone
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415  # as above

    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        sys.exit(f"The list of parts is not CycloneDX 1.6: {wrong}")


if __name__ == "__main__":
    main()
