-- Read models: what the log says, in the shape the queries want. Each lives in a schema of its own, so that a rebuilt
-- generation can take the place of the old one by a rename. They hold nothing that the log does not hold.

create schema conversation;

create table conversation.chat (
    chat_id            uuid        primary key,
    user_id            text        unique,
    user_email         text,
    user_name          text,
    archived_at        timestamptz,
    user_read_up_to    bigint      not null default 0,
    read_at            timestamptz,
    admin_viewed_up_to bigint      not null default 0,
    admin_viewed_at    timestamptz,
    last_sequence      bigint      not null default 0,
    last_message_at    timestamptz,
    created_at         timestamptz not null,
    updated_at         timestamptz not null
);

create table conversation.message (
    chat_id           uuid        not null,
    sequence          bigint      not null,
    id                uuid        not null,
    content           text,
    sender_type       text        not null,
    sender_name       text,
    client_message_id uuid        not null,
    created_at        timestamptz not null,
    read_at           timestamptz,
    user_messages     bigint      not null,
    primary key (chat_id, sequence)
);

comment on column conversation.message.user_messages is
    'how many of the messages up to this one, itself included, are the user''s: unread ones are told by a difference';

-- Which message was the newest at an instant.
create index message_chat_created on conversation.message (chat_id, created_at, sequence);

-- What was changed about a chat, and when, so that the chat at an earlier instant is looked up and not folded. Of the
-- changes of one kind at one instant, the last one counts.
create table conversation.chat_change (
    chat_id    uuid        not null,
    kind       text        not null check (kind in ('details', 'archived', 'read', 'viewed')),
    at         timestamptz not null,
    user_email text,
    user_name  text,
    archived   boolean,
    up_to      bigint,
    primary key (chat_id, kind, at)
);

create schema inbox;

create table inbox.chat (
    chat_id              uuid        primary key,
    user_id              text        unique,
    user_email           text,
    user_name            text,
    last_message_at      timestamptz,
    last_message_preview text,
    last_message_sender  text,
    message_count        bigint      not null default 0,
    unread_count         bigint      not null default 0,
    admin_viewed_up_to   bigint      not null default 0,
    admin_viewed_at      timestamptz,
    archived_at          timestamptz,
    created_at           timestamptz not null,
    updated_at           timestamptz not null
);

-- Each message moves its chat in these, so there are no more of them than the list asks for.
create index chat_active on inbox.chat (last_message_at desc, chat_id desc)
    where archived_at is null and last_message_at is not null;
create index chat_archived on inbox.chat (last_message_at desc, chat_id desc)
    where archived_at is not null and last_message_at is not null;
create index chat_archived_at on inbox.chat (archived_at) where archived_at is not null;

-- The words of each user's name and address, apart from what changes with each message.
create table inbox.user_words (
    chat_id uuid     primary key,
    words   tsvector not null
);

create index user_words_words on inbox.user_words using gin (words);

-- The words of each message, for the search, and which of them count as unread.
create table inbox.message (
    chat_id   uuid     not null,
    sequence  bigint   not null,
    from_user boolean  not null,
    words     tsvector not null,
    primary key (chat_id, sequence)
);

create index message_words on inbox.message using gin (words);
