"""``picup alert``: who is told when something needs a person. Notify URLs are never shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from picup_desktop.alerts import Alert, NotifyUrl, Target, UnusableNotifyUrl, all_targets
from picup_desktop.alerts.alert import trial_alert
from picup_desktop.app import changing, reading, secret_store
from picup_desktop.cli.asking import ask_secret, passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, print_json, print_table, say
from picup_desktop.clock import SystemClock
from picup_desktop.errors import ExitCode, PicupError, UsageError
from picup_desktop.home import Home
from picup_desktop.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Who is told when something needs you.")

Urls = tuple[str, ...]


@app.command()
def add(
    context: typer.Context,
    *,
    url: Annotated[
        str | None,
        typer.Argument(
            metavar="URL", help="Slack's webhook address, or mailto://, ntfy://, tgram:// ..."
        ),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Tell one more target. Without URL it is asked for, and stays out of the shell's history."""
    given = url or ask_secret("Notify URL (not shown): ")
    if not given:
        raise UsageError("Give a notify URL, such as https://hooks.slack.com/services/...")
    target = NotifyUrl(given.strip())
    name = target.name
    urls = _changed(
        chosen_home(context, home), lambda urls: (*_without(urls, target.url), target.url)
    )
    if wants_json(context, json):
        print_json({"number": len(urls), "target": name})
    say(f"Alerts go to {name}, number {len(urls)}. Try it: picup alert test")


@app.command("list")
def list_targets(
    context: typer.Context, *, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Every target by its number and kind."""
    urls, _ = _opened(chosen_home(context, home))
    names = [_name(NotifyUrl(url)) for url in urls]
    if wants_json(context, json):
        print_json([{"number": n, "target": name} for n, name in enumerate(names, 1)])
        return
    if not names:
        say("Nobody is told but whoever sits here. Add somebody: picup alert add URL")
        return
    print_table(("Number", "Target"), ((str(n), name) for n, name in enumerate(names, 1)))


@app.command()
def remove(
    context: typer.Context,
    *,
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="As `alert list` shows it.")],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """No longer tell a target."""

    def without(urls: Urls) -> Urls:
        if number > len(urls):
            raise UsageError(f"There is no target {number}. See: picup alert list")
        return (*urls[: number - 1], *urls[number:])

    _changed(chosen_home(context, home), without)
    if wants_json(context, json):
        print_json({"number": number})
    say(f"Target {number} is told no longer.")


@app.command("file-names")
def file_names(
    context: typer.Context,
    *,
    choice: Annotated[str, typer.Argument(metavar="on|off", help="off: counts only.")],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Whether alerts may name photos, albums and addresses; off at first."""
    if choice not in {"on", "off"}:
        raise UsageError("Say `picup alert file-names on` or `off`.")
    with changing(chosen_home(context, home)) as ledger:
        ledger.vaults.choose("alert_file_names", choice == "on")
    if wants_json(context, json):
        print_json({"file_names": choice == "on"})
    say("Alerts name photos." if choice == "on" else "Alerts say how many, and no names.")


@app.command("test")
def send_test(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """Send a test to the desktop and every notify URL: 0 only if each URL took it."""
    alert = trial_alert(SystemClock().now())
    urls, settings = _opened(chosen_home(context, home))
    targets = all_targets(settings, urls)
    if not urls:
        raise UsageError("There is no notify URL to test. Add one: picup alert add URL")
    outcomes = [_try(target, alert) for target in targets]
    if wants_json(context, json):
        print_json([{"target": o.target, "taken": o.taken, "reason": o.said} for o in outcomes])
    else:
        for outcome in outcomes:
            answer(outcome.said, "green" if outcome.taken else "red")
    if any(outcome.far and not outcome.taken for outcome in outcomes):
        raise typer.Exit(int(ExitCode.FAILED))


@dataclass(frozen=True)
class Outcome:
    """How a test ended at one target, in a sentence without anything secret."""

    target: str
    far: bool
    taken: bool
    said: str


def _try(target: Target, alert: Alert) -> Outcome:
    try:
        name = target.name
        target.take(alert)
    except PicupError as error:
        return Outcome(_name(target), target.far, taken=False, said=error.sentence)
    return Outcome(name, target.far, taken=True, said=f"{name} took it.")


def _name(target: Target) -> str:
    try:
        return target.name
    except UnusableNotifyUrl:
        return "unknown"


def _without(urls: Urls, url: str) -> Urls:
    return tuple(one for one in urls if one != url)


def _opened(home: Home) -> tuple[Urls, Settings]:
    with reading(home) as ledger:
        secrets = secret_store(home, ledger, passphrase).load()
        return secrets.notify_urls, ledger.vaults.settings()


def _changed(home: Home, change: Callable[[Urls], Urls]) -> Urls:
    with changing(home) as ledger:
        store = secret_store(home, ledger, passphrase)
        secrets = store.load()
        urls = change(secrets.notify_urls)
        store.save(replace(secrets, notify_urls=urls))
    return urls
