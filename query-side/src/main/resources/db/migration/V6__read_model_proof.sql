-- What came of the last comparison of each read model with the log. Nothing personal: a difference is named, not quoted.
create table read_model_proof (
    name             text        primary key,
    position         bigint      not null,
    chats            bigint      not null,
    parked           bigint      not null,
    difference_chat  uuid,
    difference_what  text,
    expected         text,
    served           text,
    proved_at        timestamptz not null
);
