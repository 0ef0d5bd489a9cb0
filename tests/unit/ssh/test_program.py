"""The surroundings in which ``ssh`` runs."""

import sys

import pytest

from picup_desktop.storage.sftp.ssh.program import ssh_environment


def test_ssh_gets_none_of_our_secrets_and_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICUP_MAIN_PASSWORD", "secret")
    monkeypatch.setenv("SSH_ASKPASS", "/usr/bin/ask")
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    monkeypatch.setenv("SSH_AUTH_SOCK", "/run/agent")
    found = ssh_environment()
    assert "secret" not in found.values()
    assert "SSH_ASKPASS" not in found
    assert found["SSH_ASKPASS_REQUIRE"] == "never"
    assert found["LC_ALL"] == "C"
    assert found["SSH_AUTH_SOCK"] == "/run/agent"


def test_an_installed_bundle_keeps_its_libraries_to_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/picup")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/mine")
    monkeypatch.setenv("DYLD_LIBRARY_PATH", "/opt/picup")
    assert ssh_environment()["LD_LIBRARY_PATH"] == "/opt/picup"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    found = ssh_environment()
    assert found["LD_LIBRARY_PATH"] == "/mine"
    assert "LD_LIBRARY_PATH_ORIG" not in found
    assert "DYLD_LIBRARY_PATH" not in found
