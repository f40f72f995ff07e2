-- The quick way of append_events, for a batch whose events are all new and each the next of its
-- stream, which is nearly always so. What append_events asks about each command, the indexes tell
-- here about the whole batch, and what it computes of each event comes ready from the node. So this
-- costs half, and what is stored is the same.
--
-- All events are stored or none; call it in a transaction of its own.
--   personal_parts    with their salts
--   personal_digests  of the personal parts
--   proofs            event_proof of each event
--   wake_others       whether to tell those who listen
-- Returns the position of the first event. If one is not the next of its stream, or the stream holds
-- its client message id already, this fails with unique_violation or serialization_failure;
-- append_events then tells which command that was.
CREATE FUNCTION append_events_in_turn(
    streams            text[],
    sequences          bigint[],
    event_ids          uuid[],
    types              text[],
    revisions          integer[],
    times              timestamptz[],
    payloads           text[],
    personal_parts     text[],
    metadata_parts     text[],
    personal_digests   bytea[],
    proofs             bytea[],
    client_message_ids uuid[],
    wake_others        boolean
) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET lock_timeout = '2s'
-- For the reasons that append_events gives.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    proof          bytea;
    hashes         bytea[] := '{}';
    first_position bigint;
    head_position  bigint;
    head_hash      bytea;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append_events_in_turn needs the isolation level read committed'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    -- A statement of its own: the next one then sees what the lock's last holder committed.
    PERFORM lock_event_log();
    SELECT e.position, e.hash INTO head_position, head_hash
        FROM event_log e ORDER BY e.position DESC LIMIT 1;
    head_position := coalesce(head_position, 0);
    head_hash := coalesce(head_hash, decode(repeat('00', 32), 'hex'));

    first_position := head_position + 1;
    FOREACH proof IN ARRAY proofs LOOP
        head_position := head_position + 1;
        head_hash := sha256(head_hash || int4send(8) || int8send(head_position) || proof);
        hashes := hashes || head_hash;
    END LOOP;

    INSERT INTO event_log (position, stream, sequence, event_id, type, revision, at, payload,
        personal, metadata, personal_digest, hash, client_message_id)
    SELECT first_position - 1 + e.n, e.stream, e.sequence, e.event_id, e.type, e.revision, e.at,
            e.payload::jsonb, e.personal::jsonb, e.metadata::jsonb, e.digest, e.hash, e.message_id
        FROM unnest(streams, sequences, event_ids, types, revisions, times, payloads,
                personal_parts, metadata_parts, personal_digests, hashes, client_message_ids)
            WITH ORDINALITY AS e (stream, sequence, event_id, type, revision, at, payload,
                personal, metadata, digest, hash, message_id, n);
    -- OFFSET 0 has the index asked for each; joined, the whole of it might be read.
    IF EXISTS (
        SELECT FROM unnest(streams, sequences) WITH ORDINALITY AS e (stream, sequence, n)
        WHERE e.sequence > 0 AND NOT EXISTS (
            SELECT FROM event_log AS before
            WHERE before.stream = e.stream AND before.sequence = e.sequence - 1
                AND before.position < first_position - 1 + e.n
            OFFSET 0)
    ) THEN
        RAISE EXCEPTION 'an event does not follow the last one of its stream'
            USING ERRCODE = 'serialization_failure';
    END IF;
    IF wake_others THEN
        PERFORM pg_notify('parley_log', head_position::text);
    END IF;
    RETURN first_position;
END
$$;
