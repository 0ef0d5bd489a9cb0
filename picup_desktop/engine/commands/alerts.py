"""Commands about alert targets. Notify URLs are secrets: they come in, and only names go out."""

from dataclasses import replace
from typing import Any

from picup_desktop.alerts import Alert, NotifyUrl, Target, UnusableNotifyUrl, all_targets
from picup_desktop.alerts.alert import deletions_alert, trial_alert
from picup_desktop.app import Engine
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.errors import PicupError, UsageError
from picup_desktop.vault.secret_store import Secrets


def alert_add(secrets: Secrets, given: Arguments) -> tuple[Secrets, Json]:
    """Add a target. UnusableNotifyUrl."""
    target = NotifyUrl(given.text("url").strip())
    given.no_more()
    name = target.name
    urls = (*(url for url in secrets.notify_urls if url != target.url), target.url)
    return replace(secrets, notify_urls=urls), {"number": len(urls), "target": name}


def alert_remove(secrets: Secrets, given: Arguments) -> tuple[Secrets, Json]:
    """Remove a target. UsageError."""
    number = int(given.number("number"))
    given.no_more()
    urls = secrets.notify_urls
    if not 1 <= number <= len(urls):
        raise UsageError(f"There is no target {number}. See: picup alert list")
    left = (*urls[: number - 1], *urls[number:])
    return replace(secrets, notify_urls=left), {"number": number}


def alert_list(parts: Engine, given: Arguments) -> Json:
    """Return every target by its number and kind."""
    given.no_more()
    return {"targets": targets_document(parts.secrets)}


def alert_test(parts: Engine, given: Arguments) -> Json:
    """Send a test to the desktop and every notify URL. UsageError if there is none."""
    given.no_more()
    if not parts.secrets.notify_urls:
        raise UsageError("There is no notify URL to test. Add one: picup alert add URL")
    alert = trial_alert(parts.clock.now())
    targets = all_targets(parts.settings, parts.secrets.notify_urls)
    return {"outcomes": [_outcome(target, alert) for target in targets]}


def targets_document(secrets: Secrets) -> list[dict[str, Any]]:
    """Return the targets as ``picup alert list`` shows them."""
    urls = enumerate(secrets.notify_urls, 1)
    return [{"number": number, "target": _name(NotifyUrl(url))} for number, url in urls]


def told_of_journal(result: Json, at: float) -> Alert | None:
    """Return the alert of a deletion that only the journal could record (3-3)."""
    journaled = isinstance(result, dict) and result.get("journaled") is not None
    return deletions_alert(at) if journaled else None


def _outcome(target: Target, alert: Alert) -> dict[str, Any]:
    try:
        name = target.name
        target.take(alert)
    except PicupError as error:
        name, taken, said = _name(target), False, error.sentence
    else:
        taken, said = True, f"{name} took it."
    return {"target": name, "taken": taken, "reason": said, "far": target.far}


def _name(target: Target) -> str:
    try:
        return target.name
    except UnusableNotifyUrl:
        return "unknown"
