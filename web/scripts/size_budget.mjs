/**
 * Fails when the scripts of the client have grown too large: `npm run build` calls it after the build.
 *
 * Counts what a browser must fetch and read before the first screen, compressed with gzip as the server sends it. A kB is
 * 1000 bytes.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const DIST = new URL('../dist/', import.meta.url)

/** @type {Record<'public' | 'app' | 'guest', string[]>} */
const FIRST_SCREENS = JSON.parse(readFileSync(new URL('first_screens.json', import.meta.url), 'utf8'))

/** What each of the first screens loads, as sources, and how much and in how many files that may be. */
const BUDGETS = [
  {
    name: 'sign-in page',
    // Most of it is React; no part of React Aria is needed here.
    limit: 110_000,
    scripts: 10,
    sources: [...FIRST_SCREENS.public, ...texts('common', 'shell', 'accounts')],
  },
  {
    name: 'signed-in app',
    limit: 230_000,
    scripts: 35,
    sources: [
      ...FIRST_SCREENS.app,
      ...texts('common', 'shell', 'menu', 'desk', 'contacts', 'presence', 'calls', 'history'),
      ...texts('appointments', 'waiting_room'),
    ],
  },
  {
    name: 'guest before joining',
    // The call itself is fetched while the guest waits.
    limit: 130_000,
    scripts: 10,
    sources: [...FIRST_SCREENS.guest, ...texts('common', 'guest')],
  },
]

const BUTTON_LIMIT = 8_000

/** @type {Record<string, {file: string, name?: string, imports?: string[], dynamicImports?: string[]}>} */
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'))

let failed = false
for (const { name, limit, scripts, sources } of BUDGETS) {
  const files = [...filesOf(sources)]
  const size = files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length,
    0,
  )
  const well = size <= limit && files.length <= scripts
  failed ||= !well
  console.log(
    `${well ? '✓' : '✗'} ${name}: ${kilobytes(size)} of at most ${kilobytes(limit)} in ${files.length} of at most ${scripts} scripts (gzip)`,
  )
}

// The modules of the app ask the server for what only who is signed in may know: no page of guests fetches them.
for (const source of reachable('guest.html')) {
  if (manifest[source]?.name !== 'app') continue
  failed = true
  console.log('✗ a page of guests fetches the file of the app: mend scripts/chunks_plugin.ts')
}

// What other websites carry; its own build (button/vite.config.ts), which has no manifest.
const button = gzipSync(readFileSync(new URL('button.js', DIST)), { level: 9 }).length
failed ||= button > BUTTON_LIMIT
console.log(
  `${button > BUTTON_LIMIT ? '✗' : '✓'} website button: ${kilobytes(button)} of at most ${kilobytes(BUTTON_LIMIT)} (gzip)`,
)
process.exitCode = failed ? 1 : 0

/** @param {string[]} sources */
function filesOf(sources) {
  /** @type {Set<string>} */
  const files = new Set()
  const seen = new Set()
  /** @param {string} source */
  const visit = (source) => {
    if (seen.has(source)) return
    seen.add(source)
    const built = manifest[source]
    if (built === undefined)
      throw new Error(`The build has no ${source}: mend the list in scripts/size_budget.mjs.`)
    if (built.file.endsWith('.js')) files.add(built.file)
    for (const other of built.imports ?? []) visit(other)
  }
  for (const source of sources) visit(source)
  return files
}

/**
 * Everything to which a page can lead.
 *
 * @param {string} page
 */
function reachable(page) {
  const found = new Set([page])
  for (const source of found) {
    const built = manifest[source]
    for (const other of [...(built?.imports ?? []), ...(built?.dynamicImports ?? [])]) found.add(other)
  }
  return found
}

/** @param {string[]} names */
function texts(...names) {
  return names.map((name) => `src/i18n/nl/${name}.json`)
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`
}
