import type { Problem } from './wire'

const TIMEOUT_MS = 15_000

/** An answer that is no success. Without any answer at all `fetch` throws a TypeError or a DOMException instead. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.problem = problem
  }
}

export async function request(
  url: string,
  init: RequestInit = {},
  timeoutMs = TIMEOUT_MS,
): Promise<Response> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) })
  if (!response.ok) throw new ProblemError(await problemOf(response))
  return response
}

export async function requestJson<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await request(url, init)
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

/** What `requestJson` takes for a body. */
export function withJson(method: 'POST' | 'PATCH', body: unknown): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

/** A proxy in between may answer with a page of its own. */
async function problemOf(response: Response): Promise<Problem> {
  const unknown = { type: 'about:blank', title: response.statusText, status: response.status }
  if (!response.headers.get('Content-Type')?.includes('json')) return unknown
  return { ...unknown, ...((await response.json().catch(() => ({}))) as Partial<Problem>) }
}
