"""The place to sign."""

from __future__ import annotations

from typing import Any

from evidence.papers.content.paper import (
    Signatures,
    Signer,
)


def test_three_states_and_a_reason_stand_by_every_name(
    printed: Any, pages_of: Any, small: Any
) -> None:
    signers = (Signer("提供人", "王五"), Signer("见证人", reason="在场人员不愿作见证"))
    text = "".join(pages_of(printed(small(Signatures(signers))).pdf))
    assert text.count("已签") == 2
    assert text.count("拒签，原因") == 2
    assert text.count("无法签，原因") == 2
    assert "在场人员不愿作见证" in text
