-- The log: everything that ever happened, in one order without gaps.
-- Rows are only ever added, and only by append_events. The hash of a row proves all of it: the
-- personal part by its digest, so that it may be erased, and client_message_id, which only repeats
-- the payload so that it can be unique, by the payload. Streams are compared byte by byte, whatever
-- language the database speaks.
CREATE TABLE event_log (
    position          bigint      PRIMARY KEY,
    stream            text        COLLATE "C" NOT NULL,
    sequence          bigint      NOT NULL,
    event_id          uuid        NOT NULL,
    type              text        COLLATE "C" NOT NULL,
    revision          integer     NOT NULL,
    at                timestamptz NOT NULL,
    payload           jsonb       NOT NULL,
    personal          jsonb,
    metadata          jsonb       NOT NULL,
    personal_digest   bytea,
    hash              bytea       NOT NULL,
    client_message_id uuid,
    UNIQUE (stream, sequence),
    UNIQUE (client_message_id, stream)
);

COMMENT ON COLUMN event_log.stream IS 'what the event belongs to; for a chat its UUID';
COMMENT ON COLUMN event_log.sequence IS 'place in its stream, from 0, without gaps';
COMMENT ON COLUMN event_log.payload IS 'what happened; never personal';
COMMENT ON COLUMN event_log.personal IS
    'what can be traced to a person, with a salt; null if there is none or the person was erased';
COMMENT ON COLUMN event_log.personal_digest IS 'SHA-256 of the personal part as text';
COMMENT ON COLUMN event_log.hash IS 'event_hash of the row and of the hash at the position before';

-- A fact stays as it was told. Only the erasure of a person may take the personal part away.
CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    erased event_log;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        erased := OLD;
        erased.personal := NULL;
        -- by image: jsonb calls 1.0 and 1 equal, their hashes differ
        IF NEW *= erased THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'event_log is append-only: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER event_log_refuses_update BEFORE UPDATE ON event_log
    FOR EACH ROW EXECUTE FUNCTION refuse_event_change();
CREATE TRIGGER event_log_refuses_removal BEFORE DELETE OR TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change();

-- What of an event is hashed behind its position: each part behind its length in four bytes; -1
-- stands for a part that is not there. Texts come as their bytes in UTF-8, which cost more to make
-- than all the rest.
CREATE FUNCTION event_proof(
    stream          bytea,
    sequence        bigint,
    event_id        uuid,
    type            bytea,
    revision        integer,
    at              timestamptz,
    payload         bytea,
    metadata        bytea,
    personal_digest bytea
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT int4send(octet_length(stream)) || stream
        || int4send(8) || int8send(sequence)
        || int4send(16) || uuid_send(event_id)
        || int4send(octet_length(type)) || type
        || int4send(4) || int4send(revision)
        || int4send(8) || int8send(
            (extract(epoch FROM at - timestamptz '1970-01-01 00:00:00+00') * 1000000)::bigint)
        || int4send(octet_length(payload)) || payload
        || int4send(octet_length(metadata)) || metadata
        || int4send(coalesce(octet_length(personal_digest), -1)) || coalesce(personal_digest, '')
$$;

-- The link of the chain that proves that nothing was changed, removed or slipped in: SHA-256 of the
-- hash before (32 zero bytes before the first event), the position and the event's proof.
CREATE FUNCTION event_hash(
    previous_hash   bytea,
    event_position  bigint,
    stream          text,
    sequence        bigint,
    event_id        uuid,
    type            text,
    revision        integer,
    at              timestamptz,
    payload         jsonb,
    metadata        jsonb,
    personal_digest bytea
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(
        previous_hash || int4send(8) || int8send(event_position)
        || event_proof(convert_to(stream, 'UTF8'), sequence, event_id, convert_to(type, 'UTF8'),
            revision, at, convert_to(payload::text, 'UTF8'), convert_to(metadata::text, 'UTF8'),
            personal_digest))
$$;

-- One appender at a time: positions are given and become visible in the same order, so whoever reads
-- up to a position has seen all there will ever be up to there.
CREATE FUNCTION lock_event_log() RETURNS void LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_xact_lock(x'7061726c6579'::bigint) -- "parley"
$$;

-- Appends the events of a batch of commands; call it in a transaction of its own. The arrays hold one
-- entry per event; the events of one command stand together, belong to one stream and follow each
-- other in it. All or none of a command's events are stored; for each command one row comes back:
--   stored     the positions that its events were given
--   stale      its stream has gone on since the command was decided
--   duplicate  its stream holds one of its client message ids already, at the position given
CREATE FUNCTION append_events(
    command_numbers    integer[],
    streams            text[],
    sequences          bigint[],
    event_ids          uuid[],
    types              text[],
    revisions          integer[],
    times              timestamptz[],
    payloads           jsonb[],
    personal_parts     jsonb[],
    metadata_parts     jsonb[],
    client_message_ids uuid[]
) RETURNS TABLE (command_number integer, outcome text, first_position bigint, last_position bigint)
LANGUAGE plpgsql VOLATILE
SET lock_timeout = '2s'
-- Planning anew for each batch would cost more than the rest, and the one plan that is kept must also
-- be right when a table that was small has grown.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    command        record;
    salted_parts   jsonb[];
    digests        bytea[];
    proofs         bytea[];
    positions      bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(streams)]);
    hashes         bytea[] := array_fill(NULL::bytea, ARRAY[cardinality(streams)]);
    stored_streams text[] := '{}';
    head_position  bigint;
    head_hash      bytea;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append_events needs the isolation level read committed'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    -- Before the lock, for all events at once: only the chaining has to be done one by one.
    -- Without the salt a digest would give a short text away to whoever guesses it.
    -- OFFSET 0 keeps what is computed inside from being computed again for each use outside.
    SELECT array_agg(d.personal), array_agg(d.digest),
           array_agg(event_proof(d.stream_bytes, d.sequence, d.event_id, d.type_bytes, d.revision,
               d.at, d.payload_bytes, d.metadata_bytes, d.digest))
        INTO salted_parts, digests, proofs
        FROM (
            SELECT s.*,
                   convert_to(s.stream, 'UTF8') AS stream_bytes,
                   convert_to(s.type, 'UTF8') AS type_bytes,
                   convert_to(s.payload::text, 'UTF8') AS payload_bytes,
                   convert_to(s.metadata::text, 'UTF8') AS metadata_bytes,
                   sha256(convert_to(s.personal::text, 'UTF8')) AS digest
            FROM (
                SELECT e.n, e.stream, e.sequence, e.event_id, e.type, e.revision, e.at, e.payload,
                       e.metadata,
                       e.personal || jsonb_build_object('salt', gen_random_uuid()) AS personal
                FROM unnest(streams, sequences, event_ids, types, revisions, times, payloads,
                        personal_parts, metadata_parts)
                    WITH ORDINALITY AS e (stream, sequence, event_id, type, revision, at, payload,
                        personal, metadata, n)
                OFFSET 0
            ) AS s
            ORDER BY s.n
            OFFSET 0
        ) AS d;

    -- A statement of its own: the next one then sees what the lock's last holder committed.
    PERFORM lock_event_log();
    SELECT e.position, e.hash INTO head_position, head_hash
        FROM event_log e ORDER BY e.position DESC LIMIT 1;
    head_position := coalesce(head_position, 0);
    head_hash := coalesce(head_hash, decode(repeat('00', 32), 'hex'));

    FOR command IN
        SELECT c.*,
               -- || '' and ORDER BY leave one index to choose: another one would read the whole chat.
               (SELECT min(d.position) FROM (
                    SELECT e.position FROM event_log e
                    WHERE e.client_message_id = ANY (c.message_ids) AND e.stream || '' = c.stream
                    OFFSET 0) AS d) AS duplicate,
               1 + coalesce(
                    (SELECT e.sequence FROM event_log e WHERE e.stream = c.stream
                     ORDER BY e.sequence DESC LIMIT 1), -1)
                    AS next_sequence
        FROM (
            SELECT e.number,
                   min(e.n)::integer AS first_event,
                   max(e.n)::integer AS last_event,
                   min(e.stream) AS stream,
                   min(e.sequence) AS first_sequence,
                   array_agg(e.message_id) AS message_ids,
                   count(*) = 1 + max(e.n) - min(e.n) AND min(e.stream) = max(e.stream)
                       AND min(e.sequence - e.n) = max(e.sequence - e.n) AS in_order
            FROM unnest(command_numbers, streams, sequences, client_message_ids)
                WITH ORDINALITY AS e (number, stream, sequence, message_id, n)
            GROUP BY e.number
        ) AS c
        ORDER BY c.first_event
    LOOP
        IF NOT command.in_order THEN
            RAISE EXCEPTION 'the events of a command do not follow each other in one stream'
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
        command_number := command.number;
        IF command.duplicate IS NOT NULL THEN
            outcome := 'duplicate';
            first_position := command.duplicate;
            last_position := command.duplicate;
        ELSIF command.first_sequence <> command.next_sequence
            OR command.stream = ANY (stored_streams)
        THEN
            outcome := 'stale';
            first_position := NULL;
            last_position := NULL;
        ELSE
            outcome := 'stored';
            first_position := head_position + 1;
            stored_streams := stored_streams || command.stream;
            FOR i IN command.first_event .. command.last_event LOOP
                head_position := head_position + 1;
                head_hash := sha256(
                    head_hash || int4send(8) || int8send(head_position) || proofs[i]);
                positions[i] := head_position;
                hashes[i] := head_hash;
            END LOOP;
            last_position := head_position;
        END IF;
        RETURN NEXT;
    END LOOP;

    IF cardinality(stored_streams) > 0 THEN
        INSERT INTO event_log (position, stream, sequence, event_id, type, revision, at, payload,
            personal, metadata, personal_digest, hash, client_message_id)
        SELECT * FROM unnest(positions, streams, sequences, event_ids, types, revisions, times,
                payloads, salted_parts, metadata_parts, digests, hashes, client_message_ids)
            AS e (new_position)
        WHERE e.new_position IS NOT NULL;
        PERFORM pg_notify('parley_log', head_position::text);
    END IF;
END
$$;

-- Which of the events whose append got no answer were stored, and where. Waits for the append that
-- may still be under way.
CREATE FUNCTION find_appended_events(streams text[], sequences bigint[], event_ids uuid[])
RETURNS TABLE (event_id uuid, "position" bigint)
LANGUAGE plpgsql VOLATILE SET lock_timeout = '2s' AS $$
BEGIN
    PERFORM lock_event_log();
    RETURN QUERY
        SELECT e.event_id, e.position
        FROM unnest(streams, sequences, event_ids) AS wanted (stream, sequence, id)
        JOIN event_log e ON e.stream = wanted.stream AND e.sequence = wanted.sequence
        WHERE e.event_id = wanted.id;
END
$$;

-- How far each follower of the log has come; its position moves in the transaction of its work.
CREATE TABLE log_follower (
    name       text        PRIMARY KEY,
    position   bigint      NOT NULL,
    generation integer     NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now(),
    rebuilt_at timestamptz
);

-- The streams that a follower could not go on with, from which event on.
CREATE TABLE parked_stream (
    follower      text        NOT NULL REFERENCES log_follower ON DELETE CASCADE,
    stream        text        COLLATE "C" NOT NULL,
    from_sequence bigint      NOT NULL,
    reason        text        NOT NULL,
    parked_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (follower, stream)
);

-- What a stream's events come to up to one of them, so that not all of them have to be read; can be
-- made again at any time. Never personal.
CREATE TABLE stream_snapshot (
    stream   text        COLLATE "C" PRIMARY KEY,
    sequence bigint      NOT NULL,
    revision integer     NOT NULL,
    state    jsonb       NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT now()
);
