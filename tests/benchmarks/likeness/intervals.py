"""Wilson's 95 % interval of a share."""

from __future__ import annotations

import math

_Z = 1.96


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Lower and upper end; 0 and 1 where nothing was counted."""
    if not count:
        return 0.0, 1.0
    share, z2 = hits / count, _Z**2 / count
    middle = (share + z2 / 2) / (1 + z2)
    reach = _Z * math.sqrt(share * (1 - share) / count + z2 / (4 * count)) / (1 + z2)
    return max(0.0, middle - reach), min(1.0, middle + reach)
