/** The two lists, as the address names them. */
export type Place = 'inbox' | 'archived'

/** Paths below `/admin`; `/admin/chats` is the server's. */
export const listPath = (place: Place) => (place === 'inbox' ? '/' : '/archived')

export const chatPath = (place: Place, chatId: string) => `/${place}/${chatId}`
