-- What was done to forget a person, so that it can be certified. Holds nothing personal: the row stays for ever.
create table erasure (
    chat_id      uuid        primary key,
    erased_at    timestamptz not null,
    erased_by    text        not null,
    position     bigint      not null,
    sequence     bigint      not null,
    events       integer     not null,
    forgotten_at timestamptz not null default clock_timestamp(),
    certificate  text
);

comment on column erasure.erased_at is 'when it was ordered';
comment on column erasure.erased_by is 'the id of the admin who ordered it';
comment on column erasure.position is 'of the event ChatErased in the whole log';
comment on column erasure.sequence is 'of the event ChatErased in its stream';
comment on column erasure.events is 'how many events had a personal part that was taken away';
comment on column erasure.forgotten_at is 'when the log held nothing personal of the chat any more';
comment on column erasure.certificate is 'JSON; null until all is done and somebody has asked for it';
