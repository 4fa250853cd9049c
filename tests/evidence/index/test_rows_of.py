"""Which rows an entry makes: for every kind, rows of tables and columns there are."""

from __future__ import annotations

import pytest

from evidence.index.rows_of import FACTS, WHOLE, parts_of, rows_of
from evidence.index.tables import TABLES
from evidence.ledger.kinds import kind_of
from tests.evidence.ledger.every_kind import EVERY_KIND
from tests.evidence.workspaces import examined, taken

COMMON = {"link", "scope", "ord", "at", "by", "signer"}
WITHOUT_ROWS = {"payload_erased", "entry_corrected"}


@pytest.mark.parametrize("facts", EVERY_KIND, ids=kind_of)
def test_rows_fill_their_table(facts):
    rows = rows_of(facts)
    assert bool(rows) == (kind_of(facts) not in WITHOUT_ROWS)
    for table, row in rows:
        assert row.keys() <= TABLES[table][0].keys()
        assert TABLES[table][0].keys() - row.keys() <= COMMON


def test_an_examination_is_replaced_in_its_parts():
    assert parts_of(examined("e", "A01", "A02", make="x")) == ("A01", "A02", FACTS)
    assert parts_of(examined("e", "A01")) == ("A01",)
    assert parts_of(taken()) == (WHOLE,)


@pytest.mark.parametrize(
    ("number", "stem", "ordinal"),
    [("AJ-1-Z012", "AJ-1", 12), ("A-Z001-Z1000", "A-Z001", 1000), ("own", "", 0), ("", "", 0)],
)
def test_a_printed_number_is_taken_apart(number, stem, ordinal):
    ((_, row),) = rows_of(taken(number=number))
    assert (row["stem"], row["ordinal"]) == (stem, ordinal)
