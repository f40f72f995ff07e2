-- Parkings of which the log has yet to tell: noted together with the parking, removed once its event is appended.
CREATE TABLE parking_to_record (
    number        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    follower      text        NOT NULL,
    stream        text        COLLATE "C" NOT NULL,
    from_sequence bigint      NOT NULL,
    reason        text        NOT NULL,
    parked_at     timestamptz NOT NULL
);
