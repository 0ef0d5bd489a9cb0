"""How many alerts go out within a minute: a few, then one digest, then none."""

import pytest

from picup_desktop.alerts.alert import DIGEST
from picup_desktop.alerts.plan import plan, sent_lately
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.settings import Settings

NOW = 1_700_000_000.0
SETTINGS = Settings()


def _items(count: int) -> list[AttentionRecord]:
    return [
        AttentionRecord(Cause.UPLOAD_FAILED, f"photo:{n}", "It failed.", ("ignore",), {})
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("age_seconds", "count"), [(-1.0, 0), (0.0, 1), (30.0, 1), (59.9, 1), (60.0, 0)]
)
def test_what_was_sent_within_the_last_minute_counts(age_seconds: float, count: int) -> None:
    assert sent_lately([NOW - age_seconds], NOW) == count


@pytest.mark.parametrize(
    ("sent", "due", "alerts"),
    [(0, 1, 1), (0, 5, 5), (4, 1, 1), (4, 2, 1), (5, 1, 1), (6, 1, 0), (9, 1, 0), (0, 0, 0)],
)
def test_five_alerts_and_one_digest_go_out_within_a_minute(
    sent: int, due: int, alerts: int
) -> None:
    planned = plan(_items(due), [NOW] * sent, NOW, SETTINGS)
    assert len(planned) == alerts
    assert sum(len(one.items) for one in planned) == (due if alerts else 0)
    if sent + due > SETTINGS.alerts_a_minute:
        assert all(one.alert.kind == DIGEST for one in planned)
