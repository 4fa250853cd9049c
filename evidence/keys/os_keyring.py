"""
The operating system's keyring, through an allow-list.

Only backends that keep secrets encrypted are used: SecretService, KWallet, the Windows
vault, the macOS keychain. Whatever else a system offers as a "keyring" (plain text, null,
some package's own) counts as none, and what is kept is read back before it is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from evidence.words import Phrase, say

SERVICE = "lianzheng"
ALLOWED = {
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
}
CHAINER = ("keyring.backends.chainer", "ChainerBackend")
_PROBE = "probe"


class Backend(Protocol):
    """What we use of a keyring."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


@dataclass(frozen=True, slots=True)
class KeyringState:
    """Which backend the system offers, whether it is used, and why (not)."""

    backend: str
    usable: bool
    why: Phrase


def keep(name: str, secret: str) -> bool:
    """Put a secret into the system's keyring; False when it was not kept (and read back)."""
    backend, _ = _allowed()
    return backend is not None and _kept(backend, name, secret)


def kept(name: str) -> str | None:
    """The secret kept under that name, or None."""
    backend, _ = _allowed()
    return None if backend is None else _read(backend, name)


def forget(name: str) -> None:
    """Remove the secret kept under that name, if there is one."""
    backend, _ = _allowed()
    if backend is not None:
        _removed(backend, name)


def keyring_state() -> KeyringState:
    """For doctor: asks the backend to keep something, reads it back and removes it."""
    backend, offered = _allowed()
    if backend is None:
        return KeyringState(
            offered,
            False,
            say("not on the list of keyrings that keep secrets sealed; a sealed file is used"),
        )
    if not _kept(backend, _PROBE, _PROBE):
        return KeyringState(
            offered, False, say("does not keep what it is given; a sealed file is used")
        )
    _removed(backend, _PROBE)
    return KeyringState(offered, True, say("keeps the signing keys"))


def _allowed() -> tuple[Backend | None, str]:
    """The allowed backend of this system, or None; and the name of what the system offers."""
    # Imported here: it costs a tenth of a second, and most commands never need it.
    import keyring

    try:
        offered = keyring.get_keyring()
        for backend in (
            [*getattr(offered, "backends", ())] if _kind(offered) == CHAINER else [offered]
        ):
            if _kind(backend) in ALLOWED:
                return backend, ".".join(_kind(backend))
    except Exception:  # noqa: BLE001 - backends raise whatever their system raises
        return None, "-"
    return None, ".".join(_kind(offered))


def _kind(backend: object) -> tuple[str, str]:
    return type(backend).__module__, type(backend).__name__


def _kept(backend: Backend, name: str, secret: str) -> bool:
    try:
        backend.set_password(SERVICE, name, secret)
    except Exception:  # noqa: BLE001 - backends raise whatever their system raises
        return False
    return _read(backend, name) == secret


def _read(backend: Backend, name: str) -> str | None:
    try:
        return backend.get_password(SERVICE, name)
    except Exception:  # noqa: BLE001 - backends raise whatever their system raises
        return None


def _removed(backend: Backend, name: str) -> None:
    try:
        backend.delete_password(SERVICE, name)
    except Exception:  # noqa: BLE001 - backends raise whatever their system raises
        return
