// Writes coverage.json anew: `node services/billing/pdf/writeCoverage.mjs`, after a font was added or updated.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openSync } from 'fontkit';
import { fonts, pack } from './fonts.mjs';

/** What both the normal and the bold font of each family have, as `fonts.mjs` reads it. */
export function coverageOfFonts() {
  const charactersOf = (file) => openSync(file).characterSet.filter((code) => code >= 0x20);
  const packed = Object.entries(fonts).map(([family, { normal, bold }]) => {
    const alsoBold = new Set(charactersOf(bold));
    const both = charactersOf(normal).filter((code) => alsoBold.has(code));
    return [family, pack([...new Set(both)].sort((a, b) => a - b))];
  });
  return Object.fromEntries(packed);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('coverage.json', import.meta.url), `${JSON.stringify(coverageOfFonts(), null, 2)}\n`);
