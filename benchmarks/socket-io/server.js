// A support chat as people build it with socket.io and pg: one row and two broadcasts for each message.
// PORT and the usual PG… variables say where.

import { createServer } from 'node:http'
import pg from 'pg'
import { Server } from 'socket.io'

// Enough to keep PostgreSQL busy; more only wait for each other.
const database = new pg.Pool({ max: 20 })

await database.query(`
  create table if not exists message (
    id                bigint      generated always as identity primary key,
    chat_id           uuid        not null,
    sender_type       text        not null,
    content           text        not null,
    client_message_id uuid        not null,
    created_at        timestamptz not null default now()
  )`)
await database.query('create index if not exists message_chat on message (chat_id, id)')

// Named, so that each connection prepares it once.
const insert = {
  name: 'insert-message',
  text: `insert into message (chat_id, sender_type, content, client_message_id)
         values ($1, $2, $3, $4) returning id, created_at`,
}

const http = createServer((_request, response) => response.end('{"status":"UP"}'))
const io = new Server(http, { transports: ['websocket'], serveClient: false })

io.on('connection', socket => {
  socket.on('join', (room, joined) => {
    socket.join(room)
    joined()
  })
  socket.on('send_message', async (chatId, { content, client_message_id }, answer) => {
    try {
      const { rows } = await database.query({ ...insert, values: [chatId, 'user', content, client_message_id] })
      const { id, created_at } = rows[0]
      const message = { id, content, sender_type: 'user', created_at, client_message_id }
      answer({ type: 'message_accepted', message })
      io.to(`chat.${chatId}`).emit('new_message', { type: 'new_message', message })
      io.to('admins').emit('new_user_message', { type: 'new_user_message', chat_id: chatId, message })
    } catch (error) {
      console.error(error)
      answer({ type: 'message_rejected', client_message_id })
    }
  })
})

http.listen(Number(process.env.PORT), '127.0.0.1')
