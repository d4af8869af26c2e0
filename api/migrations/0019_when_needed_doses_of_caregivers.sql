-- Who may answer for a patient may say, too, that a medicine was taken.
alter table when_needed_doses drop constraint when_needed_doses_entered_by_kind_check,
  add constraint when_needed_doses_entered_by_kind_check check (entered_by_kind in ('staff', 'patient', 'caregiver', 'system'));
