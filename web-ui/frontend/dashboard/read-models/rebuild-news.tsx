import { useState } from 'react'
import type { ReadModel } from '../../client/wire'
import { texts } from '../texts'
import { percent } from './figures'

const QUARTERS = 4

/** Says aloud what the bars show: each quarter of a rebuild, and its end. */
export function RebuildNews({ models }: { models: ReadModel[] }) {
  const rebuilding = models.filter(({ state }) => state === 'rebuilding')
  const names = rebuilding.map(({ name }) => name)
  const [known, setKnown] = useState({ rebuilding: names, ended: [] as string[] })
  if (known.rebuilding.join() !== names.join()) {
    setKnown({ rebuilding: names, ended: known.rebuilding.filter(name => !names.includes(name)) })
  }
  const news = [
    ...known.ended.map(texts.readModels.ended),
    ...rebuilding.map(({ name, progress }) =>
      texts.readModels.reached(name, percent(Math.floor(progress * QUARTERS) / QUARTERS)),
    ),
  ]
  return (
    <p className="unseen" role="status">
      {news.join(' ')}
    </p>
  )
}
