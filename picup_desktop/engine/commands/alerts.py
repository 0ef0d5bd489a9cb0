"""Commands about alert targets. Notify URLs are secrets: they come in, and only names go out."""

from dataclasses import replace

from picup_desktop.alerts import Alert, NotifyUrl, Target, UnusableNotifyUrl, all_targets
from picup_desktop.alerts.alert import deletions_alert, trial_alert
from picup_desktop.app import Engine
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.vault import AddAlert, ListAlerts, RemoveAlert, TestAlerts
from picup_desktop.errors import PicupError, UsageError
from picup_desktop.messages.message import Message
from picup_desktop.messages.spoken import language_of
from picup_desktop.vault.secret_store import Secrets


def alert_add(secrets: Secrets, given: AddAlert) -> tuple[Secrets, answers.AlertTarget]:
    """Add a target. UnusableNotifyUrl."""
    target = NotifyUrl(given.url.strip())
    name = target.name
    urls = (*(url for url in secrets.notify_urls if url != target.url), target.url)
    return replace(secrets, notify_urls=urls), {"number": len(urls), "target": name}


def alert_remove(secrets: Secrets, given: RemoveAlert) -> tuple[Secrets, answers.AlertRemoved]:
    """Remove a target. UsageError."""
    number, urls = given.number, secrets.notify_urls
    if not 1 <= number <= len(urls):
        raise UsageError("no-alert-target", number=number)
    left = (*urls[: number - 1], *urls[number:])
    return replace(secrets, notify_urls=left), {"number": number}


def alert_list(parts: Engine, _given: ListAlerts) -> answers.AlertTargets:
    """Return every target by its number and kind."""
    return {"targets": targets_json(parts.secrets)}


def alert_test(parts: Engine, _given: TestAlerts) -> answers.AlertsTested:
    """Send a test to the desktop and every notify URL. UsageError if there is none."""
    if not parts.secrets.notify_urls:
        raise UsageError("no-notify-url-to-test")
    language = language_of(parts.settings.alert_language)
    alert = trial_alert(parts.clock.now()).spoken_in(language)
    targets = all_targets(parts.settings, parts.secrets.notify_urls)
    return {"outcomes": [_outcome(target, alert) for target in targets]}


def targets_json(secrets: Secrets) -> list[answers.AlertTarget]:
    """Return the targets as ``picup alert list`` shows them."""
    urls = enumerate(secrets.notify_urls, 1)
    return [{"number": number, "target": _name(NotifyUrl(url))} for number, url in urls]


def alert_of_removal(result: answers.Removed, at: float) -> Alert | None:
    """Return the alert of a deletion that only the journal could record (3-3)."""
    return None if result["journaled"] is None else deletions_alert(at)


def _outcome(target: Target, alert: Alert) -> answers.AlertOutcome:
    try:
        name = target.name
        target.take(alert)
    except PicupError as error:
        name, taken, said = _name(target), False, error.message
    else:
        taken, said = True, Message("service-took-it", name=name)
    return {"target": name, "taken": taken, "reason": said, "far": target.far}


def _name(target: Target) -> str:
    try:
        return target.name
    except UnusableNotifyUrl:
        return "unknown"
