-- Wrong words stand in a share's log too; and what others began ends as the patient no longer names that person among those who may know.
alter table share_events drop constraint share_events_kind_check,
  add constraint share_events_kind_check check (kind in ('granted', 'opened', 'refused', 'asked', 'accepted', 'declined', 'revoked', 'wish_changed'));
alter table shares drop constraint shares_ended_because_check, add constraint shares_ended_because_check check (ended_because in ('revoked', 'wish_changed', 'died'));
