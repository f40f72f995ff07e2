// Gets ready what the browser tests need: Playwright's driver, and a browser. The first that there is of: the one that
// E2E_BROWSER names, an installed Chrome or Chromium, the one in @sparticuz/chromium. Run by Maven.

import { spawnSync } from 'node:child_process'
import { accessSync, constants, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const e2e = resolve(import.meta.dirname, '../web-ui/e2e')
const modules = join(e2e, 'node_modules')
const target = resolve(e2e, '../target/browser')

const browser = named() ?? installed()
install(browser ? '--omit=dev' : '')
driver()
writeFileSync(join(target, 'browser.json'), JSON.stringify(browser ?? (await packaged())))

function named() {
  const executable = process.env.E2E_BROWSER
  return executable ? { executable, environment: {} } : undefined
}

function installed() {
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome.exe']
  const places = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/Applications/Google Chrome.app/Contents/MacOS',
    ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map(name => process.env[name])
      .filter(Boolean)
      .map(place => join(place, 'Google/Chrome/Application')),
  ]
  const executable = places
    .flatMap(place => [...names, 'Google Chrome'].map(name => join(place, name)))
    .find(isExecutable)
  return executable && { executable, environment: {} }
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function install(omit) {
  const stamp = join(modules, '.parley')
  const wanted = omit + readFileSync(join(e2e, 'package-lock.json'), 'utf8')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const { status } = spawnSync(`npm ci --no-audit --no-fund ${omit}`, { cwd: e2e, shell: true, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(stamp, wanted)
}

/** A folder as Playwright for Java wants it: Node.js, and its package beside it. */
function driver() {
  const folder = join(target, 'driver')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(process.execPath, join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
  cpSync(join(modules, 'playwright-core'), join(folder, 'package'), { recursive: true })
}

/** Chromium for machines with nothing installed, with the libraries and fonts that it needs. */
async function packaged() {
  const home = join(modules, '@sparticuz/chromium')
  const bin = join(home, 'bin')
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const folder = join(target, `chromium-${version}`)
  mkdirSync(folder, { recursive: true })
  // The package unpacks into the directory for temporary files, wherever that is.
  process.env.TMPDIR = folder
  const { default: chromium, inflate } = await import(pathToFileURL(join(home, 'build/index.js')).href)
  const executable = await chromium.executablePath(bin)
  const libraries = await inflate(join(bin, 'al2023.tar.br'))
  const fonts = join(folder, 'fonts')
  const config = join(fonts, 'fonts.conf')
  writeFileSync(config, readFileSync(config, 'utf8').replaceAll('/tmp/', `${folder}/`))
  return { executable, environment: { LD_LIBRARY_PATH: join(libraries, 'lib'), FONTCONFIG_PATH: fonts } }
}
