"""Which attention item follows from what a storage answers (docs/cli.md)."""

import pytest

from picup_desktop.attention.causes import Cause
from picup_desktop.storage.errors import (
    CertificateUnusable,
    ClockRefused,
    HostKeyChanged,
    HostKeyUnknown,
    LoginRefused,
    OutdatedSsh,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageNonsense,
    StorageStalled,
    StorageUnreachable,
    StrangeEntry,
)
from picup_desktop.sync.reach.contact import contact_after, trouble_of
from picup_desktop.words import AttentionKind


@pytest.mark.parametrize(
    ("error", "cause", "kind"),
    [
        (LoginRefused("no"), Cause.LOGIN_REFUSED, AttentionKind.LOGIN),
        (OutdatedSsh("no"), Cause.SSH_OUTDATED, AttentionKind.LOGIN),
        (CertificateUnusable("no"), Cause.CERTIFICATE_UNUSABLE, AttentionKind.HOST_KEY_CHANGED),
        (ClockRefused("no"), Cause.CLOCK_REFUSED, AttentionKind.CLOCK),
        (HostKeyChanged("no"), Cause.HOST_KEY_CHANGED, AttentionKind.HOST_KEY_CHANGED),
        (HostKeyUnknown("no"), Cause.HOST_KEY_UNKNOWN, AttentionKind.HOST_KEY_CHANGED),
        (StorageFull("no"), Cause.STORAGE_FULL, AttentionKind.STORAGE_FULL),
        (StorageDenied("no"), Cause.STORAGE_DENIED, AttentionKind.STORAGE_FULL),
        (StorageNonsense("no"), Cause.STORAGE_REFUSED, AttentionKind.STORAGE_FULL),
    ],
)
def test_the_item_that_follows(error: StorageError, cause: Cause, kind: AttentionKind) -> None:
    assert trouble_of(contact_after(error)) is cause
    assert cause.kind is kind


@pytest.mark.parametrize(
    "error", [StorageAway("no"), StorageStalled("no"), StorageUnreachable("no"), StrangeEntry("no")]
)
def test_what_passes_by_itself_or_has_an_item_of_its_own_is_no_trouble(error: StorageError) -> None:
    assert trouble_of(contact_after(error)) is None
