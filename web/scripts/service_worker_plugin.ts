/** Builds src/sw.ts to /sw.js and fills in which files make up this version of the client. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Of the files beside the page that every screen shows. */
const PUBLIC_FILES = ['icon.svg', 'icon-192.png']

/** Larger parts are kept from their first use on (bytes). */
const LARGEST = 400_000

/** The letters of Dutch and English; others are fetched when a name needs them. */
const FONT = /latin-wght[^/]*\.woff2$/

export function serviceWorker(): Plugin {
  return {
    name: 'oogcontact:service-worker',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      this.emitFile({ type: 'chunk', id: 'src/sw.ts', fileName: 'sw.js' })
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type !== 'chunk') throw new Error('src/sw.ts was not built')
        const hash = createHash('sha256')
        const files = ['/']
        for (const name of Object.keys(bundle).sort()) {
          const output = bundle[name]
          if (output === undefined) continue
          const content = output.type === 'chunk' ? output.code : output.source
          if (name === 'index.html') hash.update(content)
          if (/\.(?:js|css)$/.test(name) ? name !== 'sw.js' && content.length <= LARGEST : FONT.test(name))
            files.push(`/${name}`)
        }
        for (const name of PUBLIC_FILES) {
          hash.update(readFileSync(new URL(`../public/${name}`, import.meta.url)))
          files.push(`/${name}`)
        }
        const version = hash.update(files.join()).digest('hex').slice(0, 16)
        const filled = worker.code.replace('self.__PRECACHE', JSON.stringify({ version, files }))
        if (filled === worker.code || /^\s*(?:import|export)\b/m.test(filled))
          throw new Error('sw.js must be one script with a place for its files')
        worker.code = filled
      },
    },
  }
}
