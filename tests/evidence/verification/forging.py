"""What a forger does to a bag, and what is then told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evidence.verification.report import Report


def whats(report: Report) -> str:
    return " | ".join(f"{f.what} ({f.where})" for f in report.faults)


def resealed(bag: Path) -> None:
    """Make the manifests fit again, as a forger would."""

    def lines(files: list[Path], root: Path) -> str:
        return "".join(
            f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(root).as_posix()}\n"
            for p in files
        )

    def below(folder: Path, *but: str) -> list[Path]:
        return sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in but)

    (bag / "data/SHA256SUMS").write_text(lines(below(bag / "data", "SHA256SUMS"), bag / "data"))
    (bag / "manifest-sha256.txt").write_text(lines(below(bag / "data"), bag))
    tags = [bag / n for n in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")]
    (bag / "tagmanifest-sha256.txt").write_text(lines(tags, bag))


def rewritten(bag: Path, name: str, change: Callable[[Any], Any]) -> None:
    """Change a JSON file below data/ (`change` answers None when it changed it in place)."""
    path = bag / "data" / name
    document = json.loads(path.read_text(encoding="utf-8"))
    changed = change(document)
    text = json.dumps(document if changed is None else changed, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
    resealed(bag)
