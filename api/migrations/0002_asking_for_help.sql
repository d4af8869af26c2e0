-- Whoever answers can say that it can't wait, or ask to be called.
alter table check_ins add column asks_for text constraint check_ins_asks_for check (asks_for in ('help_now', 'call_back'));

-- "Asked to be called" stands between moderate and severe in the worklist's order (rules.concern, version 2), so ranks of severe symptoms move up by one tier
-- (101 * 101 * 100). The highest rank below severe was 3060300.
update symptom_states set concern = concern + 1020100 where concern > 3060300;
