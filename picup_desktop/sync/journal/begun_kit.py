"""A recovery kit that was written and never counted, because its maker was killed (6-5).

It would be put away in place of the one that counts, and opens nothing. So its files are noted
before they are written, and whoever changes the home next takes them away.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from picup_desktop.vault.kit import RecoveryKit, page_beside, write_kit_text, write_new_file
from picup_desktop.vault.kit_content import parse_key

NOTE_NAME = "kit-begun.json"


@dataclass(frozen=True)
class BegunKit:
    """The files of a kit by their SHA-256, and the vault's recipient once the kit counts."""

    recipient: str
    files: Mapping[str, str]


def write_kit(kit: RecoveryKit, file: Path, scratch: Path) -> None:
    """Write both files of a kit or neither; ``settle_kit`` follows. UsageError, ValueError."""
    # Every command of the command line loads this module; the PDF library takes half a second.
    from picup_desktop.vault.kit_pdf import kit_page  # noqa: PLC0415

    contents = {file: write_kit_text(kit).encode(), page_beside(file): kit_page(kit)}
    hashes = {str(path): hashlib.sha256(data).hexdigest() for path, data in contents.items()}
    begun = BegunKit(str(parse_key(kit.identity).recipient()), hashes)
    (scratch / NOTE_NAME).write_text(json.dumps(asdict(begun)), encoding="utf-8")
    try:
        for path, data in contents.items():
            write_new_file(path, data)
    except BaseException:
        settle_kit(scratch, None)
        raise


def settle_kit(scratch: Path, recipient: str | None) -> None:
    """Take away a kit that was begun and does not count: ``recipient`` is of the one that does.

    Its files on a disk that is not there now stay noted. Call it with the home's lock held.
    """
    begun = _noted(scratch)
    if begun is None:
        return
    if begun.recipient != recipient:
        for path, digest in begun.files.items():
            _take_away(Path(path), digest)
    if begun.recipient == recipient or not _out_of_reach(begun):
        (scratch / NOTE_NAME).unlink(missing_ok=True)


def begun_kit_files(scratch: Path) -> list[Path]:
    """Return the files of a kit that was begun and not settled yet."""
    begun = _noted(scratch)
    return [] if begun is None else [Path(path) for path in begun.files]


def _noted(scratch: Path) -> BegunKit | None:
    try:
        noted = json.loads((scratch / NOTE_NAME).read_text(encoding="utf-8"))
        files = {str(path): str(digest) for path, digest in noted["files"].items()}
        return BegunKit(str(noted["recipient"]), files)
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
        # A power cut emptied it, before there was any kit.
        return None


def _out_of_reach(begun: BegunKit) -> bool:
    return any(not Path(path).parent.is_dir() for path in begun.files)


def _take_away(path: Path, digest: str) -> None:
    """Remove a file if it is the one that was noted, or was killed before its first byte."""
    with suppress(OSError):
        data = path.read_bytes()
        if not data or hashlib.sha256(data).hexdigest() == digest:
            path.unlink()
