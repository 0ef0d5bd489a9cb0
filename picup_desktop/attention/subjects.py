"""Subjects of items as strings. Only this file makes and parses them.

Kind and subject identify an item; two causes of one kind that may be open at the same
time have different subjects.
"""

from picup_desktop.words import Role

DELETIONS = "journal:deletions"
CLOCK = "clock"
BROKEN_WORK = "pass"
KEYRING = "keyring"


def photo(photo_id: int) -> str:
    """One photo."""
    return f"photo:{photo_id}"


def album(album_id: int) -> str:
    """One album."""
    return f"album:{album_id}"


def folder(album_id: int, path: str) -> str:
    """A folder inside an album, by its path relative to the album's folder."""
    return f"folder:{album_id}:{path}"


def home(hold: str) -> str:
    """This computer's home, which is ``old`` or ``copied``."""
    return f"home:{hold}"


def watch(album_id: int) -> str:
    """The watching of one album's folder."""
    return f"watch:{album_id}"


def broken(album_id: int) -> str:
    """Files of an album that this program can't handle."""
    return f"broken:{album_id}"


def spoiled(album_id: int) -> str:
    """Many spoiled files of one album."""
    return f"spoiled:{album_id}"


def storage(role: Role) -> str:
    """One storage."""
    return f"storage:{role.value}"


def message(message_id: int) -> str:
    """One message of the deletion queue."""
    return f"message:{message_id}"


def journal(cause: str) -> str:
    """Findings in the journals on the storages, by their cause."""
    return f"vault-journal:{cause}"


def new_kit(number: int) -> str:
    """A recovery kit that another computer made."""
    return f"vault-kit:{number}"


def removed_computer(device_id: str) -> str:
    """A computer that another one removed from the vault."""
    return f"vault-removed:{device_id}"


def unknown_objects(role: Role) -> str:
    """Objects on one storage that are in no journal."""
    return f"unknown-objects:{role.value}"


def about_storage(cause: str, role: Role) -> str:
    """One storage and a cause; two causes may be open at once."""
    return f"{cause}:{role.value}"


def about_album(album_id: int) -> tuple[str, ...]:
    """Return every subject about one album as a whole."""
    return tuple(about(album_id) for about in (album, watch, broken, spoiled))


_OF_ALBUMS = frozenset({"album", "folder", "watch", "broken", "spoiled"})


def is_about_album(subject: str) -> bool:
    """Return whether the subject is an album or something in it as a whole."""
    return subject.partition(":")[0] in _OF_ALBUMS


def album_of(subject: str) -> int:
    """Return the id of the album that ``subject`` is about; ValueError if it is about none."""
    word, _, rest = subject.partition(":")
    if word not in _OF_ALBUMS:
        raise ValueError(f"{subject} is not about an album")
    return int(rest.partition(":")[0])


def folder_of(subject: str) -> str | None:
    """Return the folder inside the album that ``subject`` is about; None: the whole album."""
    word, _, rest = subject.partition(":")
    return rest.partition(":")[2] if word == "folder" else None
