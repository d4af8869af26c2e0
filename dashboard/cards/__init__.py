"""What is seen, from structs alone: pure functions, tested without an app."""

from dashboard.cards import alert_answers, alert_reasons, alerts, configuration, enrolment, frame, icons, notices, patient, quality, record, worklist

__all__ = ["alert_answers", "alert_reasons", "alerts", "configuration", "enrolment", "frame", "icons", "notices", "patient", "quality", "record", "worklist"]
