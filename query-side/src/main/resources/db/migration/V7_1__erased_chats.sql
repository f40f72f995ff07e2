-- Chats whose person was forgotten stay in the read models, without anything personal. A person who comes back has
-- another chat, so for the moment between an erasure and what follows from it two chats may be of one user.

alter table conversation.chat add column erased_at timestamptz;
alter table conversation.chat drop constraint chat_user_id_key;

alter table inbox.chat add column erased_at timestamptz;
alter table inbox.chat drop constraint chat_user_id_key;
