"""The pure modules that are mutated, each with the unit tests that must notice."""

import ast
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Target:
    """One module and the test files that hold its decisions."""

    module: PurePosixPath
    tests: tuple[PurePosixPath, ...]
    names: tuple[str, ...] = ()
    """The decisions in a module that does more than decide; empty: the whole module decides."""


def _target(module: str, *tests: str, names: tuple[str, ...] = ()) -> Target:
    return Target(
        PurePosixPath("picup_desktop", module),
        tuple(PurePosixPath("tests/unit", test) for test in tests),
        names,
    )


def defined(node: ast.stmt) -> frozenset[str]:
    """Return the names that a top-level statement of a module defines."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return frozenset({name})
        case ast.Assign(targets=targets):
            return frozenset(target.id for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            return frozenset({name})
        case _:
            return frozenset()


TARGETS = (
    _target("backoff.py", "uploads/test_backoff.py"),
    _target("ledger/evidence.py", "ledger/test_evidence.py"),
    _target(
        "sync/seen/look.py",
        "storages/test_look.py",
        names=("Listing", "Compared", "compared", "state_by_size"),
    ),
    _target("sync/seen/listing.py", "storages/test_look.py"),
    _target("sync/seen/strangers.py", "storages/test_strangers.py"),
    _target("sync/upload/outcomes.py", "uploads/test_outcomes.py"),
    _target("sync/upload/recover.py", "uploads/test_recover.py"),
    _target("sync/upload/send.py", "uploads/test_send.py"),
    _target("sync/copies/heal.py", "storages/test_heal.py"),
    _target("sync/copies/complete.py", "uploads/test_complete.py"),
    _target("sync/reach/outages.py", "reach/test_outages.py"),
    _target("sync/reach/circuit.py", "reach/test_circuit.py"),
    _target("sync/reach/breakers.py", "uploads/test_send.py"),
    _target("storage/sftp/claim.py", "storages/test_claim.py", names=("answer_of", "_is_over")),
    _target("sync/delete/held.py", "deletions/test_held.py"),
    _target("sync/join/address.py", "storages/test_open_address.py", names=("logins_to_try",)),
    _target("sync/verify/plan.py", "storages/test_verify_plan.py"),
    _target("sync/verify/turn.py", "storages/test_verify_turn.py"),
    _target(
        "sync/verify/by_list.py",
        "storages/test_verify_by_list.py",
        names=("ByList", "sort_doubts", "unknown_objects", "whole_bytes"),
    ),
    _target("sync/verify/words.py", "storages/test_verify_words.py"),
    _target("sync/verify/originals.py", "versions/test_originals.py", names=("due_originals",)),
    _target("sync/space/plan.py", "deletions/test_free_plan.py"),
    _target("sync/scan/losses.py", "versions/test_changes.py"),
    _target("sync/scan/spoiled.py", "versions/test_spoiled.py"),
    _target("sync/scan/file_ends.py", "versions/test_spoiled.py"),
    _target("sync/clock/check.py", "reach/test_clock_check.py"),
    _target(
        "sync/home/own_journal.py",
        "journal/test_own_journal.py",
        "journal/test_own_journal_look.py",
    ),
    _target("sync/rescan/subfolders.py", "scan/test_subfolders.py"),
    _target("sync/rescan/same_contents.py", "versions/test_same_contents.py"),
    _target("sync/rescan/aside.py", "versions/test_aside.py"),
    _target("sync/scan/known.py", "scan/test_walk.py"),
    _target(
        "sync/scan/scan.py",
        "scan/test_scan_changes.py",
        names=(
            *("FILES_THAT_TELL", "compare", "match_moves", "are_inodes_steady", "settle"),
            *("is_same", "_with_parents"),
        ),
    ),
    _target(
        "vault/trust.py",
        "vault/test_trust.py",
        names=(
            *("Trust", "judge", "_is_by", "_members", "_is_of", "_removed", "_kit"),
            *("_vault_key", "_member", "_names"),
        ),
    ),
    _target("sync/scan/changed_many.py", "versions/test_changed_many.py"),
    _target(
        "sync/delete/delete.py",
        "deletions/test_removal.py",
        names=(
            "retire_objects",
            "retire_replaced",
            "_was_uploaded_again",
            "_may_be_asked_for",
            "enqueue_undo",
        ),
    ),
    _target("sync/journal/send.py", "journal/test_last_checkpoint.py", names=("last_checkpoint",)),
    _target("gallery/one_shot.py", "pictures/test_one_shot.py"),
    _target("gallery/dating.py", "dates/test_dating.py"),
    _target("gallery/name_dates.py", "dates/test_names.py"),
    _target("thumbnails/dates/texts.py", "dates/test_texts.py"),
    _target(
        "gallery/corrections.py",
        "pictures/test_corrections.py",
        names=(
            *("words_of", "shown_date", "file_date"),
            *("_is_as_seen", "_new_dates", "_moved", "_before", "_word"),
        ),
    ),
    _target(
        "words.py",
        "turning/test_turn.py",
        names=("Turn", "_PARTS"),
    ),
    _target(
        "gallery/turning.py",
        "turning/test_turning.py",
        names=("words_of", "_new_turn", "_before", "_word"),
    ),
    _target(
        "files/status.py",
        "this_computer/test_file_status.py",
        names=(
            *("MOST_INT64", "LEAST_TIME_NS", "FileStatus"),
            *("file_status", "bounded_time_ns", "folded_inode"),
        ),
    ),
    _target("messages/particles.py", "languages/test_particles.py"),
    _target("alerts/plan.py", "messages/test_alert_plan.py"),
    _target("settings/choices.py", "ledger/test_setting_numbers.py"),
    _target("settings/declaration.py", "ledger/test_setting_numbers.py"),
    _target("settings/check.py", "ledger/test_setting_numbers.py", "ledger/test_settings.py"),
    _target("settings/quiet_hours.py", "engine/test_engine_surroundings.py"),
)

EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("picup_desktop/backoff.py", "MOST_DOUBLINGS = 32", "MOST_DOUBLINGS = 33"): (
        "Only keeps the power small; every wait reaches its longest far earlier."
    ),
    ("picup_desktop/backoff.py", "MOST_DOUBLINGS = 32", "MOST_DOUBLINGS = 31"): (
        "Only keeps the power small; every wait reaches its longest far earlier."
    ),
    (
        "picup_desktop/sync/copies/heal.py",
        'held = b"".join(storage.get(VAULT_NAME, 0, MOST_STATIC_BYTES + 1))',
        'held = b"".join(storage.get(VAULT_NAME, 0, MOST_STATIC_BYTES | 1))',
    ): "The limit is even, so the sum is the same.",
    (
        "picup_desktop/sync/copies/heal.py",
        'held = b"".join(storage.get(VAULT_NAME, 0, MOST_STATIC_BYTES + 1))',
        'held = b"".join(storage.get(VAULT_NAME, 0, MOST_STATIC_BYTES ^ 1))',
    ): "The limit is even, so the sum is the same.",
    (
        "picup_desktop/sync/rescan/same_contents.py",
        'if record is None or record.sha256 == "":',
        'if record is None or record.sha256 < "":',
    ): "No file has the empty text for its hash; the file is only read in vain.",
    (
        "picup_desktop/sync/rescan/same_contents.py",
        'if record is None or record.sha256 == "":',
        'if record is None or record.sha256 <= "":',
    ): "Nothing but the empty text comes before the empty text or is it.",
    (
        "picup_desktop/sync/rescan/same_contents.py",
        'if record is None or record.sha256 == "":',
        'if record is None and record.sha256 == "":',
    ): "The ledger has every photo's object, and no file has the empty text for its hash.",
    (
        "picup_desktop/sync/rescan/aside.py",
        "for path in map(str, islice(beside, 1, None))",
        "for path in map(str, islice(beside, 0, None))",
    ): "The first is the photo's own path, which is taken.",
    (
        "picup_desktop/sync/scan/changed_many.py",
        "if changed > settings.vanished_photos and is_many(",
        "if changed != settings.vanished_photos and is_many(",
    ): "Only spares counting the album's photos; is_many says the same and more.",
    (
        "picup_desktop/sync/scan/changed_many.py",
        "if changed > settings.vanished_photos and is_many(",
        "if changed >= settings.vanished_photos and is_many(",
    ): "Only spares counting the album's photos; is_many says the same and more.",
    (
        "picup_desktop/sync/scan/changed_many.py",
        "if changed > settings.vanished_photos and is_many(",
        "if changed is not settings.vanished_photos and is_many(",
    ): "Only spares counting the album's photos; is_many says the same and more.",
    (
        "picup_desktop/sync/scan/changed_many.py",
        "elif ledger.versions.waiting(album.id) == 0:",
        "elif ledger.versions.waiting(album.id) <= 0:",
    ): "No count is below 0.",
    (
        "picup_desktop/sync/delete/delete.py",
        'if record.sha256 == "" or ledger.versions.ended_at([record.id]):',
        'if record.sha256 <= "" or ledger.versions.ended_at([record.id]):',
    ): "Nothing but the empty text comes before the empty text or is it.",
    (
        "picup_desktop/sync/scan/spoiled.py",
        "if before.size_bytes == 0:",
        "if before.size_bytes <= 0:",
    ): "No size is below 0; files/status.py sees to it.",
    (
        "picup_desktop/sync/scan/spoiled.py",
        "if now.size_bytes == 0:",
        "if now.size_bytes <= 0:",
    ): "No size is below 0; files/status.py sees to it.",
    (
        "picup_desktop/sync/scan/spoiled.py",
        "length > 0",
        "length != 0",
    ): "No length is below 0.",
    (
        "picup_desktop/sync/scan/spoiled.py",
        "length > 0",
        "length > 1",
    ): "A digest has at least six characters.",
    (
        "picup_desktop/sync/scan/file_ends.py",
        'length = int.from_bytes(header[8:16], "big")',
        'length = int.from_bytes(header[8: 17], "big")',
    ): "The header has 16 bytes.",
    (
        "picup_desktop/sync/clock/check.py",
        "if -DAY_SECONDS <= shift < 0 or (doubt is Doubt.NONE and 0 < shift <= SLACK_SECONDS):",
        "if -DAY_SECONDS <= shift < 0 or (doubt is Doubt.NONE and 0 <= shift <= SLACK_SECONDS):",
    ): "A shift of 0 becomes 0.",
    (
        "picup_desktop/sync/clock/check.py",
        "if -DAY_SECONDS <= shift < 0 or (doubt is Doubt.NONE and 0 < shift <= SLACK_SECONDS):",
        "if -DAY_SECONDS <= shift <= 0 or (doubt is Doubt.NONE and 0 < shift <= SLACK_SECONDS):",
    ): "A shift of 0 becomes 0.",
    (
        "picup_desktop/sync/verify/originals.py",
        "age_days = ROTATION_DAYS if one.read_at is None else (now - one.read_at) / DAY_SECONDS",
        "age_days = ROTATION_DAYS if one.read_at is None else (now - one.read_at) // DAY_SECONDS",
    ): "Ages are compared with whole days only.",
    (
        "picup_desktop/sync/verify/plan.py",
        "return (now - at) / DAY_SECONDS",
        "return (now - at) // DAY_SECONDS",
    ): "Ages are compared with whole days only.",
    (
        "picup_desktop/sync/verify/by_list.py",
        "if len(self.beside) < MOST_OTHERS or info.name in self.beside:",
        "if len(self.beside) != MOST_OTHERS or info.name in self.beside:",
    ): "They grow one by one.",
    (
        "picup_desktop/sync/verify/by_list.py",
        "if len(self.beside) < MOST_OTHERS or info.name in self.beside:",
        "if len(self.beside) is not MOST_OTHERS or info.name in self.beside:",
    ): "They grow one by one.",
    (
        "picup_desktop/sync/home/own_journal.py",
        "elif len(strays) < MOST_READ:",
        "elif len(strays) is not MOST_READ:",
    ): "They grow one by one.",
    (
        "picup_desktop/sync/home/own_journal.py",
        "elif len(strays) < MOST_READ:",
        "elif len(strays) != MOST_READ:",
    ): "They grow one by one.",
    (
        "picup_desktop/sync/home/own_journal.py",
        "or (one.number == newest and one.size_bytes <= NEWEST_READ_BYTES)",
        "or (one.number >= newest and one.size_bytes <= NEWEST_READ_BYTES)",
    ): "No segment has a greater number than the newest.",
    (
        "picup_desktop/settings/declaration.py",
        "if self.least_on is not None and within != 0:",
        "if self.least_on is not None and within > 0:",
    ): "What can be 0 for off is never below it.",
    (
        "picup_desktop/sync/clock/check.py",
        "if -DAY_SECONDS <= shift < 0 or (doubt is Doubt.NONE and 0 < shift <= SLACK_SECONDS):",
        "if -DAY_SECONDS <= shift < 0 or (doubt is Doubt.NONE and -1 < shift <= SLACK_SECONDS):",
    ): "A shift below 0 is left alone by the first half, and 0 becomes 0.",
    (
        "picup_desktop/sync/journal/send.py",
        "parts = [*parts, segment] if segment.part > 1 else [segment]",
        "parts = [*parts, segment] if segment.part != 1 else [segment]",
    ): "The parts of a checkpoint are counted from 1.",
    (
        "picup_desktop/sync/scan/file_ends.py",
        "if at == size_bytes:",
        "if at >= size_bytes:",
    ): "What lies beyond the end has ended the walk one line before.",
    (
        "picup_desktop/gallery/one_shot.py",
        "if sum(a is one for a, _ in found) == 1 and sum(b is other for _, b in found) == 1",
        "if sum(a is one for a, _ in found) <= 1 and sum(b is other for _, b in found) == 1",
    ): "The pair itself is among those found.",
    (
        "picup_desktop/gallery/one_shot.py",
        "if sum(a is one for a, _ in found) == 1 and sum(b is other for _, b in found) == 1",
        "if sum(a is one for a, _ in found) == 1 and sum(b is other for _, b in found) <= 1",
    ): "The pair itself is among those found.",
    (
        "picup_desktop/sync/scan/file_ends.py",
        'if mark.start() != at and data[at : mark.start()].strip(b"\\xff"):',
        'if mark.start() > at and data[at : mark.start()].strip(b"\\xff"):',
    ): "A mark is searched from there on.",
    (
        "picup_desktop/sync/scan/file_ends.py",
        'if mark.start() != at and data[at : mark.start()].strip(b"\\xff"):',
        'if mark.start() >= at and data[at : mark.start()].strip(b"\\xff"):',
    ): "A mark is searched from there on, and nothing lies before it where it begins.",
    (
        "picup_desktop/sync/scan/file_ends.py",
        'length = 0 if code == _BARE_MARK else int.from_bytes(data[after : after + 2], "big")',
        'length = 0 if code is _BARE_MARK else int.from_bytes(data[after : after + 2], "big")',
    ): "A byte is one of the small numbers, and Python has each of those once.",
    (
        "picup_desktop/sync/scan/file_ends.py",
        "header = read_at(at, 16)",
        "header = read_at(at, 17)",
    ): "The first 16 are looked at.",
    (
        "picup_desktop/sync/home/own_journal.py",
        "follows = newer[0].number == newest + 1",
        "follows = newer[0].number <= newest + 1",
    ): "Those that are newer have numbers above the newest.",
    (
        "picup_desktop/sync/home/own_journal.py",
        "newest = kept[-1].number if kept else 0",
        "newest = kept[-1].number if kept else -1",
    ): "Where nothing is kept, nothing is compared with it.",
    ("picup_desktop/sync/scan/changed_many.py", "EVERY = -1", "EVERY = - 2"): (
        "Each number below 0 is no limit."
    ),
    (
        "picup_desktop/gallery/one_shot.py",
        "shots.join(sidecar, of[0])",
        "shots.join(sidecar, of[ -1])",
    ): "There is one.",
    (
        "picup_desktop/gallery/one_shot.py",
        "shots.join(companion, of[0])",
        "shots.join(companion, of[ -1])",
    ): "There is one.",
    (
        "picup_desktop/gallery/one_shot.py",
        "return of[0]",
        "return of[ -1]",
    ): "There is one.",
    (
        "picup_desktop/gallery/one_shot.py",
        'if not of and extension_of(companion.path) == "thm":',
        'if not of and extension_of(companion.path) >= "thm":',
    ): "Of the extensions of companions it is the last.",
    (
        "picup_desktop/gallery/one_shot.py",
        'if len(of) > 1 and extension_of(sidecar.path) == "xmp":',
        'if len(of) > 1 and extension_of(sidecar.path) >= "xmp":',
    ): "Of the extensions of sidecars it is the last.",
    (
        "picup_desktop/gallery/one_shot.py",
        'if len(of) > 1 and extension_of(sidecar.path) == "xmp":',
        'if len(of) != 1 and extension_of(sidecar.path) == "xmp":',
    ): "Where there is none, none of them is a RAW.",
    ("picup_desktop/sync/copies/complete.py", "break", "continue"): (
        "No circuit closes again within a pass, so the others are left out one by one."
    ),
}
"""Mutants that change nothing anybody can see, with the reason.

By module, and its line before and after the change, without the blanks around it; an entry
that fits no mutant ends ``make mutants`` too.
"""

SAME_HERE = frozenset(
    {
        f"core/ReplaceComparisonOperator_{operator}"
        for operator in (
            *("Is_Eq", "IsNot_NotEq"),
            *(f"{one}_{order}" for one in ("Is", "IsNot") for order in ("Lt", "LtE", "Gt", "GtE")),
        )
    }
)
"""Operators that are left out. ``is`` compares members of an enum and ``None`` only, which are
equal to nothing else; and no slip puts an order in its place, which is one of the letters
of the members' names. ``is`` and ``is not`` are still exchanged everywhere.
"""

IGNORED_LINES = ("@dataclass",)
"""Starts of lines that say how data is made, and decide nothing."""
