-- Since when a rebuild has been through the events: indexes and the swap are left then, which nobody can foretell.
alter table read_model_rebuild add column caught_up_at timestamptz;

-- Which rebuild was proved, so that one which was not, since its node ended, is proved by another.
alter table read_model_proof add column of_rebuild timestamptz;
