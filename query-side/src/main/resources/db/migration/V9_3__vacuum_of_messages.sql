-- As for the log: rows are only added, or nearly so.

alter table conversation.message set (autovacuum_vacuum_insert_threshold = 1000000);
alter table inbox.message set (autovacuum_vacuum_insert_threshold = 1000000);
