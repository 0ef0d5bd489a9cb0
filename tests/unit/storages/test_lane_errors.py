"""A child that reads nothing more ends no engine: each system says so in its own way."""

import errno

import pytest

from picup_desktop.storage.courier.lane import nobody_hears


@pytest.mark.parametrize("windows", [True, False])
def test_a_broken_pipe_is_let_be(*, windows: bool) -> None:
    with nobody_hears(windows=windows):
        raise BrokenPipeError(errno.EPIPE, "broken")


def _invalid() -> None:
    raise OSError(errno.EINVAL, "Invalid argument")


def test_windows_calls_a_broken_pipe_an_invalid_argument() -> None:
    with nobody_hears(windows=True):
        _invalid()
    with pytest.raises(OSError, match="Invalid"), nobody_hears(windows=False):
        _invalid()


def test_any_other_error_is_raised() -> None:
    with pytest.raises(OSError, match="full"), nobody_hears(windows=True):
        raise OSError(errno.ENOSPC, "full")
