/**
 * Fails when the scripts of the client have grown too large: `npm run build` calls it after the build.
 *
 * Counts what a browser must fetch and read before the first screen, compressed with gzip as the server sends it. A kB is
 * 1000 bytes.
 */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const DIST = new URL('../dist/', import.meta.url)

/** What each of the two first screens loads, as sources, and how much that may be. */
const BUDGETS = [
  {
    name: 'sign-in page',
    // Most of it is React; no part of React Aria is needed here.
    limit: 110_000,
    sources: [
      'index.html',
      'src/features/accounts/pages/SignIn.tsx',
      ...texts('common', 'shell', 'accounts'),
    ],
  },
  {
    name: 'signed-in app',
    limit: 230_000,
    sources: [
      'index.html',
      'src/app/SignedIn.tsx',
      'src/features/contacts/pages/Home.tsx',
      ...texts('common', 'shell', 'contacts', 'presence', 'calls', 'history'),
    ],
  },
]

/** @type {Record<string, {file: string, imports?: string[]}>} */
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'))

let failed = false
for (const { name, limit, sources } of BUDGETS) {
  const files = [...filesOf(sources)]
  const size = files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length,
    0,
  )
  const well = size <= limit
  failed ||= !well
  console.log(
    `${well ? '✓' : '✗'} ${name}: ${kilobytes(size)} of at most ${kilobytes(limit)} in ${files.length} scripts (gzip)`,
  )
}
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

/** @param {string[]} names */
function texts(...names) {
  return names.map((name) => `src/i18n/nl/${name}.json`)
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`
}
