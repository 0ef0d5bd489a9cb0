"""Check who speaks SSH to each storage, and say why."""

from collections.abc import Mapping

from picup_desktop.storage.errors import StorageError
from picup_desktop.storage.place import Access, Place
from picup_desktop.sync.health.result import CheckResult
from picup_desktop.words import Role


def check_ssh(ways: Mapping[Role, tuple[Place, Access]]) -> list[CheckResult]:
    """Return a check for each storage that is reached by SSH."""
    checks = []
    for role, (place, access) in ways.items():
        try:
            speaks = place.who_speaks(access)
        except StorageError as error:
            checks.append(CheckResult(f"ssh {role.value}", ok=False, text=error.message))
            continue
        if speaks is not None:
            checks.append(CheckResult(f"ssh {role.value}", ok=True, text=speaks))
    return checks
