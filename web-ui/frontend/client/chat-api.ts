import { ProblemError, requestJson, withJson } from './http'
import type { TokenSource } from './token-source'
import type { AdminChat, Message, MessagePage, SenderType, SendMessage, UserChat } from './wire'

/** One chat over REST, as its user or an admin sees it. Refusals are thrown as `ProblemError`. */
export interface ChatApi {
  readonly role: SenderType
  newest(): Promise<MessagePage>
  after(sequence: number): Promise<MessagePage>
  before(sequence: number): Promise<MessagePage>
  send(message: SendMessage): Promise<Message>
  markRead(upToSequence: number): Promise<unknown>
}

export function userChatApi(server: string, tokenSource: () => TokenSource): ChatApi {
  const request = async <Answer>(path: string, init: RequestInit = {}): Promise<Answer> => {
    const authorized = (token: string) =>
      requestJson<Answer>(`${server}/support_chat${path}`, {
        ...init,
        credentials: 'omit',
        headers: { ...init.headers, Authorization: `Bearer ${token}` },
      })
    const tokens = tokenSource()
    try {
      return await authorized(await tokens.current())
    } catch (error) {
      // The token may have expired since it was last fetched.
      const renew = tokens.renewable && error instanceof ProblemError && error.problem.status === 401
      if (!renew) throw error
      return authorized(await tokens.fresh())
    }
  }
  return {
    role: 'user',
    newest: () => request<UserChat>(''),
    after: sequence => request<UserChat>(`?after=${sequence}`),
    before: sequence => request<UserChat>(`?before=${sequence}`),
    send: message => request('/messages', withJson('POST', message)),
    markRead: up_to_sequence => request('/mark_read', withJson('PATCH', { up_to_sequence })),
  }
}

export function adminChatApi(chatId: string): ChatApi {
  const path = `/admin/chats/${chatId}`
  return {
    role: 'admin',
    newest: () => adminRequest<AdminChat>(path),
    after: sequence => adminRequest<AdminChat>(`${path}?after=${sequence}`),
    before: sequence => adminRequest<AdminChat>(`${path}?before=${sequence}`),
    send: message => adminRequest(`${path}/messages`, withJson('POST', message)),
    markRead: up_to_sequence => adminRequest(`${path}/viewed`, withJson('POST', { up_to_sequence })),
  }
}

/** Any call of the dashboard that answers JSON. */
export function adminRequest<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  return requestJson<Answer>(path, asAdmin(init))
}

/** The session is a cookie, so a changing request has to echo the CSRF token of another one. */
export function asAdmin(init: RequestInit = {}): RequestInit {
  const token = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? ''
  return {
    ...init,
    headers: { Accept: 'application/json', 'X-XSRF-TOKEN': decodeURIComponent(token), ...init.headers },
  }
}
