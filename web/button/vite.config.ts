import { defineConfig } from 'vite'

/** The script that other websites carry: one plain file without imports, beside the built client. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    // Other people's visitors have older browsers than those who work with the product. Below Chrome 98 every private
    // field would become a WeakMap, for a fault of that browser with static fields, of which there are none.
    target: ['chrome98', 'firefox101', 'safari16.4'],
    outDir: '../dist',
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: {
      input: 'src/main.ts',
      output: {
        format: 'iife',
        entryFileNames: 'button.js',
        // Chromium then compiles all of it beside the main thread, instead of each function there when it is called first.
        postBanner: '//# allFunctionsCalledOnLoad',
      },
    },
  },
})
