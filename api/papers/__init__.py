"""Papers as PDF: what is on record, laid out to be read and signed. Typst sets them; each template stands beside this file and gets its content as data, never as markup."""

from api.papers import certification, family_meeting, rendering, visit

__all__ = ["certification", "family_meeting", "rendering", "visit"]
