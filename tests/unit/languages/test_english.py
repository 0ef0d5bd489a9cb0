"""The English texts: each of the two is a storage, for it may be a bucket, a share or a folder."""

import re
from pathlib import Path

import pytest

import picup_desktop

PACKAGE = Path(picup_desktop.__file__).parent
WITH_TEXTS = (
    PACKAGE / "messages/en.json",
    *sorted(PACKAGE.glob("ui/**/*.py")),
    *sorted(PACKAGE.glob("settings/*.py")),
)
CALLED_NAS = re.compile(r"\b(?:both|each|either|neither|one|other|two) NAS\b", re.IGNORECASE)
"""A storage in general; a NAS over SFTP, its key and its settings are called so still."""


def test_no_text_says_that_each_storage_is_a_nas() -> None:
    said = [
        f"{file.name}: {line.strip()}"
        for file in WITH_TEXTS
        for line in file.read_text("utf-8").splitlines()
        if CALLED_NAS.search(line)
    ]
    assert said == []


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("All 12 photos are on both NAS", True),
        ("Neither NAS has answered.", True),
        ("NAS over SFTP", False),
        ("It belongs on the NAS.", False),
        ("On both storages", False),
    ],
)
def test_a_storage_that_is_called_a_nas_is_noticed(text: str, *, called: bool) -> None:
    assert bool(CALLED_NAS.search(text)) is called
