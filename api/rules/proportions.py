"""Shares of small numbers, told with what they may be by chance."""

from math import sqrt

from schemas.quality import Share

Z = 1.959964  # 95 %, two-sided


def share(count: int, of: int) -> Share:
    """With Wilson's score interval (1927), which stays within 0 and 1 and holds for small numbers."""
    if of == 0:
        return Share(count=count, of=of, share=None, low=None, high=None)
    p, z2 = count / of, Z * Z
    middle, half = p + z2 / (2 * of), Z * sqrt(p * (1 - p) / of + z2 / (4 * of * of))
    return Share(count=count, of=of, share=p, low=max(0.0, (middle - half) / (1 + z2 / of)), high=min(1.0, (middle + half) / (1 + z2 / of)))
