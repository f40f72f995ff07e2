import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** The oldest browsers with `light-dark()`, which the themes rest on; older targets would have it rewritten. */
export const browsers = ['chrome123', 'edge123', 'firefox128', 'safari17.5']

const compressors = { gz: promisify(gzip), br: promisify(brotliCompress) }

/** Leaves a `.gz` and a `.br` beside each written file that `wanted` names, so that no server compresses per request. */
export function precompressed(wanted: (file: string) => boolean): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      for (const file of Object.keys(bundle).filter(wanted)) {
        const path = join(dir, file)
        const content = await readFile(path)
        for (const [suffix, compress] of Object.entries(compressors)) {
          await writeFile(`${path}.${suffix}`, await compress(content))
        }
      }
    },
  }
}

/** Host pages come in any encoding, and a script without a charset of its own is read in the page's. */
export function asciiOnly(): Plugin {
  return {
    name: 'ascii-only',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped)
      }
    },
  }
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
