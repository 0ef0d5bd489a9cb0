"""What the word of a storage about a copy is worth."""

import pytest

from picup_desktop.storage.errors import ObjectNotFound, StorageDenied, StorageError
from picup_desktop.storage.sums import StoredSum
from picup_desktop.sync.verify.words import Word, word_of
from picup_desktop.vault.objects import object_name

OWN, OTHER, PARTS = "ab" * 32, "cd" * 32, "ef" * 32


@pytest.mark.parametrize(
    ("said", "of_parts", "word"),
    [
        (StoredSum(OWN), None, Word.SAME),
        (StoredSum(OWN), StoredSum(PARTS, 5), Word.SAME),
        (StoredSum(OTHER), None, Word.OTHER),
        (StoredSum("00" * 32), None, Word.OTHER),
        (StoredSum(PARTS), StoredSum(PARTS, 5), Word.OTHER),
        (None, None, Word.NOTHING),
        (None, StoredSum(PARTS, 5), Word.NOTHING),
        (StoredSum(PARTS, 5), StoredSum(PARTS, 5), Word.SAME),
        (StoredSum(OTHER, 5), StoredSum(PARTS, 5), Word.OTHER),
        (StoredSum(OWN, 5), StoredSum(PARTS, 5), Word.OTHER),
        (StoredSum(PARTS, 6), StoredSum(PARTS, 5), Word.NOTHING),
        (StoredSum(PARTS, 5), StoredSum(PARTS, 6), Word.NOTHING),
        (StoredSum(PARTS, int("5242880")), StoredSum(PARTS, int("5242880")), Word.SAME),
        (StoredSum(PARTS, 5), None, Word.NOTHING),
        (StoredSum(OWN, 5), None, Word.NOTHING),
        (ObjectNotFound("object-is-not-on-storage", name="n"), None, Word.OTHER),
        (StorageDenied("bucket-denies", bucket="b", store="s", why="w"), None, Word.OTHER),
    ],
)
def test_only_the_hash_of_these_very_bytes_vouches(
    said: StoredSum | StorageError | None, of_parts: StoredSum | None, word: Word
) -> None:
    assert word_of(object_name(OWN), said, of_parts) is word
