"""What only Linux installs is imported by nothing that runs elsewhere too."""

import pkgutil
import subprocess
import sys
from importlib.metadata import requires

from packaging.requirements import Requirement

import picup_desktop

AREAS = ("alerts", "autostart", "cli", "engine", "storage", "sync")
ONLY_LINUX = {
    "picup_desktop.autostart.portal",
    "picup_desktop.engine.system.logind",
    "picup_desktop.engine.system.screen_lock",
}
IMPORTS = """
import importlib, sys
for library in sys.argv[1].split(","):
    sys.modules[library] = None
for module in sys.argv[2].split(","):
    importlib.import_module(module)
"""


def installed_by_linux_alone() -> set[str]:
    """The libraries of ours that no other system has, and what only they bring along."""
    wanted = [Requirement(line) for line in requires("picup-desktop") or ()]
    found = {
        one.name
        for one in wanted
        if one.marker
        and one.marker.evaluate({"sys_platform": "linux", "extra": ""})
        and not one.marker.evaluate({"sys_platform": "win32", "extra": ""})
    }
    return found | {"secretstorage"}


def test_no_part_asks_for_what_only_linux_installs() -> None:
    libraries = installed_by_linux_alone()
    assert "jeepney" in libraries
    names = [
        found.name
        for area in AREAS
        for found in pkgutil.walk_packages(
            [f"{picup_desktop.__path__[0]}/{area}"], f"picup_desktop.{area}."
        )
        if found.name not in ONLY_LINUX and not found.name.endswith((".__main__", "windows_pipe"))
    ]
    assert len(names) > 100
    words = [sys.executable, "-c", IMPORTS, ",".join(sorted(libraries)), ",".join(names)]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-1500:]
