import { defineConfig } from 'vite'
import { asciiOnly, browsers, precompressed } from './vite.shared.ts'

/** The widget is one script under a stable name: host pages embed it by that name. */
export default defineConfig({
  plugins: [asciiOnly(), precompressed(() => true)],
  publicDir: false,
  build: {
    target: browsers,
    emptyOutDir: false,
    lib: { entry: 'widget/main.ts', formats: ['iife'], name: 'ParleyWidget', fileName: () => 'widget.js' },
  },
})
