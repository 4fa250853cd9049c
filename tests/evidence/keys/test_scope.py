"""The keys of a scope: wrapped, and every change noticed with the key and without."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from evidence.errors import Damaged, TooNew
from evidence.keys.scope import (
    ScopeKeys,
    check_scope_file,
    unwrap_scope_keys,
    wrap_scope_keys,
)
from evidence.sealing import random_key
from evidence.values import canonical, sha256

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "keys.json").read_text())
WORKSPACE_KEY = bytes.fromhex(VECTORS["workspace_key"])


def test_wrapped_and_unwrapped() -> None:
    keys = ScopeKeys.fresh("desk")
    file = wrap_scope_keys(keys, WORKSPACE_KEY)
    assert unwrap_scope_keys(file, "desk", WORKSPACE_KEY) == keys
    assert len({keys.originals, keys.ledger, keys.naming}) == 3
    with pytest.raises(Damaged):
        unwrap_scope_keys(file, "board", WORKSPACE_KEY)
    with pytest.raises(Damaged):
        unwrap_scope_keys(file, "desk", random_key())


def test_published_file() -> None:
    v = VECTORS["scope"]
    keys = unwrap_scope_keys(v["file"].encode(), v["scope"], WORKSPACE_KEY)
    for name in ("originals", "ledger", "naming"):
        assert getattr(keys, name).hex() == v[name]


def _flips_noticed(tries: int, seed: int) -> None:
    file = wrap_scope_keys(ScopeKeys.fresh("desk"), WORKSPACE_KEY)
    chance = random.Random(seed)
    for _ in range(tries):
        flipped = bytearray(file)
        flipped[chance.randrange(len(file))] ^= 1 << chance.randrange(8)
        with pytest.raises((Damaged, TooNew)):
            check_scope_file(bytes(flipped), "desk")
        with pytest.raises((Damaged, TooNew)):
            unwrap_scope_keys(bytes(flipped), "desk", WORKSPACE_KEY)


def test_flipped_bytes() -> None:
    _flips_noticed(300, 1)


@pytest.mark.whole
def test_ten_thousand_flipped_bytes() -> None:
    _flips_noticed(10_000, 2)


def _rewritten(**changes: object) -> bytes:
    rest = json.loads(wrap_scope_keys(ScopeKeys.fresh("desk"), WORKSPACE_KEY))
    del rest["sha256"]
    rest |= changes
    return canonical({**rest, "sha256": sha256(canonical(rest))})


@pytest.mark.parametrize(
    "changes", [{"wrapped": "00"}, {"wrapped": "zz"}, {"wrapped": 1}, {"scope": "board"}]
)
def test_written_anew_by_another(changes: dict[str, object]) -> None:
    with pytest.raises(Damaged):
        unwrap_scope_keys(_rewritten(**changes), "desk", WORKSPACE_KEY)


@pytest.mark.parametrize("bad", [b"", b"[]", b"{}", b'"x"', bytes(70_000)])
def test_not_a_file_of_ours(bad: bytes) -> None:
    with pytest.raises(Damaged):
        check_scope_file(bad, "desk")


def test_a_later_version() -> None:
    with pytest.raises(TooNew):
        unwrap_scope_keys(_rewritten(format=2), "desk", WORKSPACE_KEY)
