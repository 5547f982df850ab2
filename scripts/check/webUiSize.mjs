import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

const dist = join(root, 'services/gateway/web/dist');
const limit = 250_000;

/**
 * What a browser fetches of scripts before the first page shows anything, compressed.
 *
 * @returns {Promise<string[]>} what is wrong
 */
export async function firstLoadOfWebUi() {
  if (!existsSync(dist)) return ['the web UI is not built'];
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => String(file));
  /** @type {Record<string, { file: string, isEntry?: boolean, src?: string, imports?: string[] }>} */
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const size = (/** @type {string} */ file) => readFileSync(join(dist, `${file}.gz`)).length;
  // One language is fetched, here the one with the longest words.
  const languages = Object.values(manifest).filter(({ src }) => src && /text\/\w+\/index\.ts$/.test(src));
  const words = Math.max(0, ...languages.map(({ file }) => size(file)));
  // Where one lands, and where most links lead.
  const landings = [
    'dashboard/DashboardPage.tsx',
    'projects/ProjectsPage.tsx',
    'projects/one/ProjectPage.tsx',
  ];
  return landings.flatMap((landing) => {
    const page = Object.values(manifest).find(({ src }) => src?.endsWith(landing));
    if (!page) return [`${landing} is not in the build`];
    const imported = (page.imports ?? []).flatMap((key) => manifest[key]?.file ?? []);
    const bytes = [...new Set([...named, page.file, ...imported])].reduce(
      (sum, file) => sum + size(file),
      words,
    );
    return bytes > limit
      ? [`the first load of ${landing} is ${bytes} bytes of compressed script, above ${limit}`]
      : [];
  });
}
