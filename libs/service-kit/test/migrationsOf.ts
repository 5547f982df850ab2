import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with a service's migrations (name → SQL). */
export async function migrationsOf(service: Record<string, string> = {}): Promise<string> {
  const directory = await mkdtemp(join(process.env['TEST_FOLDER'] ?? tmpdir(), 'closeout-migrations-'));
  for (const [name, sql] of Object.entries(service)) await addMigration(directory, name, sql);
  return directory;
}

export async function addMigration(directory: string, name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'migration.sql'), sql);
}
