"""A person's key file: opens with the secret, and notices every change."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from evidence.errors import Damaged, TooNew, Trouble, WrongSecret
from evidence.keys.passphrase import (
    Cost,
    KeyFile,
    Keys,
    check_key_file,
    make_key_file,
    open_key_file,
    read_key_file,
)
from evidence.sealing import random_key
from evidence.values import canonical, sha256

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "keys.json").read_text())
WORKSPACE_KEY = bytes.fromhex(VECTORS["workspace_key"])
PERSON_KEY = bytes.fromhex(VECTORS["person_key"])


def _made(secret: str = "密码", name: str = "张三") -> bytes:
    return make_key_file(
        WORKSPACE_KEY, secret, person="p1", name=name, org="某公估", cost=Cost.least()
    )


def test_opens_with_its_secret() -> None:
    file = _made()
    assert open_key_file(file, "密码").workspace == WORKSPACE_KEY
    assert read_key_file(file) == KeyFile("p1", "张三", "某公估", Cost.least())
    check_key_file(file, WORKSPACE_KEY)
    with pytest.raises(WrongSecret):
        open_key_file(file, "密码 ")


def test_a_person_has_a_key_that_another_has_not() -> None:
    file = make_key_file(
        WORKSPACE_KEY,
        "密码",
        person="p1",
        name="n",
        org="o",
        cost=Cost.least(),
        person_key=PERSON_KEY,
    )
    assert open_key_file(file, "密码") == Keys(WORKSPACE_KEY, PERSON_KEY)
    assert open_key_file(_made(), "密码").person == b""
    assert PERSON_KEY.hex() not in repr(open_key_file(file, "密码"))


def test_published_file() -> None:
    published = VECTORS["key_file"]
    file = published["file"].encode()
    assert open_key_file(file, published["secret"]) == Keys(WORKSPACE_KEY, PERSON_KEY)
    check_key_file(file, WORKSPACE_KEY)


@pytest.mark.parametrize(
    ("made", "typed"),
    [("ｐａｓｓ", "pass"), ("é", "e\u0301"), ("㎏", "kg"), (" 末尾 ", " 末尾 "), ("𠮷😀", "𠮷😀")],
)
def test_one_secret_from_any_keyboard(made: str, typed: str) -> None:
    assert open_key_file(_made(made), typed).workspace == WORKSPACE_KEY


@pytest.mark.parametrize("secret", ["", "x" * 1025, "x" * 1_000_000, "\ud800"])
def test_no_secret_at_all(secret: str) -> None:
    with pytest.raises(Trouble):
        _made(secret)
    with pytest.raises(Trouble):
        open_key_file(_made(), secret)


def test_default_cost_is_in_the_file() -> None:
    file = make_key_file(WORKSPACE_KEY, "x", person="p", name="n", org="o")
    assert read_key_file(file).cost == Cost(65536, 3, 4)


def _flips_noticed(tries: int, seed: int) -> None:
    file = _made()
    chance = random.Random(seed)
    for _ in range(tries):
        flipped = bytearray(file)
        flipped[chance.randrange(len(file))] ^= 1 << chance.randrange(8)
        with pytest.raises((Damaged, TooNew)):
            read_key_file(bytes(flipped))
        with pytest.raises((Damaged, TooNew)):
            open_key_file(bytes(flipped), "密码")


def test_flipped_bytes() -> None:
    _flips_noticed(300, 1)


@pytest.mark.whole
def test_ten_thousand_flipped_bytes() -> None:
    _flips_noticed(10_000, 2)


def test_cut_and_grown() -> None:
    file = _made()
    for bad in (b"", file[:-1], file + b"\n", b"[]", b"{}", b"null", b"{" * 1000, bytes(70_000)):
        with pytest.raises(Damaged):
            read_key_file(bad)


def _rewritten(**changes: object) -> bytes:
    """What somebody writes who knows the form but not the key: its SHA-256 is right."""
    rest = json.loads(_made())
    del rest["sha256"]
    rest |= changes
    return canonical({**rest, "sha256": sha256(canonical(rest))})


def test_written_anew_by_another() -> None:
    file = _rewritten(name="李四")
    assert read_key_file(file).name == "李四"
    for check in (lambda: check_key_file(file, WORKSPACE_KEY), lambda: open_key_file(file, "密码")):
        with pytest.raises(Damaged):
            check()
    with pytest.raises(Damaged):
        check_key_file(_made(), random_key())


@pytest.mark.parametrize(
    "stretching",
    [
        {"memory_kib": 2**40, "passes": 1, "lanes": 1},
        {"memory_kib": 8, "passes": 2**31, "lanes": 1},
        {"memory_kib": 8, "passes": 1, "lanes": 2},
        {"memory_kib": 0, "passes": 0, "lanes": 0},
        {"memory_kib": -1, "passes": 1, "lanes": 1},
    ],
)
def test_a_cost_that_would_hang_us(stretching: dict[str, int]) -> None:
    file = _rewritten(argon2id={**stretching, "salt": "00" * 16})
    with pytest.raises(Damaged):
        open_key_file(file, "密码")


@pytest.mark.parametrize("changes", [{"wrapped": "zz"}, {"wrapped": 3}, {"argon2id": None}])
def test_odd_values(changes: dict[str, object]) -> None:
    with pytest.raises((Damaged, WrongSecret)):
        open_key_file(_rewritten(**changes), "密码")


@pytest.mark.parametrize("salt", ["", "00", "zz"])
def test_odd_salt(salt: str) -> None:
    file = _rewritten(argon2id={"memory_kib": 8, "passes": 1, "lanes": 1, "salt": salt})
    with pytest.raises(Damaged):
        open_key_file(file, "密码")


def test_a_later_version() -> None:
    with pytest.raises(TooNew):
        open_key_file(_rewritten(format=2), "密码")


def test_secrets_do_not_show_in_errors() -> None:
    with pytest.raises(WrongSecret) as caught:
        open_key_file(_made("secret one"), "secret two")
    assert "secret" not in f"{caught.value!r} {caught.value.next_step}"
