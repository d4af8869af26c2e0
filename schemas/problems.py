from typing import Any

from msgspec import UNSET, Struct, UnsetType


class Problem(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What went wrong, in the one shape of RFC 9457. `type` is stable and meant for programs, `detail` says what a person can do.

    `errors` names fields: [{"field": "answers.pain", "detail": "..."}].
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str | UnsetType = UNSET
    errors: list[dict[str, Any]] | UnsetType = UNSET
