-- The rebuilds that are under way, on whichever node. Who builds renews alive_at; what nobody renews is removed, with
-- what was built so far.
create table read_model_rebuild (
    read_model text        primary key,
    node       uuid        not null,
    started_at timestamptz not null default now(),
    alive_at   timestamptz not null default now()
);
