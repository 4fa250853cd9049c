"""Every kind of entry is documented, with every member."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

import evidence.ledger.kinds as kinds
from evidence.ledger.kinds import KINDS, kind_of
from tests.evidence.ledger.every_kind import EVERY_KIND

PAGE = Path(kinds.__file__).with_name("README.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    found = re.search(rf"^### `{name}`\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S)
    assert found, f"{name} has no section in evidence/ledger/README.md"
    return found[1]


def test_the_sample_holds_every_kind_once():
    assert sorted(kind_of(f) for f in EVERY_KIND) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_every_member_is_documented(kind):
    text = section(kind)
    for member in fields(KINDS[kind]):
        assert f"`{member.name}`" in text, f"{kind}.{member.name} is not documented"
