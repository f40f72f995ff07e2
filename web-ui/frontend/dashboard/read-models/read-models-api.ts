import { adminRequest, asAdmin } from '../../client/chat-api'
import { request } from '../../client/http'
import type { ParkedChat, ReadModel, ReadModelProof } from '../../client/wire'

/** A proof reads the whole log. If it takes even longer, its result is found as that of the last one. */
const LONGEST_PROOF_MS = 10 * 60_000

const path = (name: string) => `/admin/read_models/${encodeURIComponent(name)}`

export const fetchReadModels = () => adminRequest<ReadModel[]>('/admin/read_models')

/** One of them, or all if none is named. */
export const rebuild = (name: string | null) =>
  request(`${name === null ? '/admin/read_models' : path(name)}/rebuild`, asAdmin({ method: 'POST' }))

export const fetchParkedChats = (name: string) => adminRequest<ParkedChat[]>(`${path(name)}/parked`)

export const retryParkedChat = (name: string, chatId: string) =>
  adminRequest<void>(`${path(name)}/parked/${encodeURIComponent(chatId)}/retry`, { method: 'POST' })

/** Null if it was never proved. */
export const fetchLastProof = async (name: string) =>
  (await adminRequest<ReadModelProof | undefined>(`${path(name)}/proof`)) ?? null

export const prove = (name: string) =>
  request(`${path(name)}/proof`, asAdmin({ method: 'POST' }), LONGEST_PROOF_MS)
