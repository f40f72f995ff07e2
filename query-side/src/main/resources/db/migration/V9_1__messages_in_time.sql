-- In a chat time never runs back, so its messages are in the order of their times by the key already: the newest one at
-- an instant is found by halving. Each message was a row more in this index.

drop index conversation.message_chat_created;
