"""What is seen, from structs alone: pure functions, tested without an app."""

from dashboard.cards import enrolment, frame, icons, notices, patient, record, worklist

__all__ = ["enrolment", "frame", "icons", "notices", "patient", "record", "worklist"]
