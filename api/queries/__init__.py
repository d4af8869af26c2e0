"""Every SQL statement there is, one file a noun. Each names its organisation itself, beside the row-level security that Postgres adds."""

from api.queries import (
    alerts,
    audit,
    calls,
    check_ins,
    configurations,
    credentials,
    devices,
    findings,
    instruments,
    organisations,
    patients,
    staff_members,
    symptom_states,
    throttles,
    timers,
    worklist,
)

__all__ = [
    "alerts",
    "audit",
    "calls",
    "check_ins",
    "configurations",
    "credentials",
    "devices",
    "findings",
    "instruments",
    "organisations",
    "patients",
    "staff_members",
    "symptom_states",
    "throttles",
    "timers",
    "worklist",
]
