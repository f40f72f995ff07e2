// Builds and tests the front end. `build` installs and bundles, each only if what it reads has changed; `test` checks.
// Run by Maven; by hand: node build/front-end.mjs build

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const frontend = resolve(import.meta.dirname, '../web-ui/frontend')
const stamps = join(frontend, 'node_modules/.parley')
const report = resolve(frontend, '../target/front-end-reports/TEST-front-end.xml')

const steps = {
  build() {
    whenChanged('installed', ['package.json', 'package-lock.json', '.npmrc'], 'node_modules', () =>
      run('npm ci --no-audit --no-fund'))
    whenChanged('built', sources(), 'dist', () => run('npm run build'))
  },
  test() {
    run('npm run check')
    run(`npm test -- --reporter=default --reporter=junit --outputFile.junit="${report}"`)
    run('npm run size')
  },
}

function whenChanged(name, inputs, output, step) {
  const hash = createHash('sha256')
  for (const file of inputs) hash.update(file).update('\0').update(readFileSync(join(frontend, file))).update('\0')
  const digest = hash.digest('hex')
  const stamp = join(stamps, name)
  const done = existsSync(stamp) && existsSync(join(frontend, output)) && readFileSync(stamp, 'utf8') === digest
  if (done) return
  step()
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, digest)
}

function sources() {
  const made = /^(node_modules|dist)([\\/]|$)/
  return readdirSync(frontend, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(frontend.length + 1))
    .filter(file => !made.test(file))
    .sort()
}

function run(command) {
  const { status } = spawnSync(command, { cwd: frontend, shell: true, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

steps[process.argv[2]]()
