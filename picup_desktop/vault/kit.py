"""Write and read the recovery kit, which opens the vault when every computer is gone.

The text kit is a valid age identity file (every line but the key is a comment),
so stock tools accept it unchanged. Lines ``# name: value`` are read back;
everything else in it is for people. Its file can be read by its owner only, and never
overwrites another.
"""

import os
import re
import textwrap
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from picup_desktop.errors import UsageError
from picup_desktop.messages.system import reason_of
from picup_desktop.vault import age
from picup_desktop.vault.kit_content import (
    ABOUT,
    CLASSIC,
    IF_RENEWED,
    POST_QUANTUM,
    WARNINGS,
    WORD_COUNT,
    KitStorage,
    NotAKit,
    RecoveryKit,
    VaultIdentity,
    from_words,
    host_fingerprint,
    kind_of,
    kit_date,
    kit_kind,
    kit_trust,
    kit_words,
    one_line,
    parse_key,
    recovery_identity,
    stock_commands,
    typed_words,
)

__all__ = [
    "KitStorage",
    "NotAKit",
    "RecoveryKit",
    "read_kit",
    "recovery_identity",
    "write_kit_text",
]

PAGE_SUFFIX = ".pdf"
KIT_VERSION = 1
FIRST_LINE = "# PicUp Desktop recovery kit"
LAST_LINE = "# End of the recovery kit"
KEY_START = "AGE-SECRET-KEY-"
WORDS_A_LINE = 6
LINE_LENGTH = 76
_FIELD = re.compile(r"#?\s*([a-z-]+):\s+(.*)")
# A text with at most this many words may be the 24; a longer one is something else.
_WORDS_MEANT = range(WORD_COUNT // 2, WORD_COUNT * 3 // 2 + 1)


def write_kit_text(kit: RecoveryKit) -> str:
    """Return the kit as an age identity file; ValueError for an invalid host key."""
    words = kit_words(kit).split()
    numbered = [f"{number:2} {word:<8}" for number, word in enumerate(words, start=1)]
    lines = [
        FIRST_LINE,
        f"# version: {KIT_VERSION}",
        f"# vault: {one_line(kit.vault_id)}",
        f"# made: {kit_date(kit)}",
        f"# kind: {kit_kind(kit)}",
        *([f"# trust: {kit_trust(kit)}"] if kit.signs else []),
        "#",
        *_comments(ABOUT),
        "#",
        *(line for storage in kit.storages for line in _storage_lines(storage)),
        "#",
        "# The key:",
        kit.identity,
        "#",
        "# The same key in words (BIP39's list; the bytes of the key, not a wallet's seed):",
        *(
            f"# words: {' '.join(numbered[start : start + WORDS_A_LINE]).rstrip()}"
            for start in range(0, WORD_COUNT, WORDS_A_LINE)
        ),
        "#",
        *(line for what, how in stock_commands(kit) for line in (f"# {what}", f"#   {how}")),
        *(_comments(IF_RENEWED) if kit.signs else []),
        "#",
        *(line for warning in WARNINGS for line in _comments(warning)),
        LAST_LINE,
    ]
    return "\n".join(lines) + "\n"


def read_kit(data: bytes) -> RecoveryKit:
    """Parse a text kit, any file with one age identity, or the 24 words alone.

    NotAKit says what is wrong and what to do. A file of words alone is of an
    X25519 key unless a line ``kind: mlkem768x25519`` stands in it.
    """
    lines = [line.strip() for line in _text(data).splitlines()]
    whole = FIRST_LINE in lines
    if whole != (LAST_LINE in lines):
        raise _cut_short("last" if whole else "first")
    fields = [(match[1], match[2]) for line in lines if (match := _FIELD.fullmatch(line))]
    typed = [line for line in lines if not line.startswith("#") and not _FIELD.fullmatch(line)]
    named = dict(fields)
    identity = _identity(typed, [value for name, value in fields if name == "words"], named)
    if not whole:
        return RecoveryKit("", identity, 0.0, ())
    version, vault_id = named.get("version"), named.get("vault")
    if version != str(KIT_VERSION):
        raise NotAKit("kit-has-format-version-program", version=str(version), known=KIT_VERSION)
    if not vault_id:
        raise NotAKit("kits-vault-line-missing-use")
    kit = RecoveryKit(
        vault_id, identity, _made_at(named), _storages(fields), signs="trust" in named
    )
    if kit.signs and named["trust"].strip() != kit_trust(kit):
        raise NotAKit("kit-contradicts-itself-trust")
    return kit


def _text(data: bytes) -> str:
    if data.startswith(b"%PDF"):
        raise NotAKit("kit-print-use-text-kit")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAKit("file-not-recovery-kit-no-text") from error


def _cut_short(which: str) -> NotAKit:
    return NotAKit("recovery-kit-cut-short-lines", lines=which)


def _identity(typed: Sequence[str], words: Sequence[str], named: dict[str, str]) -> str:
    """Return the key from the key line or the words; if both are there, they must agree."""
    kind = named.get("kind")
    if kind not in {None, CLASSIC, POST_QUANTUM}:
        raise NotAKit("kits-kind-not-known-program", kind=one_line(str(kind))[:40])
    key = _typed_key(" ".join(typed))
    if key is None:
        return str(_from_words(typed, words, kind))
    identity = parse_key(key)
    if words and _spelled(" ".join(words)) != identity.secret:
        raise NotAKit("kit-contradicts-itself-words-spell")
    if kind not in {None, kind_of(identity)}:
        raise NotAKit("kit-contradicts-itself-key-not")
    return str(identity)


def _from_words(typed: Sequence[str], words: Sequence[str], kind: str | None) -> VaultIdentity:
    if words and kind is None:
        # Only a damaged kit lacks both; a guess might give another vault's key.
        raise NotAKit("kits-key-line-missing-use")
    spelled = " ".join(words or typed)
    if len(typed_words(spelled)) not in _WORDS_MEANT:
        raise NotAKit("file-not-recovery-kit-no")
    secret = _spelled(spelled)
    return age.HybridIdentity(secret) if kind == POST_QUANTUM else age.X25519Identity(secret)


def _typed_key(text: str) -> str | None:
    """Return the one key in a typed text, also in groups and in lower case."""
    packed = "".join(text.split()).upper()
    if KEY_START not in packed:
        return None
    if packed.count(KEY_START) > 1:
        raise NotAKit("more-than-one-key-file")
    if not packed.startswith(KEY_START):
        raise NotAKit("something-beside-key-file-leave")
    return packed


def _spelled(words: str) -> bytes:
    try:
        return from_words(words)
    except UsageError as error:
        raise NotAKit("kits-words-wrong", why=error.message) from error


def _made_at(named: dict[str, str]) -> float:
    try:
        return datetime.fromisoformat(named.get("made", "")).timestamp()
    except (ValueError, OverflowError) as error:
        raise NotAKit("kits-date-cant-read-use") from error


def _storage_lines(storage: KitStorage) -> list[str]:
    role = one_line(storage.role)
    lines = [f"# storage: {role} {one_line(storage.url)}"]
    if storage.host_key is not None:
        host_key = " ".join(storage.host_key.split())
        lines += [
            f"# host-key: {role} {host_key}",
            f"# fingerprint: {role} {host_fingerprint(host_key)}",
        ]
    return lines


def _storages(fields: Sequence[tuple[str, str]]) -> tuple[KitStorage, ...]:
    of = {
        name: dict(value.split(" ", 1) for n, value in fields if n == name and " " in value)
        for name in ("storage", "host-key", "fingerprint")
    }
    for role in {*of["host-key"], *of["fingerprint"]}:
        _check_host_key(role, of["host-key"].get(role, ""), of["fingerprint"].get(role, ""))
    return tuple(
        KitStorage(role, url, of["host-key"].get(role)) for role, url in of["storage"].items()
    )


def _check_host_key(role: str, host_key: str, fingerprint: str) -> None:
    try:
        fits = host_fingerprint(host_key) == fingerprint
    except ValueError:
        fits = False
    if not fits:
        raise NotAKit("kit-contradicts-itself-host-key", storage=role)


def _comments(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, LINE_LENGTH)]


def page_beside(file: Path) -> Path:
    """Return the file of a kit's page to print. UsageError if the kit itself has such a name."""
    if file.suffix.lower() == PAGE_SUFFIX:
        raise UsageError("kit-file-named-as-its-page", file=str(file))
    return file.with_suffix(PAGE_SUFFIX)


def write_kit_file(kit: RecoveryKit, path: Path) -> None:
    """Write the text kit and flush it to the disk; UsageError if it exists or can't be written."""
    write_new_file(path, write_kit_text(kit).encode())


def write_new_file(path: Path, data: bytes) -> None:
    """Write a new file with permission 0600; UsageError says why it can't be written."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise UsageError("kit-never-overwrites", path=str(path)) from error
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        # A partial kit would look like a whole one.
        path.unlink(missing_ok=True)
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> UsageError:
    why = reason_of(error)
    return UsageError("kit-cant-written-name-another", path=str(path), why=why)
