"""``picup status``: whether the photos are safe, and where; also while an engine runs.

It is asked for often, so it loads little: nothing that reads a storage or opens a secret.
"""

from collections.abc import Mapping

import typer

from picup_desktop.cli import answers
from picup_desktop.cli.left_out import told_beside
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, local_day, local_minute, number, print_json, size
from picup_desktop.clock import iso
from picup_desktop.engine.commands.storage_rows import storage_facts
from picup_desktop.files.windows_names import address_shown
from picup_desktop.ledger.evidence import Evidence
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.left_out import left_out_everywhere
from picup_desktop.left_out import LeftOutCounts
from picup_desktop.messages.catalogue import in_english, rendered
from picup_desktop.names import Shown, plain, shown
from picup_desktop.reading import reading
from picup_desktop.sync.home.hold import MESSAGES, HomeHold, standing_on, this_machine
from picup_desktop.sync.pass_fault import standing_or_no_room
from picup_desktop.sync.rescan.folder_question import held_and_asking
from picup_desktop.words import PhotoState, StorageState


def status_json(ledger: Ledger) -> answers.Status:
    """Return the fields of ``status`` that docs/cli.md promises."""
    counts = ledger.photos.counts()
    hold = standing_on(ledger, this_machine())
    home_hold = None if hold is None else hold.value
    queued, dead = ledger.deletions.counts()
    kept = ledger.versions.kept()
    return {
        "photos": sum(counts.values()) - counts[PhotoState.DELETED],
        **counts_json(counts),
        "queued_objects": queued,
        "earlier_versions": kept.objects,
        "earlier_versions_bytes": kept.sealed_bytes,
        "earlier_versions_until": None if kept.until is None else iso(kept.until),
        "dead_letters": dead,
        "attention": len(ledger.attention.all()),
        "pass_fault": _pass_fault(ledger),
        "home_hold": home_hold,
        "skipped": sum(album.skipped_files for album in ledger.albums.all()),
        "skipped_kinds": kinds_json(left_out_everywhere(ledger)),
        "storages": rendered([facts for _, facts in storage_facts(ledger)], in_english),
    }


def kinds_json(counts: LeftOutCounts) -> dict[str, dict[str, int]]:
    """Return how many files are not kept, by reason and ending."""
    return {why.value: dict(endings) for why, endings in counts.items()}


def counts_json(counts: Mapping[PhotoState, int]) -> answers.PhotoCounts:
    """Return how many photos are in each state."""
    return {
        "waiting": counts[PhotoState.WAITING],
        "failed": counts[PhotoState.FAILED],
        "half_protected": counts[PhotoState.HALF_PROTECTED],
        "protected": counts[PhotoState.PROTECTED],
        "deleted": counts[PhotoState.DELETED],
    }


def _pass_fault(ledger: Ledger) -> answers.PassFault | None:
    """Return the failed passes since the last whole one (5-7); None if there are none.

    A ledger on a full disk counts as one: what came since is not seen.
    """
    fault = standing_or_no_room(ledger)
    if fault is None:
        return None
    return {
        "times": fault.times,
        "since": iso(fault.since),
        "reason": in_english(fault.message),
    }


def tell_status(document: answers.Status, left_out: Shown) -> None:
    """Print whether the photos are safe, and where, in a sentence and two lines.

    ``left_out`` is the sentence about files that are not kept.
    """
    sentence, style = _sentence(document)
    answer(sentence, style)
    for storage in document["storages"]:
        said = f"  {storage['role']:6} {storage['state']}: {number(storage['objects'], 'object')}"
        reason = "" if storage["state"] == StorageState.ONLINE else f" ({storage['reason']})"
        place = address_shown(storage["url"])
        answer(f"{plain(said)}, {size(storage['bytes'])} at {plain(place)}{plain(reason)}")
    _tell_beside(document, left_out)
    if document["attention"]:
        needs = "needs" if document["attention"] == 1 else "need"
        answer(
            f"  {number(document['attention'], 'thing')} {plain(needs)} you: picup attention",
            "yellow",
        )


def _sentence(document: answers.Status) -> tuple[Shown, str]:
    """Return whether the photos are safe as one sentence, and its style.

    Green only if nothing speaks against it: no failed pass, no hold, no storage unseen.
    """
    photos, protected = document["photos"], document["protected"]
    share = f"{protected:,} of {number(photos, 'photo')}"
    fault, hold = document["pass_fault"], document["home_hold"]
    unseen = [one for one in document["storages"] if one["evidence"] != Evidence.SEEN]
    none_yet = plain("There are no photos yet.")
    if fault is not None:
        known = f"{share} were on both storages, but what came since is not seen."
        failed = f"Passes have failed since {local_minute(fault['since'])}."
        return f"{known if photos else none_yet} {failed} {plain(fault['reason'])}", "red"
    if hold is not None:
        known = f"{share} were brought to both storages."
        why = in_english(MESSAGES[HomeHold(hold)])
        return f"{known if photos else none_yet} {why}", "red"
    if photos == 0:
        return f"{none_yet} Add an album: picup album add PATH", ""
    if unseen:
        why = " ".join(map(_unseen, unseen))
        return f"{share} were brought to both storages. {why}", "yellow"
    if protected == photos:
        all_of_them = "The one photo is" if photos == 1 else f"All {photos:,} photos are"
        # The same light as the window's: none is green beside something that needs a person.
        style = "yellow" if document["attention"] else "green"
        return f"{plain(all_of_them)} on both storages.", style
    return f"{share} are on both storages; {_others(document)}.", "yellow"


def _others(document: answers.Status) -> Shown:
    """Return how many photos are not protected yet, by state."""
    states = (
        ("half protected", document["half_protected"]),
        ("waiting", document["waiting"]),
        ("failed", document["failed"]),
    )
    return plain(", ".join(f"{count:,} {state}" for state, count in states if count))


def _tell_beside(document: answers.Status, left_out: Shown) -> None:
    """Print what is there beside the photos: files not kept, removals due, earlier versions."""
    if left_out:
        answer(f"  {left_out}", "yellow")
    if document["queued_objects"]:
        answer(f"  {number(document['queued_objects'], 'object')} to be removed when due.")
    if document["earlier_versions"]:
        versions = number(document["earlier_versions"], "earlier version")
        until = document["earlier_versions_until"]
        stay = "" if until is None else f" until {local_day(until)} at the latest"
        room = size(document["earlier_versions_bytes"])
        answer(
            f"  {versions} of edited photos ({room} on each storage) kept{plain(stay)}, among them."
        )


def _unseen(storage: answers.Storage) -> Shown:
    """Return why nothing on a storage is called protected now (5-1)."""
    role = plain(storage["role"].capitalize())
    if storage["seen_at"] is None:
        return f"{role} was not looked at as a whole yet; the next sync does it."
    when = local_minute(storage["seen_at"])
    if storage["evidence"] == Evidence.DOUBTED:
        return f"{role} was whole {when}, but something was gone since; the next sync looks again."
    return f"{role} was last seen whole {when}, which is too long ago; the next sync looks again."


def status(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """Are my photos safe, and where? Counts and storages, as of the last contact."""
    with reading(chosen_home(context, home)) as ledger:
        document = status_json(ledger)
        left_out = told_beside(left_out_everywhere(ledger))
        asking = [album.name for album in held_and_asking(ledger)]
    if wants_json(context, json):
        print_json(document)
        return
    tell_status(document, left_out)
    for name in asking:
        answer(f"  The album {shown(name)} waits for your answer: picup attention", "yellow")
