"""Hospice criteria as data, and what the record says about each: met, not met or unknown. It says nothing more; a physician decides."""

from api.rules.hospice import certifying, decisions, differences, packs, reviews, screening, snapshots

__all__ = ["certifying", "decisions", "differences", "packs", "reviews", "screening", "snapshots"]
