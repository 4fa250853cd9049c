"""How a look-up asks the index: whole batches only, never half a one; safe in any thread."""

from __future__ import annotations

from typing import Any

from evidence.index.tables import Index


class Reads:
    """What the look-ups of every noun (seen.py, lookup.py) are made with."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def _rows(self, sql: str, *values: object) -> list[Any]:
        with self._index.reading() as db:
            return list(db.execute(sql, values).fetchall())

    def _one(self, sql: str, *values: object) -> Any:
        with self._index.reading() as db:
            return db.execute(f"{sql} LIMIT 1", values).fetchone()
