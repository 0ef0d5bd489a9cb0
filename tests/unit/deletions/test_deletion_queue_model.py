"""The deletion queue against a model of it in plain Python, with time under its control.

Whatever order workers, time-outs, refusals, undos and dead letters come in, the
queue does what somebody who knows message queues expects of it.
"""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from picup_desktop.ledger.deletions.deletions import MessageRecord
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.messages.message import Message
from picup_desktop.words import MessageState, Role

LEASE_SECONDS, RETRIES, PER_MESSAGE = 600.0, 5, 5
QUEUED, LEASED = MessageState.QUEUED, MessageState.LEASED
DONE, DEAD = MessageState.DONE, MessageState.DEAD
ROLES = st.sampled_from(list(Role))


@dataclass
class Told:
    """One message as the model knows it."""

    role: Role
    available_at: float
    left: set[str]
    gone: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    state: MessageState = QUEUED
    attempts: int = 0
    leased_until: float = 0.0
    lease: str | None = None


class Queue(RuleBasedStateMachine):
    """Each rule acts on the queue and on the model, and holds the answers together."""

    leases = Bundle("leases")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.ledger = open_ledger(Path(self._folder.name) / "ledger.sqlite")
        self.queue = self.ledger.deletions
        self.now = 1_000.0
        self.made = 0
        self.model: dict[int, Told] = {}

    def teardown(self) -> None:
        self.ledger.close()
        self._folder.cleanup()

    @initialize()
    def quick(self) -> None:
        """What is flushed to the disk is proven elsewhere."""
        self.ledger.database._sqlite.execute_sql("PRAGMA synchronous = off")  # type: ignore[no-untyped-call]

    @rule(role=ROLES, count=st.integers(1, 12), wait=st.sampled_from([0.0, 30.0, 5000.0]))
    def enqueue(self, role: Role, count: int, wait: float) -> None:
        names = [f"objects/{self.made + number}" for number in range(count)]
        self.made += count
        with self.ledger.transaction():
            self.queue.enqueue(
                role,
                [(name, None) for name in names],
                at=self.now,
                available_at=self.now + wait,
                objects_per_message=PER_MESSAGE,
            )
        new = [m for m in self.queue.all() if m.id not in self.model]
        assert [name for m in new for name in m.objects] == sorted(names) or len(new) > 1
        assert sorted(name for m in new for name in m.objects) == sorted(names)
        assert all(1 <= len(m.objects) <= PER_MESSAGE for m in new)
        for message in new:
            self.model[message.id] = Told(role, self.now + wait, set(message.objects))

    @rule(target=leases, role=ROLES, at_most=st.integers(1, 3), worker=st.sampled_from("ab"))
    def claim(self, role: Role, at_most: int, worker: str) -> object:
        with self.ledger.transaction():
            claimed = self.queue.claim(
                role, now=self.now, lease_seconds=LEASE_SECONDS, at_most=at_most, worker=worker
            )
        due = [
            (told.available_at, number)
            for number, told in self.model.items()
            if told.role is role and told.state is QUEUED and told.available_at <= self.now
        ]
        expected = sorted(number for _, number in sorted(due)[:at_most])
        assert [m.id for m in claimed] == expected
        for message in claimed:
            told = self.model[message.id]
            told.state, told.lease = LEASED, message.lease
            told.leased_until = self.now + LEASE_SECONDS
            told.attempts += 1
            assert set(message.objects) == told.left
            assert message.attempts == told.attempts <= RETRIES + 1
        return multiple(*claimed)

    @rule(lease=leases, data=st.data())
    def some_go(self, lease: MessageRecord, data: st.DataObject) -> None:
        """A worker, even a late one, tells what it removed."""
        gone = data.draw(st.sets(st.sampled_from(lease.objects))) if lease.objects else set()
        told = self.model.get(lease.id)
        named = gone & (told.left if told else set())
        self.queue.note_gone([lease], sorted(gone), self.now)
        if told is not None:
            told.left -= named
            told.gone |= named
            told.unsure -= named

    @rule(lease=leases, data=st.data())
    def nobody_knows(self, lease: MessageRecord, data: st.DataObject) -> None:
        names = data.draw(st.sets(st.sampled_from(lease.objects))) if lease.objects else set()
        self.queue.note_unsure(lease, sorted(names), self.now)
        if (told := self.model.get(lease.id)) is not None:
            told.unsure |= names & told.left

    @rule(lease=consumes(leases))
    def acknowledge(self, lease: MessageRecord) -> None:
        allowed = self._holds(lease) and not self.model[lease.id].left
        assert self.queue.acknowledge([lease], self.now) == int(allowed)
        if allowed:
            self._end(lease, DONE)

    @rule(lease=consumes(leases), wait=st.sampled_from([0.0, 60.0]))
    def refuse(self, lease: MessageRecord, wait: float) -> None:
        spent = lease.attempts > RETRIES
        again_at = None if spent else self.now + wait
        allowed = self._holds(lease)
        assert self.queue.refuse(lease, Message("no"), now=self.now, again_at=again_at) is allowed
        if allowed:
            self._end(lease, DEAD if spent else QUEUED)
            if again_at is not None:
                self.model[lease.id].available_at = again_at

    @rule(lease=consumes(leases))
    def storage_is_away(self, lease: MessageRecord) -> None:
        allowed, again_at = self._holds(lease), self.now + 30.0
        assert (
            self.queue.give_back(lease, Message("away"), now=self.now, again_at=again_at) is allowed
        )
        if allowed:
            self._end(lease, QUEUED)
            self.model[lease.id].attempts -= 1
            self.model[lease.id].available_at = again_at

    @rule(seconds=st.sampled_from([1.0, 29.0, 599.0, 600.0, 5000.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(only=st.sampled_from([None, "a", "b"]))
    def leases_run_out(self, only: str | None) -> None:
        with self.ledger.transaction():
            dead = self.queue.expire_leases(now=self.now, retries=RETRIES, only_worker=only)
        expected = []
        for number, told in self.model.items():
            other = only is not None and not (told.lease or "").startswith(f"{only}:")
            if told.state is LEASED and (told.leased_until <= self.now or other):
                told.unsure |= told.left
                told.lease = None
                if told.attempts > RETRIES:
                    told.state = DEAD
                    expected.append(number)
                else:
                    told.state, told.available_at = QUEUED, self.now
        assert [message.id for message in dead] == expected

    @rule(number=st.integers(0, 60), though_unsure=st.booleans())
    def withdraw(self, number: int, though_unsure: bool) -> None:
        name = f"objects/{number}"
        named = [told for told in self.model.values() if name in told.left]
        allowed = all(
            told.state is not LEASED and (though_unsure or name not in told.unsure)
            for told in named
        )
        with self.ledger.transaction():
            done = self.ledger.withdrawals.withdraw(name, though_unsure=though_unsure)
        assert done is allowed
        if not allowed:
            return
        for number_of, told in list(self.model.items()):
            if name in told.left and told.state is not DONE:
                told.left.discard(name)
                told.unsure.discard(name)
                if not told.left and told.gone:
                    told.state = DONE
                elif not told.left:
                    del self.model[number_of]

    @rule(data=st.data())
    def a_person_revives(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.model))) if self.model else 1
        told = self.model.get(number)
        revived = told is not None and told.state is DEAD
        assert self.queue.revive(number, self.now) is revived
        if told is not None and revived:
            told.state, told.attempts, told.available_at = QUEUED, 0, self.now

    @rule()
    def a_person_wants_it_now(self) -> None:
        self.queue.make_due(self.now)
        for told in self.model.values():
            if told.state is QUEUED:
                told.available_at = min(told.available_at, self.now)

    @invariant()
    def the_queue_is_as_the_model_says(self) -> None:
        found = {message.id: message for message in self.queue.all()}
        assert set(found) == set(self.model)
        for number, told in self.model.items():
            message = found[number]
            assert (message.state, message.attempts) == (told.state, told.attempts)
            if told.state is QUEUED:
                assert message.available_at == told.available_at
            objects = told.left | told.gone if told.state is DONE else told.left
            assert set(message.objects) == objects
        open_ones = [told for told in self.model.values() if told.state in {QUEUED, LEASED}]
        dead = sum(told.state is DEAD for told in self.model.values())
        assert self.queue.counts() == (sum(len(told.left) for told in open_ones), dead)

    def _holds(self, lease: MessageRecord) -> bool:
        told = self.model.get(lease.id)
        return (
            told is not None
            and told.state is LEASED
            and told.lease == lease.lease
            and told.leased_until > self.now
        )

    def _end(self, lease: MessageRecord, state: MessageState) -> None:
        told = self.model[lease.id]
        told.state, told.lease = state, None


# 200 runs of 50 steps are 10,000; PICUP_EXAMPLES asks for more of them.
TestDeletionQueue = Queue.TestCase
TestDeletionQueue.settings = settings(
    max_examples=int(os.environ.get("PICUP_EXAMPLES", "120")),
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
