"""The file of the index: ours or remade, nothing readable in it, closed without a trace."""

from __future__ import annotations

import pytest

from evidence.errors import Damaged
from evidence.index.lookup import Lookup
from evidence.index.posting import Posting
from evidence.index.tables import TABLES, VERSION, Index, dump, remove
from evidence.ledger.kinds import NoteEntered
from tests.evidence.index.ledgers import CASE, Signer

KEY = bytes(range(32))
SECRET = "碰撞部位与陈述不符"


def filled(path):
    made = Index.open(path, KEY, "w")
    posting = Posting(made.writer)
    with posting.batch():
        posting.post(Signer().says(NoteEntered(text=SECRET)), 10)
    return made


def test_what_was_posted_is_there_again_and_nothing_is_readable(tmp_path):
    made = filled(tmp_path / "index.db")
    assert made.was_made
    rows = dump(made.writer)
    made.close()
    assert SECRET.encode() not in (tmp_path / "index.db").read_bytes()
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["index.db"]
    again = Index.open(tmp_path / "index.db", KEY, "w")
    assert not again.was_made
    assert dump(again.writer) == rows
    assert rows.keys() == TABLES.keys()
    again.close()


@pytest.mark.parametrize("how", ["key", "workspace", "version", "no owner"])
def test_one_that_is_not_ours_is_remade_empty(tmp_path, how):
    made = filled(tmp_path / "index.db")
    if how == "version":
        made.writer.execute(f"PRAGMA user_version={VERSION + 1}")
    elif how == "no owner":
        made.writer.execute("DELETE FROM owner")
    made.close()
    key, workspace = (b"x" * 32 if how == "key" else KEY), ("v" if how == "workspace" else "w")
    again = Index.open(tmp_path / "index.db", key, workspace)
    assert again.was_made
    assert Lookup(again).notes(CASE) == []
    again.close()


def test_readers_only_read_and_a_distrusted_file_goes(tmp_path):
    made = filled(tmp_path / "index.db")
    with pytest.raises(Exception, match="read or written"), made.reading() as db:
        db.execute("DELETE FROM notes")
    with pytest.raises(Damaged), made.reading():
        raise Damaged(None)
    assert len(Lookup(made).notes(CASE)) == 1
    made.close()
    assert not (tmp_path / "index.db").exists()
    remove(tmp_path / "index.db")
