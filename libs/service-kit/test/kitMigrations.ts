import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kitMigrations = {
  '20260101000000_service_kit': 'migration.sql',
  '20261128170000_event_log_epochs': 'migration.epochs.sql',
};

/** A service's migrations: the kit's own, then these (name → SQL). */
export async function migrationsWith(further: Record<string, string> = {}): Promise<string> {
  const directory = await mkdtemp(join(process.env['TEST_FOLDER'] ?? tmpdir(), 'closeout-migrations-'));
  for (const [name, file] of Object.entries(kitMigrations)) {
    await mkdir(join(directory, name));
    await copyFile(join(import.meta.dirname, '..', file), join(directory, name, 'migration.sql'));
  }
  for (const [name, sql] of Object.entries(further)) await addMigration(directory, name, sql);
  return directory;
}

export async function addMigration(directory: string, name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'migration.sql'), sql);
}
