"""What a check, a verification or a repair of a storage found, in the window's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from picup_desktop.engine.ipc.setup_answers import BadObject, CheckedStorage, Verified
from picup_desktop.names import Shown, shown
from picup_desktop.ui import text
from picup_desktop.ui.snapshots.snapshot import StorageSummary
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import translate
from picup_desktop.words import Role, StorageState

MOST_NAMES, MOST_REASONS = 5, 3
BUCKETS = ("s3:", "s3+http:")
"""How the addresses of buckets begin."""
NAMES_A_REQUEST = 1000
GOOD, CAUTION, QUIET = "good", "caution", "quiet"


@dataclass(frozen=True)
class Line:
    """A sentence, and the style of its label."""

    words: Shown
    part: str = QUIET


@dataclass(frozen=True)
class Report:
    """The sentences, most important first, and what can be done now."""

    lines: tuple[Line, ...]
    repairable: bool = False
    """A repair can do something."""
    removable: int = 0
    """So many files are offered for removal, because no computer of the vault names them."""


def check_report(checked: CheckedStorage) -> Report:
    """Return what a comparison of names and sizes found (5-1)."""
    role = Role(checked["role"])
    if checked["state"] not in {StorageState.ONLINE, StorageState.FULL}:
        return Report((Line(_not_reached(role, checked["reason"]), CAUTION),))
    lines = []
    if checked["missing"]:
        missing = translate("StorageReport", "%Ln files are missing.", None, checked["missing"])
        lines.append(Line(missing, CAUTION))
    if checked["damaged"]:
        cut = translate("StorageReport", "%Ln files have a wrong size.", None, checked["damaged"])
        lines.append(Line(cut, CAUTION))
    bad = bool(lines)
    if not bad:
        # Without a count: a file may hold two photos, or an earlier version.
        whole = translate("StorageReport", "Everything is there and has the right size.")
        lines.append(Line(whole, GOOD))
    lines += _unknown(checked["unknown"])
    return Report(tuple(lines), repairable=bad)


def verify_report(role: Role, found: Verified, *, stopped: bool) -> Report:
    """Return what reading back or repairing a storage found; ``stopped``: not to the end."""
    counts = found["counts"]
    concerned = _bad(found, CAUTION if counts["left"] else QUIET)
    repaired = _repaired(role, found)
    lines = [*concerned, *repaired] if counts["left"] else [*repaired, *concerned]
    if found["lost"]:
        lost = translate(
            "StorageReport",
            "No whole copy of %Ln photos was found. They are under Needs attention.",
            None,
            len(found["lost"]),
        )
        lines.append(Line(lost, CAUTION))
    journal = [one["text"] for one in found["journal"] if one["storage"] == role]
    lines += [Line(shown(str(words)), CAUTION) for words in journal[:MOST_REASONS]]
    away = found["not_reached"].get(role)
    for out, reason in found["not_reached"].items():
        lines.append(Line(_not_reached(Role(out), reason), CAUTION))
    if not lines and not stopped and (found["checked"] or not found["vouched"]):
        lines.append(Line(_all_whole(found), GOOD))
    elif found["checked"]:
        lines.append(Line(_read(found)))
    if found["vouched"]:
        lines.append(Line(_vouched(found)))
    if stopped:
        lines.insert(0, Line(translate("StorageReport", "It was stopped before its end.")))
    if counts["removed"]:
        removed = translate("StorageReport", "%Ln files were removed.", None, counts["removed"])
        lines.insert(0, Line(removed, GOOD))
    lines += _unknown(counts["unknown"])
    repairable = counts["left"] > 0 and away is None
    return Report(tuple(lines), repairable, 0 if stopped else counts["unknown"])


def removal_question(role: Role, count: int) -> tuple[Shown, Shown]:
    """Return the question before files that no computer names are removed, and what follows."""
    heading = translate("StorageReport", "Remove %Ln files from {role}?", None, count)
    below = translate(
        "StorageReport",
        "They are older than a day and in no list of this vault: left over from a computer that is"
        " lost, or put there by somebody else. They can't come back. If another computer of this"
        " vault has been off for long, let it sync first: they may be its photos.",
    )
    return heading.format(role=role_name(role)), below


def reading_costs(storage: StorageSummary) -> tuple[Shown, Shown] | None:
    """Return the question before all of a bucket is read, and what it costs; None for a NAS."""
    if not storage.record.url.startswith(BUCKETS):
        return None
    heading = translate("StorageReport", "Read everything back from {role}?")
    requests = storage.objects + -(-storage.objects // NAMES_A_REQUEST)
    below = translate(
        "StorageReport",
        "It is in a bucket. About %Ln requests and {size} of download, for which its provider may"
        " charge. Comparing names and sizes costs a request for 1,000 files.",
        None,
        requests,
    )
    below = below.format(size=text.size(storage.size_bytes))
    if storage.compares_sums:
        sums = translate(
            "StorageReport",
            "The store compares checksums: to ask for them costs a request for each file, and only"
            " what is due or has none is downloaded.",
        )
        below = f"{below} {sums}"
    return heading.format(role=role_name(storage.record.role)), below


def _bad(found: Verified, part: str) -> list[Line]:
    """Return how many photos are concerned, and the first of them."""
    counts = found["counts"]
    sentences = (
        (counts["missing"], found["missing"], translate("StorageReport", "Missing: {photos}")),
        (counts["damaged"], found["damaged"], translate("StorageReport", "Damaged: {photos}")),
    )
    return [
        Line(words.format(photos=_named(count, bad)), part)
        for count, bad, words in sentences
        if count
    ]


def _named(count: int, bad: Sequence[BadObject]) -> Shown:
    photos = {photo["id"]: photo for one in bad for photo in one["photos"]}
    names = [f"{photo['album']}/{photo['path']}" for photo in photos.values()]
    if not names:
        # Of earlier versions, and of photos that are deleted and can still be restored.
        return translate("StorageReport", "%Ln files", None, count)
    some: list[Shown] = [shown(name) for name in names[:MOST_NAMES]]
    if count > len(some):
        more = translate("StorageReport", "%Ln more", None, count - len(some))
        some.append(more)
    return f"{text.photos(count)} ({', '.join(some)})"


def _repaired(role: Role, found: Verified) -> list[Line]:
    lines, counts = [], found["counts"]
    if counts["repaired"]:
        words = translate(
            "StorageReport", "%Ln files were brought back from {other}.", None, counts["repaired"]
        )
        lines.append(Line(words.format(other=role_name(role.other)), GOOD))
    if counts["stored_anew"]:
        words = translate(
            "StorageReport",
            "%Ln files are stored anew from this computer.",
            None,
            counts["stored_anew"],
        )
        lines.append(Line(words, GOOD))
    lines += [
        Line(shown(str(one["reason"])), CAUTION) for one in found["not_repaired"][:MOST_REASONS]
    ]
    return lines


def _all_whole(found: Verified) -> Shown:
    if not found["checked"]:
        return translate("StorageReport", "There was nothing to read.")
    words = translate("StorageReport", "{size} were read back, and all of it is as it was stored.")
    return words.format(size=text.size(found["bytes"]))


def _vouched(found: Verified) -> Shown:
    return translate(
        "StorageReport",
        "%Ln files were not read: the store has the right checksum of each.",
        None,
        found["vouched"],
    )


def _read(found: Verified) -> Shown:
    words = translate("StorageReport", "{size} were read back.")
    return words.format(size=text.size(found["bytes"]))


def _unknown(count: int) -> list[Line]:
    if not count:
        return []
    words = translate(
        "StorageReport", "%Ln files there are in no list of this vault. They are kept.", None, count
    )
    return [Line(words)]


def _not_reached(role: Role, reason: object) -> Shown:
    words = translate("StorageReport", "{role} could not be looked at. {reason}")
    return words.format(role=role_name(role), reason=shown(str(reason or ""))).strip()
