"""Prognostic scores: published arithmetic with its inputs and limits. No score here says a length of time; docs/clinical.md says why."""

from api.rules.prognosis import mgps, of_facts, pap, performance_scales, ppi, surprise_question

__all__ = ["mgps", "of_facts", "pap", "performance_scales", "ppi", "surprise_question"]
