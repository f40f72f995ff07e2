import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { browsers, precompressed } from './vite.shared.ts'

const page = (name: string) => resolve(import.meta.dirname, `${name}.html`)

export default defineConfig({
  plugins: [precompressed(file => /\.(js|css)$/.test(file))],
  build: {
    target: browsers,
    // Data URLs are not allowed as fonts by the Content-Security-Policy, and hashed files are cached anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['dashboard', 'login', 'demo', 'mail'].map(page),
      // 'use client' in libraries speaks to server renderers only.
      checks: { moduleLevelDirective: false },
    },
  },
  test: {
    environment: 'jsdom',
    // Testing Library cleans up after each test only where it finds a global afterEach.
    globals: true,
    restoreMocks: true,
    unstubGlobals: true,
  },
})
