-- A certification while its physician writes the narrative. What is signed is a document (0020_decisions_and_documents) under the same id, and never changes; the mark tells whether another
-- patient's signed narrative has the same words, without reading any.
create table certification_drafts (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  review_id uuid not null,
  election_id uuid,
  period integer not null check (period between 1 and 200),
  begins_on date not null,
  ends_on date not null check (ends_on > begins_on),
  capacity text not null check (capacity in ('hospice_physician', 'attending')),
  narrative text not null default '' check (length(narrative) <= 8000),
  version integer not null default 1,
  begun_at timestamptz not null,
  begun_by_id uuid not null,
  begun_by text not null,
  changed_at timestamptz not null,
  signed_at timestamptz,
  narrative_mark bytea,
  withdrawn_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  foreign key (organisation_id, review_id) references documents (organisation_id, id),
  constraint certification_drafts_end_once check (signed_at is null or withdrawn_at is null),
  constraint certification_drafts_signed_with_mark check ((signed_at is null) = (narrative_mark is null))
);
create index certification_drafts_by_patient on certification_drafts (organisation_id, patient_id, id desc);
create index certification_drafts_by_mark on certification_drafts (organisation_id, narrative_mark) where narrative_mark is not null;
alter table certification_drafts enable row level security;
create policy own_organisation on certification_drafts using (organisation_id = current_organisation());
grant select, insert, update (narrative, version, changed_at, signed_at, narrative_mark, withdrawn_at) on certification_drafts to balm_api;
