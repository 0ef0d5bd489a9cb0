"""The list of the libraries that are none for Python, as programs read it: CycloneDX."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from shipped import Native


def libraries(
    found: Iterable[Native], inner: Iterable[Mapping[str, Any]], versions: Mapping[str, str]
) -> str:
    """Return the list; ``inner`` are parts compiled into a library for Python."""
    parts = [
        component(one.name, one.version, one.licence, one.source, one.brought_by or "Python")
        for one in found
    ]
    parts += [
        component(
            row["name"], versions[row["name"]], row["licence"], row["source"], row["distribution"]
        )
        for row in inner
    ]
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": parts}
    return json.dumps(whole, indent=1, sort_keys=True) + "\n"


def component(
    name: str, version: str, licence: str, source: str, brought_by: str
) -> dict[str, Any]:
    """Return one library; an unknown version is left out."""
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"{brought_by}/{name}/{version}",
        "name": name,
        "licenses": [{"license": {"name": licence}}],
        "properties": [{"name": "picup:brought-by", "value": brought_by}],
    }
    if version:
        told["version"] = version
    if source.startswith("https://"):
        told["externalReferences"] = [{"type": "source-distribution", "url": source}]
    return told
