"""Every SQL statement there is, one file a noun. Each names its organisation itself, beside the row-level security that Postgres adds."""

from api.queries import audit, check_ins, credentials, devices, instruments, organisations, patients, staff_members, symptom_states, throttles, worklist

__all__ = [
    "audit",
    "check_ins",
    "credentials",
    "devices",
    "instruments",
    "organisations",
    "patients",
    "staff_members",
    "symptom_states",
    "throttles",
    "worklist",
]
