"""``picup attention``: everything that waits for a person, and what can be done."""

from typing import Annotated

import typer

from picup_desktop.attention.cause_row import IGNORE, RETRY
from picup_desktop.attention.causes import page_about
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.cli.answers import AttentionItem
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import (
    HomeOption,
    JsonOption,
    chosen_home,
    has_subcommand,
    wants_json,
)
from picup_desktop.cli.output import print_json, print_table, say
from picup_desktop.clock import iso
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.commands.deletions import AnswerItem, IgnoreItem, RetryItem
from picup_desktop.files.status import MOST_INT64
from picup_desktop.messages.catalogue import in_english, rendered
from picup_desktop.messages.message import Message
from picup_desktop.names import plain
from picup_desktop.reading import reading

app = typer.Typer(invoke_without_command=True, help="What waits for you.")

IdArgument = Annotated[
    int, typer.Argument(metavar="ID", max=MOST_INT64, help="As picup attention lists it.")
]


@app.callback()
def attention(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """Everything that waits for you: what, since when, why, and what can be done."""
    if has_subcommand(context, home, json=json):
        return
    with reading(chosen_home(context, home)) as ledger:
        items = ledger.attention.all()
    if wants_json(context, json):
        print_json([_item_json(item) for item in items])
        return
    if not items:
        say("Nothing waits for you.", "green")
        return
    print_table(
        ("Id", "Since", "What", "Why", "Choices"),
        (
            (
                str(item.id),
                iso(item.since),
                in_english(Message(item.cause.row.title)),
                item.text,
                ", ".join(map(plain, item.choices)),
            )
            for item in items
        ),
    )
    for cause in dict.fromkeys(item.cause for item in items):
        say(f"What to do about {cause.value.replace('_', ' ')}: docs/{plain(page_about(cause))}")


def _item_json(item: AttentionRecord) -> AttentionItem:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "cause": item.cause.value,
        "since": iso(item.since),
        "text": item.text,
        "choices": list(item.choices),
        "details": rendered(item.details, in_english),
    }


@app.command()
def retry(
    context: typer.Context, *, item: IdArgument, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Retry what failed."""
    _answer(context, item, RETRY, home, json=json)


@app.command()
def ignore(
    context: typer.Context, *, item: IdArgument, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Hide an item until its cause goes away and comes back."""
    _answer(context, item, IGNORE, home, json=json)


@app.command("answer")
def answer_item(
    context: typer.Context,
    *,
    item: IdArgument,
    choice: Annotated[str, typer.Argument(metavar="CHOICE", help="One of the item's choices.")],
    photos: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PHOTO]...", help="About these of an album's spoiled photos only."),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Answer the question that an item asks."""
    _answer(context, item, choice, home, photos, json=json)


def _answer(
    context: typer.Context,
    item_id: int,
    choice: str,
    home: HomeOption,
    photos: list[str] | None = None,
    *,
    json: bool,
) -> None:
    at = chosen_home(context, home)
    answer = carry_out(at, passphrase, _command(item_id, choice, photos))
    if wants_json(context, json):
        print_json(answer)
    say(plain(answer["said"]))


def _command(
    item_id: int, choice: str, photos: list[str] | None
) -> RetryItem | IgnoreItem | AnswerItem:
    if photos:
        return AnswerItem(item_id, choice, tuple(photos))
    if choice == RETRY:
        return RetryItem(item_id)
    return IgnoreItem(item_id) if choice == IGNORE else AnswerItem(item_id, choice)
