"""The recovery code: read however it is typed, and no typing error goes unnoticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import WrongSecret
from evidence.keys.passphrase import open_key_file
from evidence.keys.recovery import (
    SIGNS,
    checksum,
    looks_like_recovery_code,
    read_recovery_code,
    recovery_code,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "keys.json").read_text())
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CODE = VECTORS["recovery"]["code"]


@pytest.mark.parametrize(
    "valid",
    [
        "A12UEL5L",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    ],
)
def test_checksum_is_that_of_bip_173(valid: str) -> None:
    prefix, _, rest = valid.lower().rpartition("1")
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    assert checksum(expanded + [BECH32.index(c) for c in rest]) == 1


def test_published_code() -> None:
    file = VECTORS["recovery"]["file"].encode()
    keys = open_key_file(file, read_recovery_code(CODE))
    assert (keys.workspace.hex(), keys.person) == (VECTORS["workspace_key"], b"")


def test_codes_differ_and_read() -> None:
    codes = {recovery_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert read_recovery_code(code) == code
        assert [len(group) for group in code.split("-")] == [4] * 8


def test_typed_in_many_ways() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in CODE)
    mixed = CODE.replace("0", "o").replace("1", "l", 1).replace("1", "I")
    for typed in (CODE.lower(), CODE.replace("-", ""), f" {CODE}\n", wide, mixed, "—".join(CODE)):
        assert looks_like_recovery_code(typed)
        assert read_recovery_code(typed) == CODE


@given(st.data())
def test_up_to_four_wrong_signs(data: st.DataObject) -> None:
    code = list(recovery_code().replace("-", ""))
    places = data.draw(st.lists(st.integers(0, 31), min_size=1, max_size=4, unique=True))
    for place in places:
        code[place] = data.draw(st.sampled_from([s for s in SIGNS if s != code[place]]))
    with pytest.raises(WrongSecret, match="typing error"):
        read_recovery_code("".join(code))


@given(st.integers(0, 30))
def test_neighbours_swapped(at: int) -> None:
    code = recovery_code().replace("-", "")
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        with pytest.raises(WrongSecret):
            read_recovery_code(swapped)


@pytest.mark.parametrize("typed", ["", "密码", CODE[:-1], CODE + "0", CODE[:-1] + "U"])
def test_not_a_code(typed: str) -> None:
    assert not looks_like_recovery_code(typed)
    with pytest.raises(WrongSecret):
        read_recovery_code(typed)
