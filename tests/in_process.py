"""Commands carried out in this process, because starting one costs seconds on a busy machine."""

import contextlib
import io
from pathlib import Path

from picup_desktop.cli.main import COMMANDS, add_commands, app
from picup_desktop.errors import PicupError
from tests.nursery import nursed
from tests.picup import Result

if not app.registered_commands:
    # The program itself loads only the command that was asked for.
    add_commands(app, COMMANDS)


def run_here(home: Path, *args: object, code: int = 0) -> Result:
    """Run a command on a home, and expect its exit code."""
    words = ["--home", str(home), *map(str, args)]
    with (
        nursed(),
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(io.StringIO()) as err,
    ):
        try:
            ended = app(words, standalone_mode=False) or 0
        except PicupError as error:
            ended = int(error.exit_code)
            err.write(error.sentence)
    result = Result(ended, out.getvalue(), err.getvalue())
    assert result.code == code, result
    return result
