-- Medicines taken when needed, as the patient or somebody for them told it: by name, never how much. What is on the list stands in the patient's plan.
create table when_needed_doses (
  organisation_id uuid not null default current_organisation(),
  id uuid not null constraint when_needed_doses_id_is_uuidv7 check (substring(id::text, 15, 1) = '7'),
  patient_id uuid not null,
  medicine text not null check (medicine <> '' and length(medicine) <= 200),
  taken_at timestamptz not null,
  received_at timestamptz not null,
  zone text not null,
  at timestamptz not null generated always as (least(taken_at, received_at)) stored,
  relief smallint check (relief between 0 and 10),
  relief_words text check (relief_words <> '' and length(relief_words) <= 200),
  respondent text not null check (respondent in ('patient', 'family_caregiver', 'professional_caregiver')),
  mode text not null check (mode in ('self', 'assisted', 'proxy', 'phone_call', 'paper')),
  entered_by_kind text not null check (entered_by_kind in ('staff', 'patient', 'system')),
  entered_by_id uuid not null,
  entered_by text not null,
  content_hash bytea not null check (length(content_hash) = 32),
  corrects uuid,
  replaced_by uuid,
  entered_in_error_at timestamptz,
  entered_in_error_by uuid,
  entered_in_error_reason text,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  constraint when_needed_doses_corrects_stored foreign key (organisation_id, corrects) references when_needed_doses (organisation_id, id),
  constraint when_needed_doses_proxy_is_not_the_patient
    check ((mode in ('self', 'assisted')) <= (respondent = 'patient') and (mode = 'proxy') <= (respondent <> 'patient')),
  constraint when_needed_doses_in_error_has_a_reason check (num_nonnulls(entered_in_error_at, entered_in_error_by, entered_in_error_reason) in (0, 3))
);
create index when_needed_doses_by_patient on when_needed_doses (organisation_id, patient_id, at desc, id desc);

alter table when_needed_doses enable row level security;
create policy own_organisation on when_needed_doses using (organisation_id = current_organisation());
grant select, insert on when_needed_doses to balm_api;
grant update (replaced_by, entered_in_error_at, entered_in_error_by, entered_in_error_reason) on when_needed_doses to balm_api;

-- Where it hurts, region by region, as part of a check-in; none for all that came before.
alter table check_ins add column pain_regions text[] not null default '{}' constraint check_ins_pain_regions_are_few check (cardinality(pain_regions) <= 40);
