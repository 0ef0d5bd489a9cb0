"""Make or join a vault through a background program that waits for one (``picup run --wait``).

It holds the home, and may be what a container runs: then nothing else can do so there.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from picup_desktop.cli.vault.let_in import until_let_in
from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.engine.ipc.commands.setup import Login, OpenVault, Setup, TestConnection
from picup_desktop.engine.ipc.commands.vault import ConfirmKit
from picup_desktop.engine.ipc.setup_answers import VaultOpened
from picup_desktop.home import Home
from picup_desktop.sync.join.address import address_of
from picup_desktop.sync.join.from_storage import OpenRequest
from picup_desktop.sync.join.setup import SetupStorage
from picup_desktop.vault.kit import RecoveryKit, read_kit
from picup_desktop.words import Role


@contextmanager
def waiting_engine(home: Home) -> Iterator[EngineClient | None]:
    """Yield a connection to the background program of this home; None if none runs."""
    client = EngineClient(home)
    try:
        client.connect()
    except NoEngine:
        yield None
        return
    with closing(client):
        yield client


def login_of(storage: SetupStorage) -> Login:
    """Return a storage's address and login as the background program is told them."""
    access = storage.access
    return Login(
        url=storage.place.url,
        password=access.password,
        key_file=None if access.key_file is None else str(access.key_file),
        key_passphrase=access.key_passphrase,
        ssh=None if access.ssh is None else access.ssh.value,
    )


def made_by(engine: EngineClient, given: Setup) -> RecoveryKit:
    """Make the vault; ask for a password where a login is refused. EngineRefused.

    The kit is returned as it was written.
    """
    trust = given.accept_new_host_keys
    main = _let_in(engine, Role.MAIN, given.main, trust=trust)
    backup = _let_in(engine, Role.BACKUP, given.backup, trust=trust)
    engine.ask(replace(given, main=main, backup=backup))
    return read_kit(given.recovery_kit.read_bytes())


def confirm_by(engine: EngineClient, kit_file: Path) -> None:
    """Record that a person has the kit."""
    engine.ask(ConfirmKit(kit_file.read_text(encoding="utf-8")))


def opened_by(
    engine: EngineClient, request: OpenRequest, kit: str, passphrase: str | None
) -> VaultOpened:
    """Join the vault by the text of its kit; ask for a password that is refused. EngineRefused."""
    access = request.access
    given = OpenVault(
        from_=request.url,
        kit=kit,
        key_file=None if access.key_file is None else str(access.key_file),
        key_passphrase=access.key_passphrase,
        passphrase=passphrase,
        accept_new_host_keys=access.trust_new_host_key,
        ssh=None if access.ssh is None else access.ssh.value,
    )
    role = address_of(request.kit, request.url, access).role

    def join(password: str | None) -> VaultOpened:
        known = {**request.passwords, role: password}
        main, backup = known.get(Role.MAIN), known.get(Role.BACKUP)
        return engine.ask(replace(given, main_password=main, backup_password=backup))

    return until_let_in(role, request.passwords.get(role), join)


def _let_in(engine: EngineClient, role: Role, login: Login, *, trust: bool) -> Login:
    def let_in(password: str | None) -> Login:
        tried = replace(login, password=password)
        engine.ask(TestConnection(**asdict(tried), accept_host_key=trust))
        return tried

    return until_let_in(role, login.password, let_in)
