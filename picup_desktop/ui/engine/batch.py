"""The batch of photos that is on its way, over all passes that bring it: a pure function.

A pass that a storage or a person interrupts ends, and the next one counts only what is left.
For a person both are one batch, so its progress goes on where it was.
"""

from dataclasses import dataclass, replace

from picup_desktop.engine.ipc import events
from picup_desktop.ui.engine.live import Pass


@dataclass(frozen=True)
class Batch:
    """What is on its way, and how much of it is done."""

    run: Pass
    """The pass that brings it, or brought it last."""
    first_photos: int
    """The number of photos when it began."""
    ended_photos: int = 0
    ended_bytes: int = 0
    """What the passes before ``run`` did of it."""
    fraction: float = 0.0
    """The part that is done, 0 to 1; it never goes back."""

    @property
    def photos(self) -> int:
        """The number of all its photos, those that are done too."""
        return self.ended_photos + self.run.photos

    @property
    def grown(self) -> int:
        """How many photos came since it began."""
        return max(0, self.photos - self.first_photos)

    @property
    def done(self) -> bool:
        """Whether the last pass left nothing of it."""
        return self.run.ended_photos >= self.run.photos


def batch_after(before: Batch | None, run: Pass | None) -> Batch | None:
    """Return the batch after what the engine says of its pass.

    A pass that has no photos to bring, or none yet, changes nothing.
    """
    if run is None or run.photos == 0:
        return before
    if before is not None and run.began_at == before.run.began_at:
        return _moved_on(replace(before, run=run))
    if before is None or before.done:
        return _moved_on(Batch(run, run.photos))
    return _moved_on(
        replace(
            before,
            run=run,
            ended_photos=before.ended_photos + before.run.ended_photos,
            ended_bytes=before.ended_bytes + before.run.ended_bytes,
        )
    )


def brought_all(ended: events.PassEnded) -> bool:
    """Return whether a pass left no photo for the next one, so that its batch is over."""
    broken_off = ended.get("stopped") or "error" in ended
    return not broken_off and ended.get("unprotected") == 0


def _moved_on(batch: Batch) -> Batch:
    """Return the batch with the part that is done now, or was before if that was more."""
    run = batch.run
    if run.size_bytes > 0:
        ended, all_ = batch.ended_bytes + run.ended_bytes, batch.ended_bytes + run.size_bytes
    else:
        ended, all_ = batch.ended_photos + run.ended_photos, batch.photos
    fraction = min(1.0, max(batch.fraction, ended / all_))
    return replace(batch, fraction=fraction)
