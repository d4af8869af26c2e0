-- What is written once and never changed: reviews as they were decided on, opinions, who was told what, certifications and their addenda. `content` is the document,
-- byte for byte; its hash stands in the audit row that was written with it. No update and no delete is granted to anybody.
create table documents (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  kind text not null check (kind in ('review', 'opinion', 'second_opinion', 'telling', 'certification', 'certification_pdf', 'addendum')),
  about uuid,
  made_at timestamptz not null,
  made_by_id uuid not null,
  made_by text not null check (made_by <> ''),
  content bytea not null check (length(content) > 0),
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  foreign key (organisation_id, about) references documents (organisation_id, id)
);
create index documents_by_patient on documents (organisation_id, patient_id, kind, id desc);
create index documents_about on documents (organisation_id, about, id) where about is not null;
alter table documents enable row level security;
create policy own_organisation on documents using (organisation_id = current_organisation());
grant select, insert on documents to balm_api;

-- Decided for hospice care, and the care not changed yet: a state of its own on the list.
alter table screenings drop constraint screenings_state_check,
  add constraint screenings_state_check check (state in ('for_review', 'conversation', 'not_listed', 'decided'));
