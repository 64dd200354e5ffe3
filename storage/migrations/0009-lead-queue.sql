-- The queue's main walk answers its common filters from the index alone; the curve of confirmations needs no scan.

drop index leads_by_priority;
create index leads_by_priority on leads (state, priority_rank, doubt, id) include (kind, platform, category);
create index leads_decided on leads (decided_at) where decided_at is not null;
