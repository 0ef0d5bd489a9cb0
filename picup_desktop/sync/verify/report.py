"""What a run of the verifier is to do, and what it found."""

from dataclasses import dataclass, field

from picup_desktop.storage.errors import StorageError
from picup_desktop.words import CopyState, Role


@dataclass(frozen=True)
class VerifyOrder:
    """The scope of a run; by default a day's share, without changes on the storages."""

    everything: bool = False
    sums: bool = False
    """With ``everything``: a store that compares hashes is asked for them, and read where it has
    none, or another one, and where it is its turn."""
    repair: bool = False
    contents: bool = True
    """False: only names and sizes are compared, and no byte of a copy is read (5-1)."""
    only_doubtful: bool = False
    """Of the contents, only copies that are not known to be whole are read."""
    roles: frozenset[Role] = frozenset(Role)
    """The storages that are looked at."""


@dataclass(frozen=True, slots=True)
class BadCopy:
    """A copy that is missing or damaged."""

    role: Role
    object_id: int
    name: str
    state: CopyState


@dataclass(frozen=True, slots=True)
class UnknownObject:
    """An entry below ``objects/`` that no device of the vault names."""

    role: Role
    name: str
    size_bytes: int
    modified_at: float
    """Unix seconds by the storage's own clock."""
    old: bool
    """Older than a day, so it is no upload of another computer that is under way."""


@dataclass
class VerifyReport:
    """The findings of a run."""

    checked: int = 0
    """The number of copies whose bytes were read."""
    bytes: int = 0
    vouched: int = 0
    """Copies that were not read, of which a store that compares hashes has noted the right one."""
    bad: list[BadCopy] = field(default_factory=list)
    unknown: list[UnknownObject] = field(default_factory=list)
    out: dict[Role, StorageError] = field(default_factory=dict)
    """Storages that could not be read, or not to the end."""
    listed: set[Role] = field(default_factory=set)
    """Storages of which all names and sizes were compared."""
    compared: set[Role] = field(default_factory=set)
    """Storages of which some were, or all."""
    more_unknown: set[Role] = field(default_factory=set)
    """Storages that may have more unknown objects than these."""
    read: set[Role] = field(default_factory=set)
    """Storages that gave at least one whole copy."""
