"""A person judges a finding: 采纳, 排除 or 待核, with the reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.workbench import Workbench
from evidence.findings import Finding, review
from evidence.observation import Verdict


def judge(
    bench: Workbench,
    owner: QObject,
    case: str,
    finding: Finding,
    verdict: Verdict,
    why: str,
    done: Callable[[], None],
    failed: Callable[[BaseException], bool],
) -> None:
    """Enter the verdict. One on a match with another case is one in that case, too."""
    bench.do(
        owner,
        lambda w: review(w, case, finding.id, verdict, why, exhibit=finding.exhibit),
        {"findings"},
        "" if finding.pair else case,
        done=lambda _: done(),
        failed=failed,
    )
