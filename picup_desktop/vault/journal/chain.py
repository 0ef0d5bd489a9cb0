"""The trusted segments of a device: a verified chain from its start.

A chain starts with segment 1 or with a complete checkpoint. Each segment names the
hash of the one before, so it does not matter which storage each came from.
"""

from collections.abc import Iterable, Mapping

from picup_desktop.vault.journal.replay import is_whole_checkpoint
from picup_desktop.vault.journal.segment import ChainHead, Segment


def trusted_chain(
    segments: Iterable[Segment], remembered: ChainHead | None = None
) -> tuple[Segment, ...]:
    """Return the longest chain, from its last complete checkpoint on (or from 1).

    If a device signed two different chains, the one with the remembered head wins.
    """
    by_hash = {segment.hash: segment for segment in segments}
    starts: dict[str, Segment] = {}
    remembering: set[str] = set()
    for segment in sorted(by_hash.values(), key=lambda one: one.number):
        before = before_it(segment, by_hash)
        if remembered and remembered.hash in (segment.hash, segment.previous):
            remembering.add(segment.hash)
        if before is not None and before.hash in remembering:
            remembering.add(segment.hash)
        start = _start(segment, before, by_hash, starts)
        if start is not None:
            starts[segment.hash] = start
    if not starts:
        return ()
    end = max(starts, key=lambda one: (one in remembering, by_hash[one].number, one))
    return _walk(by_hash[end], starts[end], by_hash)


def before_it(segment: Segment, by_hash: Mapping[str, Segment]) -> Segment | None:
    """Return the segment before this one, if it was read."""
    before = by_hash.get(segment.previous or "")
    return before if before is not None and before.number == segment.number - 1 else None


def _start(
    segment: Segment,
    before: Segment | None,
    by_hash: Mapping[str, Segment],
    starts: Mapping[str, Segment],
) -> Segment | None:
    checkpoint = _checkpoint_ending_with(segment, by_hash)
    if checkpoint is not None:
        return checkpoint
    if segment.number == 1:
        return segment
    return None if before is None else starts.get(before.hash)


def _checkpoint_ending_with(segment: Segment, by_hash: Mapping[str, Segment]) -> Segment | None:
    if segment.part is None or segment.part.number != segment.part.count:
        return None
    parts = [segment]
    while len(parts) < segment.part.count:
        before = before_it(parts[0], by_hash)
        if before is None or before.part is None:
            return None
        parts.insert(0, before)
    return parts[0] if is_whole_checkpoint(parts) else None


def _walk(end: Segment, start: Segment, by_hash: Mapping[str, Segment]) -> tuple[Segment, ...]:
    chain = [end]
    while chain[-1].hash != start.hash:
        chain.append(by_hash[chain[-1].previous or ""])
    return tuple(reversed(chain))
