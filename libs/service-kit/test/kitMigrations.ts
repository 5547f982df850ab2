import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kitMigration = join(import.meta.dirname, '..', 'migration.sql');

/** A service's migrations: the kit's own, then these (name → SQL). */
export async function migrationsWith(further: Record<string, string> = {}): Promise<string> {
  const directory = await mkdtemp(join(process.env['TEST_FOLDER'] ?? tmpdir(), 'closeout-migrations-'));
  const first = join(directory, '20260101000000_service_kit');
  await mkdir(first);
  await copyFile(kitMigration, join(first, 'migration.sql'));
  for (const [name, sql] of Object.entries(further)) await addMigration(directory, name, sql);
  return directory;
}

export async function addMigration(directory: string, name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'migration.sql'), sql);
}
