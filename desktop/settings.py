"""
What the window remembers between two runs: language, look, and where the workspaces lie.

One small JSON file in the user's data directory. It holds no secret and nothing of a case; a
file that cannot be read is as if there were none.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

from evidence.errors import Trouble
from evidence.keys.device import user_data
from evidence.sealing import make_folder, write_durably
from evidence.words import LANGUAGES, Language

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
SCALES = (100, 125, 150, 200)
MOST_RECENT = 8
FILE = "window.json"
_HEX = re.compile(r"[0-9a-f]{0,2000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    `scale` of all text in per cent; `recent` workspace folders, the last opened first;
    `geometry` of the window as Qt tells it, in hex.
    """

    language: Language = "zh_CN"
    theme: Theme = "light"
    scale: int = 100
    recent: tuple[str, ...] = ()
    geometry: str = ""

    def opened(self, folder: Path) -> Settings:
        """The settings after a workspace was opened."""
        others = tuple(other for other in self.recent if other != str(folder))
        return replace(self, recent=(str(folder), *others)[:MOST_RECENT])

    def forgotten(self, folder: str) -> Settings:
        """The settings without a workspace in the list."""
        return replace(self, recent=tuple(one for one in self.recent if one != folder))


def read_settings() -> Settings:
    """What was kept last; LIANZHENG_LANGUAGE says the language where nothing was."""
    untrusted: Any = {}
    with suppress(OSError, ValueError):
        untrusted = json.loads((user_data() / FILE).read_text("utf-8"))
    if not isinstance(untrusted, dict):
        untrusted = {}
    recent = untrusted.get("recent")
    named = [one for one in recent if isinstance(one, str)] if isinstance(recent, list) else []
    geometry = untrusted.get("geometry")
    wanted = untrusted.get("language", os.environ.get("LIANZHENG_LANGUAGE"))
    return Settings(
        language=cast(Language, wanted) if wanted in LANGUAGES else "zh_CN",
        theme="dark" if untrusted.get("theme") == "dark" else "light",
        scale=untrusted.get("scale") if untrusted.get("scale") in SCALES else 100,
        recent=tuple(named[:MOST_RECENT]),
        geometry=geometry if isinstance(geometry, str) and _HEX.fullmatch(geometry) else "",
    )


def keep_settings(settings: Settings) -> None:
    """Keep them for the next run; a disk that takes nothing is no trouble worth telling."""
    members = {
        "language": settings.language,
        "theme": settings.theme,
        "scale": settings.scale,
        "recent": list(settings.recent),
        "geometry": settings.geometry,
    }
    with suppress(Trouble):
        make_folder(user_data())
        write_durably(user_data() / FILE, json.dumps(members, ensure_ascii=False).encode())
