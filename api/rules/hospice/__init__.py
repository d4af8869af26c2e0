"""Hospice criteria as data, and what the record says about each: met, not met or unknown. It says nothing more; a physician decides."""

from api.rules.hospice import differences, packs, reviews, screening

__all__ = ["differences", "packs", "reviews", "screening"]
