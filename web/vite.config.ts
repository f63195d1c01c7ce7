import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` in this folder finds the server whose API it shows. */
const server = process.env['STEWARD_URL'] ?? 'http://127.0.0.1:5700'
const served = ['/api', '/webhook', '/webhook-test', '/healthz', '/readyz']

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // Filled in anew for each answer by server/http/web.ts.
  html: { cspNonce: '__CSP_NONCE__' },
  build: { outDir: 'dist', target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: true, chunkSizeWarningLimit: 700 },
  server: { proxy: Object.fromEntries(served.map((path) => [path, { target: server, changeOrigin: false }])) },
})
