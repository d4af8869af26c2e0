"""How each shape of a criterion is looked for in the record. One function a shape; all pure, all three-valued."""

from collections.abc import Callable
from typing import Any

from api.rules.hospice import asks
from api.rules.hospice.looks import amounts, changes, disease, function, happenings, reports, wishes
from api.rules.record import Found, Record

LOOKS: dict[type[asks.Ask], Callable[[Any, Record, int | None], Found]] = {
    asks.Amount: amounts.amount,
    asks.PersistentAmount: amounts.persistent_amount,
    asks.BodyMass: amounts.body_mass,
    asks.WeightLoss: changes.weight_loss,
    asks.Decline: changes.decline,
    asks.Trend: changes.trend,
    asks.YearlyFall: changes.yearly_fall,
    asks.Word: function.word,
    asks.Dependence: function.dependence,
    asks.MoreDependence: function.more_dependence,
    asks.StageDecline: function.stage_decline,
    asks.Ulcers: function.ulcers,
    asks.Events: happenings.events,
    asks.MoreEvents: happenings.more_events,
    asks.SpreadOf: disease.spread,
    asks.CancerKind: disease.cancer_kind,
    asks.HasDisease: disease.has_disease,
    asks.DaysIll: disease.days_ill,
    asks.ProgressedUnderTreatment: disease.progressed_under_treatment,
    asks.Wish: wishes.wish,
    asks.PersistentReport: reports.persistent,
    asks.WorseReport: reports.worse,
}


def found_by(ask: asks.Ask, record: Record, age_days: int | None) -> Found:
    return LOOKS[type(ask)](ask, record, age_days)
