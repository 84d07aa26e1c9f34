import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { chunks } from './scripts/chunks_plugin.ts'
import { guestPage } from './scripts/guest_page_plugin.ts'
import { serviceWorker } from './scripts/service_worker_plugin.ts'

/** The server that `npm run dev` passes commands, events and files on to. */
const server = process.env.API_ORIGIN ?? 'http://localhost:8000'
const passedOn = ['/api', '/_allauth', '/media', '/demo', '/health', '/ws']

export default defineConfig({
  plugins: [
    react(),
    // React Aria brings its own texts in thirty languages; the product speaks two (it has no British ones).
    { ...optimizeLocales.vite({ locales: ['nl-NL', 'en-US'] }), enforce: 'pre' },
    chunks(),
    guestPage(),
    serviceWorker(),
  ],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  build: {
    target: ['chrome120', 'firefox128', 'safari17.4'],
    // What is older than this would make light-dark() into rules that know only the system's theme.
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    manifest: true,
    // Two pages: the app, and the one of guests.
    rolldownOptions: { input: ['index.html', 'guest.html'] },
    // The policy of the site allows no addresses of the kind data:.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: Object.fromEntries(passedOn.map((path) => [path, { target: server, ws: path === '/ws' }])),
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}', 'button/src/**/*.test.ts'],
    setupFiles: ['src/test_setup.ts'],
    restoreMocks: true,
  },
})
