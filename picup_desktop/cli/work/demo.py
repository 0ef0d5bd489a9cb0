"""``picup demo``: the main job on two practice NAS servers, told step by step."""

import os
import subprocess
import time
from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.cli.asking import PASSPHRASE_VARIABLE
from picup_desktop.cli.options import HomeOption, JsonOption, wants_json
from picup_desktop.cli.output import print_json, say
from picup_desktop.cli.progress import pass_progress
from picup_desktop.demo.demo import PASSPHRASE, DemoFailed, Narrator, practice_vault, run_demo
from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.home import Home
from picup_desktop.names import plain
from picup_desktop.program import ProgramPart, command_of
from picup_desktop.program.window import check_window

ENGINE_END_SECONDS = 8.0
ENGINE_END_TRIES = 80


def demo(
    context: typer.Context,
    *,
    photos: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Your own photos instead of samples.")
    ] = None,
    window: Annotated[
        bool, typer.Option("--window", help="Open the window on such a practice vault instead.")
    ] = False,
    home: HomeOption = None,  # noqa: ARG001 - every command takes it; the demo's is thrown away
    json: JsonOption = False,
) -> None:
    """See the main job on two practice servers; ends 0 only if every claim held."""
    steps: list[str] = []
    proven: list[str] = []

    def step(sentence: str) -> None:
        steps.append(sentence)
        say(f"\n{len(steps)}. {plain(sentence)}", "bold")

    def prove(sentence: str) -> None:
        proven.append(sentence)
        say(f"   ✓ {plain(sentence)}", "green")

    if window:
        check_window()
    given = None if photos is None else photos.expanduser().absolute()
    with pass_progress() as progress:
        narrator = Narrator(step, prove, lambda sentence: say(f"   {plain(sentence)}"), progress)
        if window:
            _show_window(given, narrator)
            return
        run_demo(given, narrator)
    if wants_json(context, json):
        print_json({"proven": proven})
    say("\nEverything held. Make your own vault: picup setup --main URL --backup URL", "bold")


def _show_window(photos: Path | None, narrator: Narrator) -> None:
    """Run the window in its own process until it quits; the command line loads no Qt."""
    with practice_vault(photos, narrator) as home:
        say("\nThe window opens. The practice vault goes when you quit it.", "bold")
        ended = subprocess.run(
            [*command_of(ProgramPart.WINDOW), "--home", str(home.folder)],
            env={**os.environ, PASSPHRASE_VARIABLE: PASSPHRASE},
            check=False,
        )
        _wait_for_engine(home)
    if ended.returncode != 0:
        raise DemoFailed("window-could-not-opened-screen")


def _wait_for_engine(home: Home) -> None:
    """Wait for the end of the engine, before its folder is removed."""
    for _ in range(ENGINE_END_TRIES):
        try:
            with EngineClient(home):
                pass
        except NoEngine:
            return
        time.sleep(ENGINE_END_SECONDS / ENGINE_END_TRIES)
