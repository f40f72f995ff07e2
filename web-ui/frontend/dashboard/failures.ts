import { ProblemError } from '../client/http'
import type { Problem } from '../client/wire'
import { texts } from './texts'

/** A failure in words for people: the server's own where it is about what they did. */
export function sentenceOf(error: unknown): string {
  return error instanceof ProblemError ? sentenceOfProblem(error.problem) : texts.problem.unreachable
}

export function sentenceOfProblem({ status, detail, title, errors }: Problem): string {
  if (status === 429) return texts.problem.tooMany
  if (status === 503) return texts.problem.busy
  if (status >= 500) return texts.problem.unexpected
  return errors?.[0]?.message ?? detail ?? title
}

/** Whether asking again can help: the failure was about the moment, not about the question. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.problem.status === 429 || error.problem.status >= 500
}

export const isSignedOut = (error: unknown) => error instanceof ProblemError && error.problem.status === 401

export const isMissing = (error: unknown) =>
  error instanceof ProblemError && (error.problem.status === 404 || error.problem.status === 400)
