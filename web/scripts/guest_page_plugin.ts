/**
 * Builds the page of guests: `src/guest/early.ts` stays a script of its own there, because Vite would put all scripts of
 * a page into one. In development the page is given at the addresses that the server gives it at.
 */
import type { Plugin } from 'vite'

const EARLY = 'src/guest/early.ts'

/** The tag as it stands in guest.html. */
const TAG = /<script type="module" src="\/src\/guest\/early\.ts" async fetchpriority="high"><\/script>/

const STYLES = / *<link rel="stylesheet"[^>]*>\n/g

/** As in src/oogcontact/project/urls.py. */
const PAGES = /^\/(?:gast|bezoek\/[^/?]+)\/?(?:\?|$)/

/** Below the picture: a style sheet in the head would hold up the first drawing, and the picture needs none. */
function withStylesLast(page: string): string {
  const styles = page.match(STYLES) ?? []
  return page.replace(STYLES, '').replace('</body>', `${styles.join('')}  </body>`)
}

export function guestPage(): Plugin[] {
  let reference = ''
  return [
    {
      name: 'oogcontact:early-script',
      apply: 'build',
      buildStart() {
        reference = this.emitFile({ type: 'chunk', id: EARLY, name: 'guest_early' })
      },
      transformIndexHtml: {
        order: 'pre',
        handler: (page) => page.replace(TAG, '<!--early-->'),
      },
      generateBundle: {
        order: 'post',
        handler(_options, bundle) {
          const page = bundle['guest.html']
          if (page?.type !== 'asset' || !String(page.source).includes('<!--early-->'))
            throw new Error('guest.html has no place for its early script')
          const tag = `<script type="module" src="/${this.getFileName(reference)}" async fetchpriority="high"></script>`
          page.source = withStylesLast(String(page.source).replace('<!--early-->', tag))
        },
      },
    },
    {
      name: 'oogcontact:guest-page',
      configureServer(server) {
        server.middlewares.use((request, _response, next) => {
          if (PAGES.test(request.url ?? '')) request.url = '/guest.html'
          next()
        })
      },
    },
  ]
}
