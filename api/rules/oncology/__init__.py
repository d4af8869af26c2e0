"""The oncology course, derived and explained: RECIST 1.1, tumour markers, and the words refractory, resistant and progressive. Nothing here is stored as if somebody had said it."""

from api.rules.oncology import courses, marker_courses, markers, of_facts, recist, resistance

__all__ = ["courses", "marker_courses", "markers", "of_facts", "recist", "resistance"]
