"""Sessions: read with every fault told, recorded whole at begin and end."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import Trouble
from evidence.facts import Answer, Collector, Session
from evidence.intake.session import amend_session, end_session, open_session, read_session
from evidence.session_gaps import QUESTIONS
from evidence.values import new_id, now
from tests.evidence.intake.conftest import Desk

EMPTY = Session(id=new_id(), began=now())


def _read(value: object) -> Session:
    return read_session(json.dumps(value, ensure_ascii=False).encode(), EMPTY)


def test_every_member_of_a_session_file_is_read() -> None:
    session = _read(
        {
            "purpose": "定损照片",
            "provider": {"value": "王某", "note": "车主"},
            "witness": {"unknown": "refused", "note": "拒绝到场"},
            "video": None,
            "collectors": ["张三", {"name": "李四", "org": "某公司", "id_number": "A1"}],
            "origin": "formed_in_case",
            "began": "2026-03-01T10:22:33+08:00",
        }
    )
    assert session.purpose == Answer(value="定损照片")
    assert session.provider == Answer(value="王某", note="车主")
    assert session.witness == Answer(unknown="refused", note="拒绝到场")
    assert session.video == EMPTY.video
    assert session.collectors == (
        Collector(name="张三"),
        Collector(name="李四", org="某公司", role="second", id_number="A1"),
    )
    assert session.origin == "formed_in_case"
    assert session.began == "2026-03-01T02:22:33.000Z"
    assert session.id == EMPTY.id


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"purpose": 5}, "purpose"),
        ({"purpose": ""}, "purpose"),
        ({"purpose": {"value": "a", "unknown": "refused"}}, "purpose"),
        ({"purpose": {"unknown": "because"}}, "purpose"),
        ({"purpose": {"text": "a"}}, "purpose"),
        ({"purpose": "x" * 4001}, "purpose"),
        ({"purpose": "\ud800"}, "purpose"),
        ({"origin": "elsewhere"}, "origin"),
        ({"origin": ["x"]}, "origin"),
        ({"began": "yesterday"}, "began"),
        ({"began": "2026-03-01T10:22:33"}, "began"),
        ({"collectors": "me"}, "collectors"),
        ({"collectors": [{"org": "x"}]}, "collectors"),
        ({"collectors": [{"name": "x", "role": "boss"}]}, "role"),
        ({"collectors": [{"name": 7}]}, "name"),
        ({"provder": "x"}, "provder"),
        ({"id": "x"}, "id"),
        ([], "object"),
        ("x", "object"),
    ],
)
def test_one_sentence_for_what_is_wrong(wrong: object, named: str) -> None:
    untrusted = json.dumps(wrong).encode()
    with pytest.raises(Trouble, match=named):
        read_session(untrusted, EMPTY)


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(Trouble) as told:
        _read({"purpose": 5, "origin": "x", "provder": "y"})
    assert all(word in str(told.value) for word in ("purpose", "origin", "provder"))


@pytest.mark.parametrize(
    "untrusted",
    [b"", b"{", b"\xff", b"[" * 100_000, b'{"place": "a", "place": "b"}', b" " * (1 << 20)],
)
def test_what_is_no_session_file_is_told(untrusted: bytes) -> None:
    with pytest.raises(Trouble):
        read_session(untrusted, EMPTY)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*QUESTIONS, "collectors", "origin", "began", "name", "value"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_anything_ends_in_a_session_or_a_sentence(value: object) -> None:
    try:
        assert isinstance(_read(value), Session)
    except Trouble:
        pass


def test_what_is_stated_later_replaces_the_answers_and_nothing_else(desk: Desk) -> None:
    held = open_session(desk.workspace, desk.case, Session(id=new_id(), began=now()))
    end_session(desk.workspace, desk.case, held)
    stood = desk.workspace.look.session(desk.case, held.id).session
    later = replace(stood, began="", ended="", environment={}, consent=Answer(value="书面"))
    amend_session(desk.workspace, desk.case, later)
    now_held = desk.workspace.look.session(desk.case, held.id).session
    assert now_held == replace(stood, consent=Answer(value="书面"))
