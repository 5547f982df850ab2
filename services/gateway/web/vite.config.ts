import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const gateway = process.env.GATEWAY_URL ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  // The gateway puts a fresh nonce in the place of this word with each page.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2022',
    // The first that know light-dark(): it would be written out wrongly for older ones.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // An inlined file would be a data: address, which the Content-Security-Policy need not allow then.
    assetsInlineLimit: 0,
    manifest: true,
  },
  server: { proxy: { '/api': gateway } },
});
