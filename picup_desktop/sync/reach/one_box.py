"""What says that two places, which are not one, are on one box: told, and allowed (5-8)."""

from collections.abc import Callable, Mapping
from pathlib import Path

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.messages.message import Message, to_json
from picup_desktop.names import shown
from picup_desktop.storage.base import Probe
from picup_desktop.storage.place import Place
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.trust.known_hosts import is_certificate
from picup_desktop.storage.web_place import is_this_computer
from picup_desktop.words import Role


def note_one_box(ledger: Ledger, probes: Mapping[Role, Probe]) -> None:
    """Record whether main and backup are on one box, for the window. Inside a transaction.

    What was recorded stays unless both were reached. No folder is looked at here: a share that
    is gone would hold that up for ever.
    """
    if set(probes) != set(Role):
        return
    found = {record.role: record for record in ledger.storages.all()}
    main, backup = (found[role] for role in Role)
    disks = {disk_in(probe.folder) for probe in probes.values()}
    told = one_box(
        *(parse_place(main.url), main.host_key),
        *(parse_place(backup.url), backup.host_key),
        lambda _one, _two: len(disks) == 1 and None not in disks,
    )
    ledger.vaults.note_change(Note.ONE_BOX, "" if told is None else to_json(told))


def disk_in(folder: str | None) -> str | None:
    """Return the file system of a probed folder (``Probe.folder``); None where it says none."""
    return None if folder is None else folder.partition(":")[0]


def one_box(
    one: Place,
    one_key: str | None,
    two: Place,
    two_key: str | None,
    are_on_one_disk: Callable[[Place, Place], bool],
) -> Message | None:
    """Return why two places that are not one are most likely on one box; None if nothing says so.

    It is allowed, for some people want it, and told: whoever loses the box loses both copies.
    """
    # Two boxes may have certificates of one authority.
    if one_key is not None and one_key == two_key and not is_certificate(one_key):
        return Message("check-one-host-key")
    if _on_one_server(one, two):
        return Message("check-one-server", server=shown(one.login_server))
    if are_on_one_disk(one, two):
        return Message("check-one-disk")
    return None


def _on_one_server(one: Place, two: Place) -> bool:
    """Return whether both are places of one server, such as two buckets of one provider.

    By SSH the host key says more; a bucket or a share is known by its server's name.
    """
    if not one.login_server or not two.login_server:
        return False
    if one.login_server == two.login_server:
        return True
    ours, theirs = (place.login_server.rpartition(":")[0] for place in (one, two))
    # On this computer each port may lead to another box, by a tunnel.
    return ours == theirs and one.scheme != two.scheme and not is_this_computer(ours)


def on_one_disk(one: Place, two: Place) -> bool:
    """Return whether both are folders of this computer, on one file system."""
    if one.folder is None or two.folder is None:
        return False
    disk = disk_of(one.folder)
    return disk is not None and disk == disk_of(two.folder)


def disk_of(folder: Path) -> str | None:
    """Return a text that two folders on one file system share; None for one that is away."""
    try:
        return str(folder.stat().st_dev)
    except OSError:
        # Its own check says that.
        return None
