"""Encrypted SQLite: the guards hold, and no exception of SQLite leaves."""

from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from evidence.errors import Damaged, NoSpace, Trouble
from evidence.index.cipher import (
    LEAST_SQLITE,
    connect,
    connect_reader,
    database_faults,
    shaped,
    transaction,
)

KEY = bytes(range(32))


def test_the_guards_hold(tmp_path):
    db = connect(tmp_path / "a.db", KEY)
    for pragma, value in {
        "trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1, "journal_mode": "wal",
        "synchronous": 1, "secure_delete": 1, "query_only": 0,
    }.items():  # fmt: skip
        assert db.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    reader = connect_reader(tmp_path / "a.db", KEY)
    assert reader.execute("PRAGMA query_only").fetchone() == (1,)
    reader.close(), db.close()
    assert dbapi2.sqlite_version_info >= LEAST_SQLITE


def test_another_key_opens_nothing_and_says_nothing_on_its_own(tmp_path, capfd):
    db = connect(tmp_path / "a.db", KEY)
    db.execute("CREATE TABLE t (x)")
    db.close()
    with pytest.raises(Damaged):
        connect(tmp_path / "a.db", b"x" * 32)
    assert capfd.readouterr().err == ""


def test_a_transaction_is_all_or_nothing():
    db = connect(None, KEY)
    db.execute("CREATE TABLE t (x)")

    def begun_and_given_up():
        with transaction(db):
            db.execute("INSERT INTO t VALUES (1)")
            raise KeyError

    with pytest.raises(KeyError):
        begun_and_given_up()
    assert db.execute("SELECT count(*) FROM t").fetchone() == (0,)
    db.close()


def test_sqlite_utils_works_over_it_with_changing_tables_too():
    db = connect(None, KEY)
    table = shaped(db).table("t")
    table.insert({"a": 1})
    table.insert({"a": 2, "b": 3}, alter=True)
    assert list(shaped(db).table("t").rows) == [{"a": 1, "b": None}, {"a": 2, "b": 3}]
    db.close()


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (dbapi2.OperationalError("database or disk is full"), NoSpace),
        (dbapi2.DatabaseError("file is not a database"), Damaged),
        (dbapi2.DatabaseError("database disk image is malformed"), Damaged),
        (dbapi2.OperationalError("unable to open database file"), Trouble),
        (PermissionError(13, "no"), Trouble),
    ],
)
def test_errors_are_said_as_ours(error, trouble):
    with pytest.raises(trouble), database_faults():
        raise error
