-- The lead's page looks at a period: alerts by when they were raised, and what called with each.
create index alerts_by_raised on alerts (organisation_id, raised_at);
create index calls_by_alert on calls (organisation_id, alert_id) where alert_id is not null;

-- An alert with when a person first took it and by when that should have been, as it stood when the alert was raised.
create view answered_alerts with (security_invoker = true) as
  select a.organisation_id, a.id, a.patient_id, a.raised_at, a.outcome, a.resolved_at, raised.level, raised.respond_by, taken.at as taken_at,
    case when a.outcome is not null then a.resolved_at end as answered_at
  from alerts a
    cross join lateral (select s.detail ->> 'level' as level, (s.detail ->> 'respond_by')::timestamptz as respond_by from alert_steps s
      where s.organisation_id = a.organisation_id and s.alert_id = a.id and s.step = 'raised' order by s.id limit 1) as raised
    left join lateral (select s.at from alert_steps s where s.organisation_id = a.organisation_id and s.alert_id = a.id and s.by_kind = 'staff'
      and s.step in ('acknowledged', 'started', 'snoozed', 'resolved') order by s.id limit 1) as taken on true;
grant select on answered_alerts to balm_api;
