-- What the rules find in a report: derived from the reports alone, so it is the same whatever order they arrive in. Replaced when a late one changes it.
create table findings (
  organisation_id uuid not null default current_organisation(),
  check_in_id uuid not null,
  rule text not null check (rule in ('asked_for', 'severe', 'worsening', 'persistent', 'trend')),
  item text not null default '',
  patient_id uuid not null,
  at timestamptz not null,
  finding jsonb not null,
  primary key (organisation_id, check_in_id, rule, item),
  foreign key (organisation_id, check_in_id) references check_ins (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
create index findings_by_patient on findings (organisation_id, patient_id, at desc);

-- A call to the team. At most one for each patient and subject is not resolved.
create table alerts (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  subject text not null check (subject <> ''),
  level text not null check (level in ('urgent', 'soon', 'review')),
  state text not null check (state in ('open', 'acknowledged', 'in_progress', 'snoozed', 'resolved')),
  raised_at timestamptz not null,
  refreshed_at timestamptz not null,
  findings jsonb not null,
  worst smallint,
  assigned_to uuid,
  snoozed_until timestamptz,
  snoozed_to smallint,
  outcome text check (outcome in ('monitor', 'call', 'visit', 'medication_change', 'referred', 'emergency', 'no_contact')),
  resolved_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  foreign key (organisation_id, assigned_to) references staff_members (organisation_id, id),
  constraint alerts_resolved_has_an_outcome check ((state = 'resolved') = (resolved_at is not null) and (state = 'resolved') = (outcome is not null)),
  constraint alerts_snoozed_has_an_end check (state <> 'snoozed' or (snoozed_until is not null and snoozed_to is not null))
);
create unique index alerts_one_of_a_subject on alerts (organisation_id, patient_id, subject) where state <> 'resolved';
create index alerts_resolved on alerts (organisation_id, patient_id, subject, resolved_at desc) where state = 'resolved';

create table alert_steps (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  alert_id uuid not null,
  at timestamptz not null,
  by_kind text not null check (by_kind in ('staff', 'patient', 'system')),
  by_id uuid not null,
  by text not null,
  step text not null,
  detail jsonb not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, alert_id) references alerts (organisation_id, id)
);
create index alert_steps_by_alert on alert_steps (organisation_id, alert_id, id);

-- What was decided about each finding when it was found: which alert it called with, or why it called nobody (the digest). Never changed.
create table calls (
  organisation_id uuid not null default current_organisation(),
  check_in_id uuid not null,
  rule text not null,
  item text not null default '',
  patient_id uuid not null,
  at timestamptz not null,
  alert_id uuid,
  held text check (held in ('late', 'expected', 'answered')),
  finding jsonb not null,
  primary key (organisation_id, check_in_id, rule, item),
  foreign key (organisation_id, check_in_id) references check_ins (organisation_id, id),
  foreign key (organisation_id, alert_id) references alerts (organisation_id, id),
  check ((alert_id is null) = (held is not null))
);
create index calls_held on calls (organisation_id, at desc, check_in_id) where held is not null;

-- An alert with the names of the people in it, as everybody reads it.
create view named_alerts with (security_invoker = true) as
  select a.organisation_id, a.id, a.patient_id, p.name as patient_name, a.subject, a.level, a.state, a.raised_at, a.refreshed_at, a.findings, a.worst, a.assigned_to,
    s.name as assignee, a.snoozed_until, a.snoozed_to, a.outcome, a.resolved_at
  from alerts a join patients p on p.organisation_id = a.organisation_id and p.id = a.patient_id
    left join staff_members s on s.organisation_id = a.organisation_id and s.id = a.assigned_to;

do $$
declare tenant text;
begin
  foreach tenant in array array['findings', 'alerts', 'alert_steps', 'calls'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('create policy own_organisation on %I using (organisation_id = current_organisation())', tenant);
  end loop;
end $$;
grant select on named_alerts to balm_api;
grant select, insert on findings, alerts, alert_steps, calls to balm_api;
grant delete on findings to balm_api;
grant update (level, state, refreshed_at, findings, worst, assigned_to, snoozed_until, snoozed_to, outcome, resolved_at) on alerts to balm_api;
