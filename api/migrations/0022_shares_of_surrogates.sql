-- A caregiver whom the team has recorded as deciding for the patient (surrogate) may begin a share, under their own name.
alter table shares drop constraint shares_granted_by_kind_check, add constraint shares_granted_by_kind_check check (granted_by_kind in ('patient', 'caregiver', 'staff'));
