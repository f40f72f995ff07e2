-- Rows are only added, so there is nothing to clean up, yet a young log was vacuumed each time that it had grown by a
-- fifth, and messages took ten times as long meanwhile.

ALTER TABLE event_log SET (autovacuum_vacuum_insert_threshold = 1000000);
