"""The system's keyring: only those on the list, and only what is read back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import keyring
import keyring.errors
import pytest

from evidence.keys import os_keyring

ROUND_TRIP = """
from evidence.keys import os_keyring
state = os_keyring.keyring_state()
assert state.usable, state
assert os_keyring.keep("张三", "a secret " * 300)
assert os_keyring.kept("张三") == "a secret " * 300
"""


def _backend(kind: tuple[str, str], **answers: object) -> object:
    made = type(kind[1], (), {name: staticmethod(answer) for name, answer in answers.items()})
    made.__module__ = kind[0]
    return made()


def _offer(monkeypatch: pytest.MonkeyPatch, backend: object) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


def _working(kind: tuple[str, str]) -> object:
    held: dict[tuple[str, str], str] = {}
    return _backend(
        kind,
        set_password=lambda s, n, p: held.update({(s, n): p}),
        get_password=lambda s, n: held.get((s, n)),
        delete_password=lambda s, n: held.pop((s, n)),
    )


def test_what_is_forgotten_is_gone_and_forgetting_twice_is_harmless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backend = _working(sorted(os_keyring.ALLOWED)[0])
    _offer(monkeypatch, backend)
    assert os_keyring.keep("a", "secret")
    os_keyring.forget("a")
    os_keyring.forget("a")
    assert os_keyring.kept("a") is None


@pytest.mark.parametrize("kind", sorted(os_keyring.ALLOWED))
def test_allowed(monkeypatch: pytest.MonkeyPatch, kind: tuple[str, str]) -> None:
    _offer(monkeypatch, _working(kind))
    assert os_keyring.keep("a", "secret")
    assert os_keyring.kept("a") == "secret"
    assert os_keyring.keyring_state().usable


@pytest.mark.parametrize(
    "kind",
    [
        ("keyrings.alt.file", "PlaintextKeyring"),
        ("keyring.backends.null", "Keyring"),
        ("keyring.backends.fail", "Keyring"),
        ("somebody", "Keyring"),
    ],
)
def test_not_allowed(monkeypatch: pytest.MonkeyPatch, kind: tuple[str, str]) -> None:
    _offer(monkeypatch, _working(kind))
    assert not os_keyring.keep("a", "secret")
    assert os_keyring.kept("a") is None
    state = os_keyring.keyring_state()
    assert (state.usable, state.backend) == (False, ".".join(kind))


def test_the_allowed_one_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    good = _working(("keyring.backends.SecretService", "Keyring"))
    chain = _backend(os_keyring.CHAINER)
    plaintext = _working(("keyrings.alt.file", "PlaintextKeyring"))
    monkeypatch.setattr(type(chain), "backends", [plaintext, good], raising=False)
    _offer(monkeypatch, chain)
    assert os_keyring.keep("a", "secret")
    assert os_keyring.keyring_state().backend == "keyring.backends.SecretService.Keyring"
    monkeypatch.setattr(type(chain), "backends", [plaintext], raising=False)
    assert not os_keyring.keep("a", "secret")


def _refuses(*_: object) -> None:
    raise keyring.errors.InitError("Prompt dismissed")


def test_locked_or_forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = ("keyring.backends.SecretService", "Keyring")
    for backend in (
        _backend(kind, set_password=_refuses, get_password=_refuses, delete_password=_refuses),
        _backend(kind, set_password=lambda *_: None, get_password=lambda *_: None),
        _backend(kind, set_password=lambda *_: None, get_password=lambda *_: "another"),
    ):
        _offer(monkeypatch, backend)
        assert not os_keyring.keep("a", "secret")
        assert not os_keyring.keyring_state().usable


def test_a_system_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", _refuses)
    assert os_keyring.kept("a") is None
    assert not os_keyring.keyring_state().usable


def test_no_keyring_at_all() -> None:
    state = os_keyring.keyring_state()
    assert (state.usable, state.backend) == (False, "keyring.backends.fail.Keyring")


def test_a_real_secret_service(tmp_path: Path) -> None:
    for program in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not at hand, so no real keyring can be started")
    script = (
        "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null "
        f"&& exec '{sys.executable}' -c \"$ROUND_TRIP\""
    )
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHON_KEYRING_BACKEND"}
    environment = {
        **inherited, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path),
        "ROUND_TRIP": ROUND_TRIP,
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }  # fmt: skip
    ran = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
