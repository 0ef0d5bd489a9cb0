"""What a check, a verification or a repair of a storage found, in the window's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from picup_desktop.engine.ipc.answers import BadObject, Verified
from picup_desktop.engine.ipc.setup_answers import CheckedStorage
from picup_desktop.names import shown
from picup_desktop.ui import text
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import translate
from picup_desktop.words import Role, StorageState

MOST_REASONS = 3
GOOD, CAUTION, QUIET = "good", "caution", "quiet"


@dataclass(frozen=True)
class Line:
    """A sentence, and the style of its label."""

    words: str
    part: str = QUIET


@dataclass(frozen=True)
class Report:
    """The sentences, most important first, and whether a repair can do something now."""

    lines: tuple[Line, ...]
    repairable: bool = False


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
    healed = {(one["storage"], one["object"]) for one in found["repaired"]}
    bad = [*found["missing"], *found["damaged"]]
    left = [one for one in bad if (one["storage"], one["object"]) not in healed]
    concerned = _bad(found, CAUTION if left else QUIET)
    lines = [*concerned, *_repaired(found)] if left else [*_repaired(found), *concerned]
    if found["lost"]:
        lost = translate(
            "StorageReport",
            "No whole copy of %Ln photos was found. They are under Needs attention.",
            None,
            len(found["lost"]),
        )
        lines.append(Line(lost, CAUTION))
    lines += [Line(shown(str(one["text"])), CAUTION) for one in found["journal"][:MOST_REASONS]]
    away = found["not_reached"].get(role)
    if away is not None:
        lines.append(Line(_not_reached(role, away), CAUTION))
    if not lines and not stopped:
        lines.append(Line(_all_whole(found), GOOD))
    elif found["checked"]:
        lines.append(Line(_read(found)))
    if stopped:
        lines.insert(0, Line(translate("StorageReport", "It was stopped before its end.")))
    lines += _unknown(sum(one["offered"] for one in found["unknown"]))
    return Report(tuple(lines), repairable=bool(left) and away is None)


def _bad(found: Verified, part: str) -> list[Line]:
    """Return how many photos are concerned, and which."""
    sentences = (
        (found["missing"], translate("StorageReport", "Missing: {photos}")),
        (found["damaged"], translate("StorageReport", "Damaged: {photos}")),
    )
    return [Line(words.format(photos=_named(bad)), part) for bad, words in sentences if bad]


def _named(bad: Sequence[BadObject]) -> str:
    photos = {photo["id"]: photo for one in bad for photo in one["photos"]}
    names = [f"{photo['album']}/{photo['path']}" for photo in photos.values()]
    if not names:
        # Of earlier versions, and of photos that are deleted and can still be restored.
        return translate("StorageReport", "%Ln files", None, len(bad))
    count = translate("StorageReport", "%Ln photos", None, len(names))
    return f"{count} ({text.names(names)})"


def _repaired(found: Verified) -> list[Line]:
    lines = []
    copied = [one for one in found["repaired"] if one["from"] != "local"]
    anew = len(found["repaired"]) - len(copied)
    if copied:
        words = translate(
            "StorageReport", "%Ln files were brought back from {other}.", None, len(copied)
        )
        lines.append(Line(words.format(other=role_name(Role(copied[0]["from"]))), GOOD))
    if anew:
        words = translate(
            "StorageReport", "%Ln files are stored anew from this computer.", None, anew
        )
        lines.append(Line(words, GOOD))
    lines += [
        Line(shown(str(one["reason"])), CAUTION) for one in found["not_repaired"][:MOST_REASONS]
    ]
    return lines


def _all_whole(found: Verified) -> str:
    if not found["checked"]:
        return translate("StorageReport", "There was nothing to read.")
    words = translate("StorageReport", "{size} were read back, and all of it is as it was stored.")
    return words.format(size=text.size(found["bytes"]))


def _read(found: Verified) -> str:
    words = translate("StorageReport", "{size} were read back.")
    return words.format(size=text.size(found["bytes"]))


def _unknown(count: int) -> list[Line]:
    if not count:
        return []
    words = translate(
        "StorageReport", "%Ln files there are in no list of this vault. They are kept.", None, count
    )
    return [Line(words)]


def _not_reached(role: Role, reason: object) -> str:
    words = translate("StorageReport", "{role} could not be looked at. {reason}")
    return words.format(role=role_name(role), reason=shown(str(reason or ""))).strip()
