"""What stands on a certification, as data for its template."""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from schemas.certifications import Addendum, SignedCertification


def content(one: SignedCertification, decided: str, *, signed: bool) -> dict[str, Any]:
    """`decided`: who decided on the review, and when. Not signed, it is a draft."""
    shown: dict[str, Any] = msgspec.to_builtins(one)
    return {**shown, "decided": decided, "signed": signature(one, one.zone) if signed else None}


def signature(one: SignedCertification | Addendum, zone: str) -> dict[str, str]:
    at = one.signed_at.astimezone(ZoneInfo(zone))
    return {"by": one.signed_by, "as_a": one.signed_as, "on": at.date().isoformat(), "time": f"{at:%H:%M}", "zone": zone}


def addendum(added: Addendum, to: SignedCertification) -> dict[str, Any]:
    return {
        "id": str(added.id),
        "name": to.layout.name,
        "identifier": to.layout.identifier,
        "organisation": to.layout.organisation,
        "certification_id": str(to.id),
        "certified_by": to.signed_by,
        "certified_on": to.signed_at.astimezone(ZoneInfo(to.zone)).date().isoformat(),
        "period": to.period,
        "words": added.words,
        "signed": signature(added, to.zone),
    }
