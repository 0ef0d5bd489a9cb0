"""Prints what compose.yaml says of its service as flags of ``podman run``, one a line.

So the test of the image runs it by that very file. What it doesn't know ends it.
usage: flags.py COMPOSEFILE    (the variables in the file are the environment's)
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # its types are a package that nothing else needs

VARIABLE = re.compile(r"\$\{([A-Z_]+):-([^}]*)\}")
BUILT = frozenset({"build", "image"})
NOT_OF_RUN = frozenset({"restart", "stop_grace_period", "secrets"})


def flags(document: dict[str, Any]) -> Iterator[str]:
    """Yield the flags of the service ``picup``. KeyError for a key that has no flag here."""
    service = document["services"]["picup"]
    yield f"--hostname={service.pop('hostname')}"
    yield f"--user={service.pop('user')}"
    for name, value in service.pop("environment").items():
        yield f"--env={name}={value}"
    for volume in service.pop("volumes"):
        if volume["type"] != "bind" or volume["bind"] != {"create_host_path": False}:
            raise KeyError(f"no flag for the volume {volume}")
        mode = ":ro" if volume.get("read_only") else ""
        yield f"--volume={volume['source']}:{volume['target']}{mode}"
    for name in service["secrets"]:
        yield f"--volume={document['secrets'][name]['file']}:/run/secrets/{name}:ro"
    if service.pop("read_only"):
        yield "--read-only"
        # podman adds folders that can be written to by itself; compose does not.
        yield "--read-only-tmpfs=false"
    for key, flag in (("tmpfs", "tmpfs"), ("cap_drop", "cap-drop"), ("security_opt", None)):
        for value in service.pop(key):
            yield f"--{flag or 'security-opt'}={value.removesuffix(':true')}"
    left = service.keys() - BUILT - NOT_OF_RUN
    if left:
        raise KeyError(f"no flag for {', '.join(sorted(left))}")


def main() -> None:
    """Print them."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    filled = VARIABLE.sub(lambda found: os.environ.get(found[1]) or found[2], text)
    sys.stdout.writelines(f"{flag}\n" for flag in flags(yaml.safe_load(filled)))


if __name__ == "__main__":
    main()
