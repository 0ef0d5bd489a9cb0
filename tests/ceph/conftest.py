"""One Ceph for the whole folder: it takes half a minute to start."""

import os
from collections.abc import Iterator

import pytest

from tests.ceph.cluster import Ceph, NoCeph, ceph
from tests.closed_buckets import buckets_closed

__all__ = ["buckets_closed", "cluster"]


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ceph]:
    """A cluster with its gateway; skipped but for ``make ceph-test``, which fails without one."""
    if not os.environ.get("PICUP_CEPH"):
        pytest.skip("Ceph is for `make ceph-test`")
    try:
        with ceph(tmp_path_factory.mktemp("ceph")) as running:
            yield running
    except NoCeph as error:
        pytest.fail(f"Ceph does not run here: {error}")
