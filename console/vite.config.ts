import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Smaller files gain nothing over their headers. */
const smallestBytes = 1_024;
/** The best level takes ten times as long, for a few percent. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Writes `.br` and `.gz` beside each text, so that the server never compresses. */
const compress: Plugin = {
  name: 'compress',
  apply: 'build',
  writeBundle({ dir = '' }) {
    const assets = join(dir, 'assets');
    for (const name of readdirSync(assets)) {
      if (!/\.(js|css|svg)$/.test(name)) continue;
      const bytes = readFileSync(join(assets, name));
      if (bytes.length < smallestBytes) continue;
      writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, brotli));
      writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes));
    }
  },
};

const embeddedFont = /url\(data:font\/woff2;base64,([A-Za-z0-9+/=]+)\)/g;

/** Puts fonts that a style sheet embeds into files of their own: loaded when used, no data: URLs. */
const extractFonts: Plugin = {
  name: 'extract-fonts',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const asset of Object.values(bundle)) {
      if (asset.type !== 'asset' || !asset.fileName.endsWith('.css')) continue;
      asset.source = String(asset.source).replaceAll(embeddedFont, (_all, base64: string) => {
        const source = Buffer.from(base64, 'base64');
        const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
        const fileName = `assets/font-${hash}.woff2`;
        this.emitFile({ type: 'asset', fileName, source });
        return `url(/${fileName})`;
      });
    }
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), extractFonts, compress],
  build: {
    target: 'es2022',
    // No data: URLs: the content security policy allows none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
  },
  // For work on the console: the page from here, everything else from a running server.
  server: {
    proxy: Object.fromEntries(
      ['/api', '/session'].map((path) => [
        path,
        { target: process.env.STRONGROOM_CONSOLE ?? 'http://127.0.0.1:9001' },
      ]),
    ),
  },
});
