"""``picup storage``: where the photos rest, whether all is there, and what to do if not."""

from dataclasses import replace as replaced
from pathlib import Path
from typing import Annotated, TypedDict

import typer

from picup_desktop.cli.asking import ask, key_passphrase, passphrase, password
from picup_desktop.cli.options import HomeOption, JsonOption, SshOption, chosen_home, wants_json
from picup_desktop.cli.output import (
    answer,
    local_minute,
    number,
    print_json,
    print_table,
    say,
    size,
)
from picup_desktop.cli.vault.let_in import until_let_in
from picup_desktop.cli.work.filling import fill
from picup_desktop.engine.commands.check import storages_json
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc import setup_answers
from picup_desktop.engine.ipc.commands.storages import (
    CheckStorages,
    ReplaceStorage,
    StorageChange,
    SwapStorages,
    TrustHostKey,
    role_named,
)
from picup_desktop.errors import ExitCode
from picup_desktop.files.windows_names import address_shown
from picup_desktop.messages.catalogue import in_english, rendered
from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.reading import reading
from picup_desktop.storage.registry import place_given
from picup_desktop.storage.trust.known_hosts import is_of_certificate
from picup_desktop.words import Role, StorageState

app = typer.Typer(no_args_is_help=True, help="Main and backup: where the photos rest.")

RoleArgument = Annotated[str, typer.Argument(metavar="ROLE", help="main or backup.")]
FingerprintOption = Annotated[
    str | None,
    typer.Option("--fingerprint", metavar="SHA256:...", help="The key to trust, unasked."),
]
UrlArgument = Annotated[str, typer.Argument(metavar="URL", help="The new address.")]
KeyOption = Annotated[
    Path | None, typer.Option("--ssh-key", metavar="FILE", help="Another SSH private key.")
]
AcceptOption = Annotated[
    bool, typer.Option("--accept-new-host-keys", help="Trust a server never seen before.")
]


@app.command("list")
def list_storages(
    context: typer.Context, *, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Both storages: state, what is on them, free room, when last seen whole."""
    with reading(chosen_home(context, home)) as ledger:
        rows: list[setup_answers.StorageRow] = rendered(storages_json(ledger), in_english)
    if wants_json(context, json):
        print_json(rows)
        return
    print_table(
        ("Role", "State", "Objects", "Size", "Free", "Last seen whole", "Address", "Known by"),
        (
            (
                plain(row["role"]),
                plain(row["state"])
                if row["reason"] is None
                else f"{plain(row['state'])}: {plain(row['reason'])}",
                f"{row['objects']:,}",
                size(row["bytes"]),
                "unknown" if row["free_bytes"] is None else size(row["free_bytes"]),
                "never" if row["seen_at"] is None else local_minute(row["seen_at"]),
                plain(address_shown(row["url"])),
                plain(row["fingerprint"] or ""),
            )
            for row in rows
        ),
    )
    for row in rows:
        if row["unknown"]:
            say(f"{plain(row['role']).capitalize()}: {_of_nobody(row['unknown'])}", "yellow")


def _of_nobody(count: int) -> Shown:
    return f"{number(count, 'object')} there that no computer names; picup verify says which."


@app.command()
def check(
    context: typer.Context,
    *,
    role: Annotated[
        str | None, typer.Argument(metavar="[ROLE]", help="main or backup; both without it.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Compare names and sizes of all objects with the list now; no content is read."""
    named = None if role is None else role_named(role).value
    checked = carry_out(chosen_home(context, home), passphrase, CheckStorages(named))["storages"]
    if wants_json(context, json):
        print_json(checked)
    else:
        for one in checked:
            answer(_sentence(one), "green" if _is_whole(one) else "red")
    if not all(map(_is_whole, checked)):
        raise typer.Exit(int(ExitCode.FAILED))


def _is_whole(one: setup_answers.CheckedStorage) -> bool:
    is_there = one["state"] in {StorageState.ONLINE, StorageState.FULL}
    return is_there and not one["missing"] and not one["damaged"]


def _sentence(one: setup_answers.CheckedStorage) -> Shown:
    role = plain(one["role"].capitalize())
    if one["state"] not in {StorageState.ONLINE, StorageState.FULL}:
        return f"{role} could not be looked at: {plain(one['reason'] or '')}"
    strangers = one["unknown"]
    offered = f" {_of_nobody(strangers)}" if strangers else NO_WORDS
    if _is_whole(one):
        return f"{role} has all: {number(one['objects'], 'object')}.{offered}"
    return (
        f"{role} lacks {number(one['missing'], 'object')}, and {one['damaged']:,} have another"
        f" size. The next sync brings them back: picup sync{offered}"
    )


class _Login(TypedDict):
    """The fields of a ``StorageLogin`` that come from the command line and the environment."""

    role: str
    url: str
    password: str | None
    key_file: str | None
    key_passphrase: str | None
    ssh: str | None


def _login_given(role: Role, url: str, ssh_key: Path | None, ssh: str | None) -> _Login:
    key_file = None if ssh_key is None else ssh_key.expanduser().absolute()
    return {
        "role": role.value,
        "url": url,
        "password": password(role, place_given(url)),
        "key_file": None if key_file is None else str(key_file),
        "key_passphrase": key_passphrase(key_file),
        "ssh": ssh,
    }


@app.command()
def change(
    context: typer.Context,
    *,
    role: RoleArgument,
    url: UrlArgument,
    ssh_key: KeyOption = None,
    ssh: SshOption = None,
    accept_new_host_keys: AcceptOption = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Another address, login or key of the same storage: used only if this vault is there.

    A new password is asked for, or taken from PICUP_MAIN_PASSWORD or PICUP_BACKUP_PASSWORD;
    without a new key or password the present one stays.
    """
    at, named = chosen_home(context, home), role_named(role)
    command = StorageChange(
        **_login_given(named, url, ssh_key, ssh), accept_host_key=accept_new_host_keys
    )
    changed = until_let_in(
        named,
        command.password,
        lambda given: carry_out(at, passphrase, replaced(command, password=given)),
    )
    if wants_json(context, json):
        print_json(changed)
    say(
        f"{named.value.capitalize()} is at {plain(address_shown(changed['url']))} from now on.",
        "green",
    )


@app.command()
def trust(
    context: typer.Context,
    *,
    role: RoleArgument,
    fingerprint: FingerprintOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Trust a server's new host key or certificate: shows the old and the new one, and asks."""
    at, named = chosen_home(context, home), role_named(role).value
    looked = carry_out(at, passphrase, TrustHostKey(named))
    before = ", ".join(looked["before"]) or "none yet"
    say(f"{plain(looked['server'])}\n  trusted: {plain(before)}\n  shown:   {plain(looked['now'])}")
    if not looked["trusted"]:
        chosen = fingerprint or _compared(looked["now"])
        if chosen is None:
            say("Nothing was changed. Give --fingerprint once you compared it.", "yellow")
            raise typer.Exit(int(ExitCode.FAILED))
        looked = carry_out(at, passphrase, TrustHostKey(named, chosen))
    if wants_json(context, json):
        print_json(looked)
    what = "certificate" if is_of_certificate(looked["now"]) else "host key"
    say(f"The {plain(what)} of {plain(named)} is trusted.", "green")


@app.command()
def replace(
    context: typer.Context,
    *,
    role: RoleArgument,
    url: UrlArgument,
    ssh_key: KeyOption = None,
    ssh: SshOption = None,
    accept_new_host_keys: AcceptOption = False,
    fingerprint: FingerprintOption = None,
    without_only_copies: Annotated[
        bool,
        typer.Option(
            "--without-only-copies", help="Give up photos that are whole on the old one only."
        ),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """A new, empty place takes the part of main or backup, and is filled from the other.

    Meanwhile the photos are half protected, and are read from the other. The old place is not
    touched and need not be there. A filling that was cut off goes on with the same command,
    with picup sync, or in the background program.
    """
    at, named = chosen_home(context, home), role_named(role)
    command = ReplaceStorage(
        accept_host_key=accept_new_host_keys,
        fingerprint=fingerprint,
        without_only_copies=without_only_copies,
        **_login_given(named, url, ssh_key, ssh),
    )
    filled = until_let_in(
        named,
        command.password,
        lambda given: carry_out(at, passphrase, replaced(command, password=given)),
    )
    role_name = plain(named.value.capitalize())
    say(
        f"{role_name} is at {plain(address_shown(filled['url']))} from now on."
        f" {number(filled['objects'], 'object')}"
        f" are brought there from {named.other.value}; photos are half protected until then."
    )
    left = fill(at)
    if wants_json(context, json):
        print_json({**filled, "left": left})
    if left:
        say(f"{number(left, 'object')} are still to be brought. Go on with: picup sync", "yellow")
        raise typer.Exit(int(ExitCode.FAILED))
    say(f"{role_name} has everything.", "green")


@app.command()
def swap(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """Main becomes backup, and backup main; what each one keeps stays where it is."""
    swapped = carry_out(chosen_home(context, home), passphrase, SwapStorages())
    if wants_json(context, json):
        print_json(swapped)
    say(
        f"Main is {plain(swapped['main'])}, and backup is {plain(swapped['backup'])}.",
        "green",
    )


def _compared(shown: str) -> str | None:
    """Ask whether a person compared the key; None unless the answer is yes."""
    typed = ask(
        f"Does the box itself say {plain(shown)}, and did you expect a new one? yes or no: "
    )
    return shown if typed is not None and typed.strip().lower() in {"y", "yes"} else None
