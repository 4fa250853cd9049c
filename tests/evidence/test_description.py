"""workspace.json: what is a workspace, what is not, and what may become one."""

from __future__ import annotations

import json
import os

import pytest

from evidence.description import DESCRIPTION, check_described, check_free, describe, described
from evidence.errors import Damaged, NotFound, TooNew, Trouble
from evidence.values import canonical, sha256


def test_what_was_described_is_known_again(tmp_path):
    describe(tmp_path, "ab" * 16)
    assert described(tmp_path) == "ab" * 16
    body = json.loads((tmp_path / DESCRIPTION).read_bytes())
    assert body.keys() == {"format", "workspace", "made_at", "program", "sha256"}
    check_described(tmp_path)


def test_every_flipped_byte_is_noticed(tmp_path):
    describe(tmp_path, "ab" * 16)
    path = tmp_path / DESCRIPTION
    whole = path.read_bytes()
    for place in range(len(whole)):
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << bit
            path.write_bytes(flipped)
            with pytest.raises(Damaged):
                check_described(tmp_path)
    path.write_bytes(whole.replace(b'"format":1', b'"format":2'))
    assert described(tmp_path) == "ab" * 16  # no later version's, so it can be read


def test_no_workspace(tmp_path):
    with pytest.raises(NotFound):
        described(tmp_path)
    with pytest.raises(NotFound):
        described(tmp_path / "none")


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (canonical({"format": 2, "sha256": sha256(canonical({"format": 2}))}), TooNew),
        (canonical({"format": 1}), Damaged),
        (canonical({"format": 1, "workspace": 1}), Damaged),
        (canonical([1]), Damaged),
        (b"{", Damaged),
        (b" " * 100_000, Damaged),
    ],
)
def test_another_description(tmp_path, body, trouble):
    (tmp_path / DESCRIPTION).write_bytes(body)
    with pytest.raises(trouble):
        described(tmp_path)


def test_only_a_free_folder_is_made_one(tmp_path):
    check_free(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    check_free(tmp_path / "empty")
    (tmp_path / "file").write_text("x")
    with pytest.raises(Trouble, match="not empty"):
        check_free(tmp_path / "file")
    with pytest.raises(Trouble, match="not empty"):
        check_free(tmp_path)


def test_what_an_unfinished_making_left_is_cleared_but_never_a_ledger(tmp_path):
    (tmp_path / "w" / "people").mkdir(parents=True)
    (tmp_path / "w" / "people" / "x.key").write_text("x")
    check_free(tmp_path / "w")
    assert not (tmp_path / "w" / "people").exists()
    (tmp_path / "w" / "scopes" / "desk" / "ledger").mkdir(parents=True)
    with pytest.raises(Trouble, match="not empty"):
        check_free(tmp_path / "w")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_of_that_name_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / DESCRIPTION)
    for look in (described, check_described):
        with pytest.raises(NotFound):
            look(tmp_path)
