"""Send alerts about new attention items, at the end of a pass or a command."""

import logging
import threading
from collections import deque
from collections.abc import Sequence

from picup_desktop.alerts.alert import Alert, Target
from picup_desktop.alerts.desktop import desktop_target
from picup_desktop.alerts.notify import NotifyUrl
from picup_desktop.alerts.plan import Planned, plan, sent_lately, untold
from picup_desktop.alerts.sending import PAUSES_SECONDS, AlertSender
from picup_desktop.clock import Clock
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.languages import ENGLISH
from picup_desktop.messages.spoken import language_of
from picup_desktop.names import plain
from picup_desktop.settings import DAY_SECONDS, Settings

LOGGED_ITEMS = 10

log = logging.getLogger(__name__)


def all_targets(settings: Settings, notify_urls: Sequence[str]) -> list[Target]:
    """Return all targets: the desktop, and each notify URL."""
    desktop = desktop_target() if settings.alert_on_desktop else None
    near: list[Target] = [] if desktop is None else [desktop]
    return [*near, *(NotifyUrl(url) for url in notify_urls)]


def send_at_once(alert: Alert, targets: Sequence[Target], wait_seconds: float) -> None:
    """Send one alert to all and wait at most ``wait_seconds``; for a program about to end."""
    planned = Planned(alert, ())
    _log(planned)
    sender = AlertSender(targets)
    sender.post(planned)
    given_up = sender.stop(wait_seconds)
    if given_up:
        log.warning("an alert was not taken in time by %d", given_up)


class Alerts:
    """Reads the attention items and sends alerts about new ones, for the ledger's one writer.

    Only ``tell_at_once`` and ``tell_others`` may be called from other threads too.
    """

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        settings: Settings,
        targets: Sequence[Target],
        pauses_seconds: Sequence[float] = PAUSES_SECONDS,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._settings = settings
        self._nobody = not targets
        self._pauses_seconds = pauses_seconds
        self._sender = AlertSender(targets, pauses_seconds)
        self._sent_at: deque[float] = deque(maxlen=settings.alerts_a_minute + 1)
        self._closed = False
        self._at_once: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def tell(self) -> int:
        """Send alerts about new items; return their number. LedgerUnusable. Never waits."""
        self._note_delivered()
        now, told = self._clock.now(), self._ledger.alerts
        with self._lock:
            items = [
                item
                for item in self._ledger.attention.all()
                if not self._was_told_at_once((item.kind.value, item.subject), now)
            ]
        due = untold(items, told.all(), now, self._settings)
        planned = plan(due, self._sent_at, now, self._settings)
        for one in planned:
            with self._ledger.transaction():
                told.record(
                    one.taken(self._settings) if self._nobody else one.under_way(self._settings)
                )
            _log(one)
            with self._lock:
                self._send(one)
        if planned:
            told.forget_closed(now - DAY_SECONDS)
        return len(planned)

    def tell_at_once(self, alert: Alert) -> None:
        """Send an alert that the ledger can't record, such as that it can't be written (3-3).

        The same cause is sent at most once an hour; of too many, only the log is written.
        """
        with self._lock:
            alert = alert.spoken_in(language_of(self._settings.alert_language))
            planned = Planned(alert, ())
            cause = (alert.kind, alert.subject)
            if self._was_told_at_once(cause, alert.at):
                return
            self._at_once[cause] = alert.at
            _log(planned)
            if sent_lately(self._sent_at, alert.at) < self._settings.alerts_a_minute:
                self._send(planned)

    def _was_told_at_once(self, cause: tuple[str, str], now: float) -> bool:
        last = self._at_once.get(cause)
        return last is not None and last <= now < last + self._settings.alert_again_seconds

    def tell_others(self, targets: Sequence[Target], settings: Settings) -> None:
        """Replace targets and settings; from any thread.

        Alerts under way to the former targets are sent again next time.
        """
        with self._lock:
            self._settings = settings
            self._sent_at = deque(self._sent_at, maxlen=settings.alerts_a_minute + 1)
            before, self._sender = self._sender, AlertSender(targets, self._pauses_seconds)
            self._nobody = not targets
        before.stop(0)

    def close(self, wait_seconds: float | None = None) -> None:
        """Send, wait a little for alerts under way, and stop. Undelivered ones are sent next time.

        Never fails: the result of the work before must not depend on it.
        """
        if self._closed:
            return
        self._closed = True
        try:
            self.tell()
            seconds = self._settings.alert_wait_seconds if wait_seconds is None else wait_seconds
            given_up = self._sender.stop(seconds)
            if given_up:
                log.warning("alerts still under way at the end: %d; told next time", given_up)
            self._note_delivered()
        except PicupError as error:
            log.warning("alerts could not be told: %s", error)
        finally:
            self._sender.stop(0)

    def _send(self, planned: Planned) -> None:
        self._sent_at.append(planned.alert.at)
        self._sender.post(planned)

    def _note_delivered(self) -> None:
        delivered = self._sender.take_delivered()
        if delivered:
            with self._ledger.transaction():
                for planned in delivered:
                    self._ledger.alerts.record(planned.taken(self._settings))


def _log(planned: Planned) -> None:
    alert = planned.alert
    texts = [item.text for item in planned.items[:LOGGED_ITEMS]] or [alert.spoken_in(ENGLISH).text]
    log.error(
        "alert: %s: %s", plain(alert.kind), " ".join(texts), extra={"scenario": alert.scenario}
    )
