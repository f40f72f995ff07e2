-- Who is calling: the installation's key, the admins, their sessions, and failed sign-ins.

-- One row for ever: chat ids are made with this key, so a new one would orphan every chat.
CREATE TABLE installation (
    only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    chat_id_key bytea       NOT NULL CHECK (octet_length(chat_id_key) = 32),
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE admin (
    id            uuid        PRIMARY KEY,
    email         text        NOT NULL,
    name          text        NOT NULL,
    password_hash text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX admin_email ON admin (lower(email));

-- A pair is the SHA-256 of a name and an address, so that no address lies here.
CREATE TABLE sign_in_failure (
    id        bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    pair      bytea       NOT NULL,
    failed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX sign_in_failure_pair ON sign_in_failure (pair, failed_at);
CREATE INDEX sign_in_failure_failed_at ON sign_in_failure (failed_at);

-- The columns are Spring Session's; its statements name them.
CREATE TABLE admin_session (
    primary_id            text   PRIMARY KEY,
    session_id            text   NOT NULL UNIQUE,
    creation_time         bigint NOT NULL,
    last_access_time      bigint NOT NULL,
    max_inactive_interval int    NOT NULL,
    expiry_time           bigint NOT NULL,
    principal_name        text
);

CREATE INDEX admin_session_expiry_time ON admin_session (expiry_time);
CREATE INDEX admin_session_principal_name ON admin_session (principal_name);

CREATE TABLE admin_session_attributes (
    session_primary_id text  NOT NULL REFERENCES admin_session (primary_id) ON DELETE CASCADE,
    attribute_name     text  NOT NULL,
    attribute_bytes    bytea NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
