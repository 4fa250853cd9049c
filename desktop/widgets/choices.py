"""Names of what a person chooses from, each as whoever needs it can read it."""

from __future__ import annotations

from evidence.words import Language

LANGUAGE_NAMES: dict[Language, str] = {"zh_CN": "中文", "en": "English"}
