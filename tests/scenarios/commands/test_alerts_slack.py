"""Alerts from outside: what Slack receives, and that nobody ever waits for it.

``tests/outside/slack.py`` says which part of Slack is real here.
"""

import json
import logging
import os
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from picup_desktop.alerts import Alerts, NotifyUrl
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.clock import SystemClock
from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.log import start_logging
from picup_desktop.messages.message import Message
from picup_desktop.settings import Settings
from picup_desktop.sync.health.diagnostics import write_bundle
from picup_desktop.words import Role
from tests.outside.slack import TOKENS, WEBHOOK, FarEnd, slack_server, webhook_server
from tests.picup import COMMAND_SECONDS, PASSPHRASE, Result, age, command, photo_bytes, wait_until
from tests.warm_program import run_picup

# Apprise's mail plug-in imports it while Python still has it.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

ALBUM = "Grandmother 80"
PHOTOS = [f"Birthday {number}.jpg" for number in range(25)]
SECRETS = [*TOKENS.split("/"), PASSPHRASE, "AGE-SECRET-KEY-1"]
ITEM = AttentionRecord(
    Cause.UPLOAD_FAILED, "photo:1", Message("Birthday 1.jpg could not be uploaded."), ("retry",)
)


@dataclass(frozen=True)
class Person:
    """A home with two folders for its storages, and an environment."""

    folder: Path
    environment: dict[str, str]

    @property
    def home(self) -> Home:
        return Home(self.folder / "home")

    @property
    def album(self) -> Path:
        return self.folder / ALBUM

    def run(self, *args: str) -> Result:
        done = run_picup(args, self.environment, COMMAND_SECONDS)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def set_up(self) -> "Person":
        self.album.mkdir()
        for name in PHOTOS:
            (self.album / name).write_bytes(photo_bytes(name, 300))
            age(self.album / name)
        storages = [self.folder / role for role in ("nas one", "nas two")]
        for storage in storages:
            storage.mkdir()
        main, backup = ((storage / "vault").as_uri() for storage in storages)
        kit = str(self.folder / "kit.txt")
        for arguments in (
            ("setup", "--main", main, "--backup", backup, "--recovery-kit", kit),
            ("album", "add", str(self.album)),
        ):
            done = self.run(*arguments)
            assert done.code == 0, done
        with self.ledger() as ledger:
            # Whoever runs this may sit at a desktop.
            ledger.vaults.choose("alert_on_desktop", value=False)
        return self

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        opened = open_ledger(self.home.ledger)
        try:
            yield opened
        finally:
            opened.close()

    def logged(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.home.log.read_text("ascii").splitlines()]


def person_in(folder: Path, extra: dict[str, str]) -> Person:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PICUP_")}
    ours = {"PICUP_HOME": str(folder / "home"), "PICUP_PASSPHRASE": PASSPHRASE, "NO_PROXY": ""}
    return Person(folder, {**environment, **ours, **extra})


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where a vault is whose alerts go to Slack, and how it was when it was new."""
    folder, kept = tmp_path_factory.mktemp("vault"), tmp_path_factory.mktemp("kept") / "all"
    person = person_in(folder, {}).set_up()
    added = person.run("alert", "add", WEBHOOK)
    assert added.code == 0, added
    shutil.copytree(folder, kept)
    return folder, kept


@pytest.fixture
def person(made_once: tuple[Path, Path]) -> Person:
    """A vault with an album, before its first sync; nobody answers for Slack."""
    folder, kept = made_once
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    return person_in(folder, {})


@pytest.fixture
def slack(person: Person, tmp_path: Path) -> Iterator[tuple[Person, FarEnd]]:
    """The same, with a Slack that answers."""
    with slack_server(tmp_path) as (far_end, environment):
        yield person_in(person.folder, environment), far_end


def engine_answers(home: Home) -> bool:
    try:
        with EngineClient(home):
            return True
    except NoEngine:
        return False


@contextmanager
def alerts_to(*urls: str, folder: Path, settings: Settings) -> Iterator[tuple[Alerts, Ledger]]:
    """The alerts of a ledger in which one upload has failed, to these targets."""
    ledger = open_ledger(folder / "ledger.sqlite")
    ledger.attention.open(ITEM, SystemClock().now())
    targets = [NotifyUrl(url) for url in urls]
    alerts = Alerts(ledger, SystemClock(), settings, targets, pauses_seconds=(0.0,))
    try:
        yield alerts, ledger
    finally:
        alerts.close(0)
        ledger.close()


def compatible(server: FarEnd) -> str:
    """A Slack-compatible webhook on another host."""
    return f"mmost://127.0.0.1:{server.port}/3ccdd113474722377935511fc85d3dd4"


def test_3_4_a_vanished_album_is_told_to_slack_once_and_without_names(
    slack: tuple[Person, FarEnd],
) -> None:
    person, far_end = slack
    assert person.run("sync").code == 0
    assert far_end.posted == []
    for name in PHOTOS:
        (person.album / name).unlink()
    before = person.run("sync")

    (posted,) = far_end.posted
    assert (posted.host, posted.path) == ("hooks.slack.com", f"/services/{TOKENS}")
    (attachment,) = posted.body["attachments"]
    assert attachment["title"] == "The photos of an album are gone from this computer"
    assert "25 photos went missing at once" in attachment["text"]
    assert "Birthday" not in posted.text
    assert "Grandmother" not in posted.text

    again = person.run("sync")
    assert again.code == before.code
    assert len(far_end.posted) == 1
    (record,) = [line for line in person.logged() if line["logger"].startswith("picup_desktop.al")]
    assert (record["level"], record["scenario"]) == ("ERROR", "3-4")


def test_alerts_name_photos_only_if_told_to(slack: tuple[Person, FarEnd]) -> None:
    person, far_end = slack
    assert person.run("alert", "file-names", "on").code == 0
    with person.ledger() as ledger:
        ledger.attention.open(replace(ITEM, cause=Cause.LOST, subject="object:1"), 1.0)
    assert person.run("sync").code == 0
    (posted,) = far_end.posted
    assert "Birthday 1.jpg could not be uploaded." in posted.text


def test_alert_test_says_of_each_target_whether_it_took_it_and_shows_no_secret(
    slack: tuple[Person, FarEnd],
) -> None:
    person, far_end = slack
    well = person.run("alert", "test")
    assert (well.code, well.out) == (0, "Slack took it.\n")
    assert "This is a test" in far_end.posted[0].text

    far_end.status, far_end.said = 404, "no_service"
    refused = person.run("alert", "test")
    assert refused.code == 1
    assert "Slack did not take an alert" in refused.out
    assert "404" in refused.out

    listed = person.run("alert", "list", "--json")
    assert listed.json == [{"number": 1, "target": "Slack"}]
    shown = "".join(r.out + r.err for r in (well, refused, listed)) + person.home.log.read_text()
    for part in TOKENS.split("/"):
        assert part not in shown
    for file in person.home.folder.rglob("*"):
        assert not file.is_file() or TOKENS.rpartition("/")[2].encode() not in file.read_bytes()

    assert person.run("alert", "remove", "2").code == 2
    assert person.run("alert", "remove", "1").code == 0
    assert person.run("alert", "list", "--json").json == []
    assert person.run("alert", "test").code == 2


def test_a_notify_url_that_leads_nowhere_is_refused_and_not_repeated(person: Person) -> None:
    refused = person.run("alert", "add", "https://example.org/my-secret-path")
    assert refused.code == 2
    assert "my-secret-path" not in refused.err + refused.out
    assert "hooks.slack.com" in refused.err


def test_a_slack_that_refuses_changes_no_exit_code_and_is_told_later(
    slack: tuple[Person, FarEnd],
) -> None:
    person, far_end = slack
    far_end.status, far_end.said = 500, "rollup_error"
    with person.ledger() as ledger:
        ledger.attention.open(replace(ITEM, cause=Cause.LOST, subject="object:1"), 1.0)
    done = person.run("sync")
    assert done.code == 0
    assert "Slack" not in done.err
    assert far_end.posted != []
    warnings = [line["message"] for line in person.logged() if line["level"] == "WARNING"]
    assert any("Slack did not take an alert" in message for message in warnings)
    assert not any(part in "".join(warnings) for part in TOKENS.split("/"))
    with person.ledger() as ledger:
        (told,) = ledger.alerts.all()
        assert told.since is None
        assert told.not_before < SystemClock().now() + Settings().alert_retry_seconds + 1


def test_a_target_that_hangs_delays_neither_the_caller_nor_another_target(tmp_path: Path) -> None:
    with webhook_server() as hanging, webhook_server() as well:
        hanging.hang()
        urls = compatible(hanging), compatible(well)
        with alerts_to(*urls, folder=tmp_path, settings=Settings()) as (alerts, ledger):
            assert alerts.tell() == 1
            assert hanging.arrived.wait(60)
            for _ in range(600):
                # One of them took it, so nobody is told again within the hour.
                assert alerts.tell() == 0
                (told,) = ledger.alerts.all()
                if told.since is not None:
                    break
                hanging.released.wait(0.1)
            assert told.since is not None
            alerts.close(0)
            assert not hanging.released.is_set()
        assert len(well.posted) == 1
        assert well.posted[0].body["text"].startswith("A photo could not be uploaded")


def test_what_only_a_hanging_target_would_have_taken_is_told_next_time(tmp_path: Path) -> None:
    with webhook_server() as hanging:
        hanging.hang()
        url = compatible(hanging)
        with alerts_to(url, folder=tmp_path, settings=Settings()) as (alerts, ledger):
            assert alerts.tell() == 1
            assert hanging.arrived.wait(60)
            alerts.close(0)
            assert not hanging.released.is_set()
        hanging.released.set()
        hanging.posted.clear()
        with alerts_to(url, folder=tmp_path, settings=Settings()) as (alerts, ledger):
            ledger.alerts.record([replace(ledger.alerts.all()[0], not_before=0.0)])
            assert alerts.tell() == 1
            alerts.close(60)
            (told,) = ledger.alerts.all()
            assert told.since is not None
        assert len(hanging.posted) == 1


def test_a_flood_is_one_digest(tmp_path: Path) -> None:
    with (
        webhook_server() as server,
        alerts_to(compatible(server), folder=tmp_path, settings=Settings()) as (alerts, ledger),
    ):
        for number in range(2, 501):
            ledger.attention.open(replace(ITEM, subject=f"photo:{number}"), 1.0)
        assert alerts.tell() == 1
        assert alerts.tell() == 0
        alerts.close(60)
        (posted,) = server.posted
        assert "500 things need you" in posted.text
        assert "A photo could not be uploaded: 500 times" in posted.text


def test_doctor_bundle_holds_no_secret_no_file_name_and_no_address(
    slack: tuple[Person, FarEnd],
) -> None:
    person, far_end = slack
    far_end.status = 500
    assert person.run("sync").code == 0
    hidden = [*SECRETS, "Birthday", "Grandmother", "nas.example.org", "somebody", "family pictures"]
    with person.ledger() as ledger:
        main = ledger.storages.get(Role.MAIN)
        ledger.storages.record(
            replace(
                main,
                url="sftp://somebody@nas.example.org:2222/family%20pictures",
                reason=Message("nas.example.org refused somebody."),
            )
        )
        ledger.attention.open(ITEM, 1.0)
        with start_logging(person.home, to_terminal=False):
            ours, other = logging.getLogger("picup_desktop.sync"), logging.getLogger("paramiko.x")
            ours.warning("%s of %d on %s", "Birthday 3.jpg", 5, Role.MAIN)
            ours.warning("Grandmother 80 stands in a template, and so does /family pictures/a.jpg")
            other.warning("somebody at nas.example.org:2222: Birthday 4.jpg")
            error = ValueError("Birthday 5.jpg, sftp://somebody:password@nas.example.org/x")
            ours.error("reading %s failed", person.album / "Birthday 5.jpg", exc_info=error)
        file = person.folder / "for-help.zip"
        write_bundle(file, ledger, person.home, SystemClock())
        ledger.storages.record(main)

    with zipfile.ZipFile(file) as bundle:
        names = bundle.namelist()
        parts = {name: bundle.read(name).decode() for name in names}
    everything = "\n".join(parts.values())
    hidden += [str(person.folder), str(Path.home())]
    assert [secret for secret in hidden if secret.lower() in everything.lower()] == []
    facts = json.loads(parts["diagnostics.json"])
    assert facts["storages"][0]["kind"] == "sftp"
    assert facts["photos"]["protected"] == 25
    assert [item["kind"] for item in facts["attention"]] == ["upload_failed"]
    lines = [json.loads(line) for line in parts["log/picup.log"].splitlines()]
    assert "… of 5 on main" in [line["message"] for line in lines]
    assert [line["raised"][0] for line in lines if "raised" in line] == ["ValueError"]


def test_doctor_bundle_never_overwrites(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "for-help.zip"
    first = person.run("doctor", "--bundle", str(file))
    assert first.code == 0, first
    before = file.read_bytes()
    again = person.run("doctor", "--bundle", str(file))
    assert again.code == 2
    assert "is there already" in again.err
    assert file.read_bytes() == before


def test_3_3_a_deletion_that_only_the_journal_took_is_told_at_once(
    slack: tuple[Person, FarEnd], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    person, far_end = slack
    person.environment["XDG_DATA_HOME"] = str(tmp_path / "data")
    assert person.run("sync").code == 0
    with person.ledger() as ledger:
        ledger.vaults.choose("queue_wait_seconds", 0.1)
        ledger.vaults.choose("queue_tries", 1)
    far_end.posted.clear()
    with closing(sqlite3.connect(person.home.ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        removed = person.run("rm", f"{ALBUM}/{PHOTOS[0]}")
        other.execute("ROLLBACK")
    assert removed.code == 0, removed
    (posted,) = far_end.posted
    assert "Deletions wait on this computer" in posted.text
    assert PHOTOS[0] not in posted.text


def test_who_is_told_can_be_changed_while_the_background_program_runs(
    slack: tuple[Person, FarEnd],
) -> None:
    person, far_end = slack
    with webhook_server() as other:
        url = f"mmost://127.0.0.1:{other.port}/abcdefghijklmnopqrstuvwxyz"
        program = subprocess.Popen(
            [*command(), "run"],
            env=person.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: engine_answers(person.home), "the background program")
            added = person.run("alert", "add", url, "--json")
            assert added.json["number"] == 2
            assert person.run("alert", "test").code == 0
            assert [len(far_end.posted), len(other.posted)] == [1, 1]
            assert person.run("alert", "remove", "1", "--json").json == {"number": 1}
            # A photo that is uploaded settles its item, so all of them are uploaded before.
            assert person.run("sync").code == 0
            with person.ledger() as ledger:
                ledger.attention.open(ITEM, SystemClock().now())
            assert person.run("sync").code == 0
            wait_until(lambda: len(other.posted) == 2, "the alert")
            assert len(far_end.posted) == 1, "who was taken from the list is told no longer"
        finally:
            program.terminate()
            program.wait(20)
    assert [one["number"] for one in person.run("alert", "list", "--json").json] == [1]
