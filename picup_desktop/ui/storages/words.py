"""What is said about a storage: where it is, its state, what is on it and what it lacks."""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from picup_desktop.files.windows_names import folder_of_address
from picup_desktop.ledger.evidence import Evidence
from picup_desktop.messages.message import Message
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui import text
from picup_desktop.ui.snapshots.snapshot import Snapshot, StorageSummary
from picup_desktop.ui.status import role_name, unseen_sentence
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.welcome.sftp_fields import Trouble
from picup_desktop.words import Role, StorageState

USUAL_BYTES_PER_SECOND = 10_000_000
"""For a rough time before anything was measured; it is named with the time."""

RULE_OF_A_BUCKET = "bucket-rule-"
"""How the codes of messages begin about a rule of a bucket."""
OF_THE_ADDRESS = frozenset(
    {
        *("names-no-host-write-sftp", "no-host-has-that-name", "not-address"),
        *("not-address-has-letter-no", "not-address-storage-write-sftp", "address-holds-nul"),
    }
)
"""Refusals that quote an address, which stands nowhere in the forms."""


def refusal_words(message: Message, *, is_web: bool = False) -> Shown:
    """Return a refusal for a form: in its words, without an address that nobody typed.

    ``is_web``: the form is that of a bucket or a share, whose address is more than a name.
    """
    if message.code in OF_THE_ADDRESS:
        return not_a_server() if is_web else trouble_words(Trouble.NOT_A_HOST)
    return in_words(message)


def not_a_server() -> Shown:
    """Return what is to be corrected in the address of a bucket or a share."""
    return translate(
        "Storage",
        "No server has this address. Write it as the server or your provider shows it, such as"
        " https://cloud.example.",
    )


def other_service() -> Shown:
    """Return what is to be corrected where an address leads to neither a bucket nor a share."""
    return translate(
        "Storage",
        "This is the address of another service. Write the one that begins with https://.",
    )


def trouble_words(trouble: Trouble) -> Shown:
    """Return what a person has to fill in or correct in a form."""
    words: Mapping[Trouble, Shown] = {
        Trouble.NO_HOST: translate(
            "Storage", "Write the address of the NAS, such as nas.local or 192.168.1.20."
        ),
        Trouble.OTHER_SERVICE: translate(
            "Storage",
            "This is the address of another service of the NAS. Write only its name or number,"
            " such as nas.local or 192.168.1.20, and turn SFTP on there. For a shared folder that"
            " is mounted on this computer, choose “Folder or mounted share”.",
        ),
        Trouble.NOT_A_HOST: translate(
            "Storage",
            "No NAS has this address. Write only its name or number, such as nas.local or"
            " 192.168.1.20.",
        ),
        Trouble.NO_FOLDER: translate(
            "Storage", "Name a folder for the photos, such as picup, or choose one by Browse."
        ),
    }
    return words[trouble]


def place_words(url: str) -> Shown:
    """Return an address as a person reads it: host and folder, without scheme and user."""
    folder = folder_of_address(url)
    if folder is not None:
        return shown(folder)
    parts = urlsplit(url)
    # With the brackets of IPv6, and in the case in which a name of the SSH configuration stands.
    server = unquote(parts.netloc.rpartition("@")[2])
    return shown(f"{server or url}{unquote(parts.path)}")


def state_words(state: StorageState) -> Shown:
    """Return the word for a storage's state."""
    words = {
        StorageState.ONLINE: translate("Storage", "Online"),
        StorageState.AWAY: translate("Storage", "Away"),
        StorageState.REFUSED: translate("Storage", "Refuses"),
        StorageState.FULL: translate("Storage", "Full"),
    }
    return words[state]


def seen_words(snapshot: Snapshot, storage: StorageSummary) -> Shown:
    """Return when a storage was last seen whole, or why that does not count now (5-1)."""
    seen_at = storage.record.seen_at
    if seen_at is None or snapshot.evidence(storage) is not Evidence.SEEN:
        return unseen_sentence(snapshot, storage)
    ago = text.ago(seen_at, snapshot.taken_at)
    if storage.lacks.photos:
        return translate("Storage", "All that was copied here was seen {ago}").format(ago=ago)
    return translate("Storage", "Last seen whole {ago}").format(ago=ago)


def alike_words(storage: StorageSummary, extra: int) -> Shown:
    """Return why there are fewer files than photos; empty if no photos are alike.

    ``extra`` photos have the content of another one, and share its file on the storages.
    """
    if not extra or storage.lacks.photos:
        return NO_WORDS
    files = text.number(max(0, storage.photos - extra))
    words = translate("Storage", "in {files} files, because %Ln are duplicates", None, extra)
    return words.format(files=files)


def both_seen_words(snapshot: Snapshot) -> list[Shown]:
    """Return a sentence for each storage about when it was last seen whole."""
    words = []
    for storage in snapshot.storages:
        seen_at = storage.record.seen_at
        if seen_at is None or snapshot.evidence(storage) is not Evidence.SEEN:
            words.append(unseen_sentence(snapshot, storage))
            continue
        seen = translate("Storage", "{role} was seen whole {ago}.").format(
            role=role_name(storage.record.role), ago=text.ago(seen_at, snapshot.taken_at)
        )
        words.append(seen)
    return words


def takes_photos_away(keeps: Message) -> bool:
    """Return whether what a bucket does by itself, as its card says it, takes photos away (5-1)."""
    if keeps.code.startswith(RULE_OF_A_BUCKET):
        return True
    parts = (value for value in keeps.values.values() if isinstance(value, Message))
    return any(map(takes_photos_away, parts))


def versions_words(versions: int) -> Shown:
    """Return how many earlier versions are there; empty if none."""
    if not versions:
        return NO_WORDS
    return translate("Storage", "and %Ln earlier versions of edited photos", None, versions)


def lacks_words(storage: StorageSummary) -> Shown:
    """Return what the other storage has and this one does not have yet; empty if nothing."""
    lacks = storage.lacks
    if not lacks.photos:
        return NO_WORDS
    words = translate(
        "Storage", "%Ln photos, {size}, are still to be copied here.", None, lacks.photos
    )
    return words.format(size=text.size(lacks.sealed_bytes))


def copying_words(role: Role, other: StorageSummary) -> Shown:
    """Return what replacing a storage means, before it is done (5-3)."""
    copied = translate(
        "Storage",
        "%Ln photos, {size}, are copied to the new place from {other}. At {rate} that takes about"
        " {duration}; it goes on by itself after any interruption.",
        None,
        other.photos,
    ).format(
        size=text.size(other.size_bytes),
        other=role_name(other.record.role),
        rate=text.rate(USUAL_BYTES_PER_SECOND),
        duration=text.duration(other.size_bytes / USUAL_BYTES_PER_SECOND),
    )
    half = translate(
        "Storage",
        "Until then, each photo that is not there yet counts as half protected: only {other} has"
        " it. Photos are read from there meanwhile. What {role} was until now is not touched, and"
        " need not be in reach.",
    ).format(other=role_name(other.record.role), role=role_name(role))
    return f"{copied}\n\n{half}"
