"""What is told acts on no terminal, however deep a foreign name lies in a sentence."""

from __future__ import annotations

import io
import json

from desktop.commands.output import Output
from evidence.words import Words, say

HOSTILE = "\x1b[2Ja\u202egpj.exe\u200b"


def test_a_foreign_name_is_escaped_however_deep_it_lies() -> None:
    out, err = io.StringIO(), io.StringIO()
    output = Output(Words("zh_CN"), False, out, err)
    deep = say("{name}: {text}", name=say("{name} is not a file.", name=HOSTILE), text=(HOSTILE,))
    output.tell(deep)
    output.document(None, [deep, HOSTILE])
    for told in (out.getvalue(), err.getvalue()):
        assert "\x1b" not in told
        assert "\u202e" not in told
        assert "\\u202E" in told


def test_json_keeps_the_name_and_shows_no_hidden_character() -> None:
    out = io.StringIO()
    output = Output(Words("en"), True, out, io.StringIO())
    value = {"source": HOSTILE + "\udcff\U000e0001 保险", "n": [1, None]}
    output.line(value, "")
    told = out.getvalue()
    assert json.loads(told) == value
    assert "\u202e" not in told
    assert "保险" in told
