"""The list of electronic data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from evidence.papers.content.dossier import Dossier
from evidence.papers.content.exhibit_list import digest_lines, exhibit_list

MakeDossier = Callable[..., Dossier]


def test_a_complete_list_is_final(make_dossier: MakeDossier) -> None:
    assert exhibit_list(make_dossier()).gaps == ()
    assert not exhibit_list(make_dossier()).draft


def test_the_list_names_every_exhibit_with_both_digests(
    make_dossier: MakeDossier, said: Any
) -> None:
    dossier = make_dossier()
    text = said(exhibit_list(dossier))
    for exhibit in dossier.exhibits:
        assert exhibit.number in text
        assert exhibit.sha256 in text
        assert dossier.copies[exhibit.exhibit].sm3 in text


def test_the_lists_own_digest_can_be_computed_from_what_is_printed(
    make_dossier: MakeDossier, said: Any
) -> None:
    dossier = make_dossier(2)
    lines = "".join(
        f"{e.number} {e.sha256} {dossier.copies[e.exhibit].sm3} {e.size}\n"
        for e in dossier.exhibits
    )
    assert digest_lines(dossier) == lines.encode()
    assert hashlib.sha256(lines.encode()).hexdigest() in said(exhibit_list(dossier))


def test_a_source_leaves_out_what_is_not_known(make_dossier: MakeDossier, said: Any) -> None:
    dossier = make_dossier(1, stated=False)
    text = said(exhibit_list(dossier), "zh_CN")
    assert "；／" not in text
    assert "序列号 ／" not in text
    assert "未说明；未说明" not in text
    assert "王五; HUAWEI ALN-AL00; serial no. 8XX0123456" in said(exhibit_list(make_dossier(1)))
