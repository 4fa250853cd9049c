"""Rows cannot be changed, and carry nothing but values."""

from __future__ import annotations

import dataclasses

import pytest

from evidence.index import rows

KINDS = [kind for kind in vars(rows).values() if dataclasses.is_dataclass(kind)
         and kind.__module__ == rows.__name__]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_row_is_frozen_and_slotted(kind):
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)
