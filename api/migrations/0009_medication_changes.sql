-- A change of medication as the team writes it down, so that it stands beside the symptoms. No list of medicines: what is taken stands elsewhere.
create table medication_changes (
  organisation_id uuid not null default current_organisation(),
  id uuid not null constraint medication_changes_id_is_uuidv7 check (substring(id::text, 15, 1) = '7'),
  patient_id uuid not null,
  changed_at timestamptz not null,
  what text not null check (what <> '' and length(what) <= 200),
  recorded_at timestamptz not null,
  recorded_by_id uuid not null,
  recorded_by text not null,
  entered_in_error_at timestamptz,
  entered_in_error_by uuid,
  entered_in_error_reason text,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  constraint medication_changes_in_error_has_a_reason check (num_nonnulls(entered_in_error_at, entered_in_error_by, entered_in_error_reason) in (0, 3))
);
create index medication_changes_by_patient on medication_changes (organisation_id, patient_id, changed_at desc);

alter table medication_changes enable row level security;
create policy own_organisation on medication_changes using (organisation_id = current_organisation());
grant select, insert on medication_changes to balm_api;
grant update (entered_in_error_at, entered_in_error_by, entered_in_error_reason) on medication_changes to balm_api;
