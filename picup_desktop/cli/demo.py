"""``picup demo``: the main job on two practice NAS servers, told step by step."""

from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.cli.options import HomeOption, JsonOption, wants_json
from picup_desktop.cli.output import print_json, say
from picup_desktop.cli.progress import pass_progress
from picup_desktop.demo import Narrator, run_demo


def demo(
    context: typer.Context,
    *,
    photos: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Your own photos instead of samples.")
    ] = None,
    home: HomeOption = None,  # noqa: ARG001 - every command takes it; the demo's is thrown away
    json: JsonOption = False,
) -> None:
    """See the main job on two practice servers; ends 0 only if every claim held."""
    steps: list[str] = []
    proven: list[str] = []

    def step(sentence: str) -> None:
        steps.append(sentence)
        say(f"\n{len(steps)}. {sentence}", "bold")

    def prove(sentence: str) -> None:
        proven.append(sentence)
        say(f"   ✓ {sentence}", "green")

    with pass_progress() as progress:
        narrator = Narrator(step, prove, lambda sentence: say(f"   {sentence}"), progress)
        run_demo(None if photos is None else photos.expanduser().absolute(), narrator)
    if wants_json(context, json):
        print_json({"proven": proven})
    say("\nEverything held. Make your own vault: picup setup --main URL --backup URL", "bold")
