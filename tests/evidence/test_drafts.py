"""Drafts: what was typed stays until it is entered, even in a file that breaks."""

from __future__ import annotations

import pytest

from evidence.drafts import Drafts
from tests.evidence.workspaces import created, reopened

KEY = bytes(range(32))


@pytest.fixture
def opened(tmp_path):
    return lambda: Drafts.open(tmp_path / "drafts.db", KEY, tmp_path / "set-aside")


def test_the_newest_of_a_form_and_subject_is_kept(opened):
    drafts = opened()
    drafts.keep("p", "note", "c1", "半句")
    kept = drafts.keep("p", "note", "c1", "整句话")
    other = drafts.keep("p", "note", "c2", "x")
    drafts.close()
    again = opened()
    assert again.find("p", "note", "c1") == kept
    assert {d.subject for d in again.all("p")} == {"c1", "c2"}
    assert again.all("q") == []
    again.entered("p", "note", "c1")
    assert again.find("p", "note", "c1") is None
    assert again.all("p") == [other]
    again.close()


def test_a_file_that_cannot_be_read_is_set_aside(opened, tmp_path):
    opened().close()
    (tmp_path / "drafts.db").write_bytes(b"x" * 4096)
    drafts = opened()
    assert drafts.all("p") == []
    drafts.close()
    assert [p.read_bytes() for p in (tmp_path / "set-aside").iterdir()] == [b"x" * 4096]


def test_drafts_outlive_the_index(tmp_path):
    with created(tmp_path / "w")[0] as workspace:
        workspace.drafts.keep(workspace.person.person, "note", "", "未完")
    (tmp_path / "w" / "index.db").unlink()
    with reopened(tmp_path / "w") as workspace:
        assert [d.text for d in workspace.drafts.all(workspace.person.person)] == ["未完"]
    with reopened(tmp_path / "w", read_only=True) as workspace:
        assert workspace.drafts.all(workspace.person.person) == []
