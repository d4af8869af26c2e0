-- That somebody asks to see again how a patient is reaches closed phones too: beside a reminder that waits, never in its place.
alter table pushes
  add column kind text not null default 'reminder' check (kind in ('reminder', 'request')),
  drop constraint pushes_pkey,
  add primary key (organisation_id, device_id, kind);
alter table pushes alter column kind drop default;
