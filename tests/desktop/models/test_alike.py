"""Lists of like pictures in words: what a search answered, and matches between cases."""

from __future__ import annotations

from pathlib import Path

from desktop.models.alike import Asked, Line, all_matches, answered
from desktop.workbench import Workbench
from evidence.examination.alike import Alike
from evidence.ledger.kinds import LikenessFound, Side
from evidence.words import Words, say

ALIKE = Alike(
    case="c", exhibit="e", number="AJ-Z001", source_name="a.jpg", match_class="cropped",
    chance="0.6/10^6 (n=9)", agreement=950, values={"variant": "as_is"},
)  # fmt: skip


def test_each_file_has_a_heading_and_what_it_is_like() -> None:
    rows = list(
        answered(
            (
                Asked(file=Path("/q.jpg"), found=((ALIKE, "AJ"),), trouble=None),
                Asked(file=Path("/none.jpg"), found=(), trouble=None),
                Asked(file=Path("/bad.jpg"), found=(), trouble=say("Not safe.")),
            )
        )
    )
    text = Words("zh_CN").text
    assert text(rows[0]) == "q.jpg：1 处匹配"
    assert isinstance(rows[1], Line)
    assert text(rows[1].stands) == "偶然相符概率：0.6/10^6 (n=9)"
    assert rows[1].pair.values == {"variant": "as_is"}
    assert rows[1].pair.left.key < rows[1].pair.right.key
    assert text(rows[2]) == "none.jpg：本工作区内没有近似图片"
    assert text(rows[3]) == "bad.jpg：Not safe."


def test_a_match_of_devices_names_the_cases(empty_bench: Workbench) -> None:
    workspace = empty_bench.workspace
    a, b = (workspace.new_case(line="motor") for _ in range(2))
    match = LikenessFound(
        pair="f" * 32, a=Side(case=a, exhibit=""), b=Side(case=b, exhibit=""),
        match_class="same_device", engine="device-1", values={"device": "HUAWEI P60 7"},
    )  # fmt: skip
    workspace.record("desk", match, about=match.pair)
    (line,) = all_matches(workspace)
    assert isinstance(line, Line)
    assert line.where.endswith("HUAWEI P60 7")
    assert not line.pair.alike
