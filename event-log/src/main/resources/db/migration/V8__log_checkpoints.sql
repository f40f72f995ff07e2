-- Links of the chain as they were at some time, signed by a key that is not in the database. Whoever
-- cuts the log off or writes it anew can remove them, so they are kept elsewhere too.
CREATE TABLE log_checkpoint (
    position  bigint      PRIMARY KEY,
    stream    text        COLLATE "C" NOT NULL,
    sequence  bigint      NOT NULL,
    hash      bytea       NOT NULL,
    at        timestamptz NOT NULL,
    key_id    text        NOT NULL,
    signature bytea       NOT NULL
);

COMMENT ON COLUMN log_checkpoint.stream IS 'of the event at this position; so is sequence';
COMMENT ON COLUMN log_checkpoint.hash IS 'what event_log held at this position';
COMMENT ON COLUMN log_checkpoint.at IS 'when it was signed';
COMMENT ON COLUMN log_checkpoint.key_id IS 'names the key that signed it';
