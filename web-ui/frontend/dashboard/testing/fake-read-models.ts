import type { ParkedChat, ReadModel, ReadModelProof } from '../../client/wire'

/** The read models of a Parley server in memory. */
export class FakeReadModels {
  readonly models = [model('conversation'), model('inbox')]
  readonly parked: Record<string, ParkedChat[]> = {}
  readonly proofs: Record<string, ReadModelProof> = {}
  /** What a proof comes to. */
  difference: ReadModelProof['first_difference'] = null

  answer(method: string, pathname: string): Response {
    const [, , , name, what, id] = pathname.split('/')
    if (!name) return json(this.models)
    if (name === 'rebuild') return this.#rebuild(this.models)
    switch (`${method} ${what}`) {
      case 'POST rebuild':
        return this.#rebuild(this.models.filter(known => known.name === name))
      case 'GET parked':
        return json(this.parked[name] ?? [])
      case 'POST parked':
        this.parked[name] = (this.parked[name] ?? []).filter(({ chat_id }) => chat_id !== id)
        return new Response(null, { status: 204 })
      case 'GET proof':
        return this.proofs[name] ? json(this.proofs[name]) : new Response(null, { status: 204 })
      default:
        return json(this.#prove(name))
    }
  }

  #rebuild(models: ReadModel[]): Response {
    for (const each of models) {
      Object.assign(each, { state: 'rebuilding', progress: 0, events_per_second: null, eta_seconds: null })
    }
    return new Response(null, { status: 202 })
  }

  #prove(name: string): ReadModelProof {
    const proof = {
      name,
      position: 1_771_204,
      chats: 1_204,
      parked: this.parked[name]?.length ?? 0,
      equal: this.difference === null,
      first_difference: this.difference,
      proved_at: new Date().toISOString(),
    }
    this.proofs[name] = proof
    return proof
  }
}

function model(name: string): ReadModel {
  return {
    name,
    state: 'live',
    position: 1_771_201,
    head: 1_771_204,
    lag_events: 3,
    progress: 1,
    events_per_second: 412,
    eta_seconds: null,
    rebuilt_at: null,
  }
}

function json(body: unknown): Response {
  return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
}
