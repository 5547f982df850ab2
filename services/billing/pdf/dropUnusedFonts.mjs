// For images: the packages hold each font in weights and formats that no document is printed with.
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fonts } from './fonts.mjs';

const used = new Set(Object.values(fonts).flatMap(({ normal, bold }) => [normal, bold]));

for (const folder of new Set([...used].map(dirname)))
  for (const name of readdirSync(folder)) if (!used.has(join(folder, name))) rmSync(join(folder, name));
