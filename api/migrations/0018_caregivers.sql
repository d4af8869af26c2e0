-- People around a patient who answer for them or help them answer. Their phones are devices like the patient's own, and what they enter says who they are.
alter table credentials drop constraint credentials_kind_check,
  add constraint credentials_kind_check check (kind in ('email', 'session', 'device', 'enrolment', 'share', 'family', 'calendar', 'invitation'));
alter table audit_rows drop constraint audit_rows_actor_kind_check,
  add constraint audit_rows_actor_kind_check check (actor_kind in ('staff', 'patient', 'caregiver', 'system', 'nobody', 'share_holder'));
alter table alert_steps drop constraint alert_steps_by_kind_check,
  add constraint alert_steps_by_kind_check check (by_kind in ('staff', 'patient', 'caregiver', 'system'));
alter table configurations drop constraint configurations_kind_check,
  add constraint configurations_kind_check check (kind in ('rules', 'watch', 'crisis_words', 'self_care', 'plan', 'hospice', 'family', 'caregivers'));
alter table timers drop constraint timers_kind_check, add constraint timers_kind_check check (kind in ('silence', 'response', 'reminder', 'screening', 'bereavement'));

create table caregivers (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  name text not null check (name <> ''),
  relationship text not null check (relationship in ('partner', 'child', 'parent', 'sibling', 'other_family', 'friend', 'professional')),
  grants jsonb not null,
  invited_at timestamptz not null,
  invited_by_kind text not null check (invited_by_kind in ('patient', 'staff')),
  invited_by_id uuid not null,
  invited_by text not null,
  joined_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  bereavement_asked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  constraint caregivers_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
create index caregivers_by_patient on caregivers (organisation_id, patient_id, id);

alter table devices add column caregiver_id uuid,
  add constraint devices_of_a_caregiver foreign key (organisation_id, caregiver_id) references caregivers (organisation_id, id);
alter table check_ins drop constraint check_ins_entered_by_kind_check,
  add constraint check_ins_entered_by_kind_check check (entered_by_kind in ('staff', 'patient', 'caregiver', 'system')),
  add column relationship text constraint check_ins_relationship_of_a_caregiver check ((relationship is not null) = (entered_by_kind = 'caregiver'));

-- How caregivers are themselves. Never among a patient's check-ins: no chart, share, rule or screening can find it there.
create table wellbeing_checks (
  organisation_id uuid not null default current_organisation(),
  id uuid not null constraint wellbeing_checks_id_is_uuidv7 check (substring(id::text, 15, 1) = '7'),
  caregiver_id uuid not null,
  patient_id uuid not null,
  instrument text not null,
  instrument_version text not null,
  scale_minimum smallint not null,
  scale_maximum smallint not null check (scale_maximum > scale_minimum),
  answers jsonb not null constraint wellbeing_checks_answers_in_scale check (answers_in_scale(answers, scale_minimum, scale_maximum)),
  after_death boolean not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  zone text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, caregiver_id) references caregivers (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
create index wellbeing_checks_by_caregiver on wellbeing_checks (organisation_id, caregiver_id, id desc);

do $$
declare tenant text;
begin
  foreach tenant in array array['caregivers', 'wellbeing_checks'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('create policy own_organisation on %I using (organisation_id = current_organisation())', tenant);
  end loop;
end $$;
grant select, insert on caregivers, wellbeing_checks to balm_api;
grant update (grants, joined_at, ended_at, ended_by, bereavement_asked_at) on caregivers to balm_api;
