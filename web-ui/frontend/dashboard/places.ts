/** The two lists, as the address names them. */
export type Place = 'inbox' | 'archived'

/** Everything that the sidebar leads to. */
export type SidebarPlace = Place | 'audit' | 'read-models'

export const readModelsPath = '/read-models'

/** Paths below `/admin`; the tilde of the router makes one absolute, or it would end in a slash. */
export const listPath = (place: Place) => (place === 'inbox' ? '~/admin' : '/archived')

export const auditPath = '/audit'

export const chatPath = (place: Place, chatId: string) => `/${place}/${chatId}`
