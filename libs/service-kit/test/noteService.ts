import { conflict, notFound } from '@closeout/contracts/errors';
import { projectsEvents } from '@closeout/contracts/events/projects';
import { Id, page, PageQuery, Version } from '@closeout/contracts/fields';
import { defineOperation } from '@closeout/contracts/http';
import { Router } from 'express';
import { z } from 'zod';
import { newId, violates } from '../src/db/index.js';
import { checkVersion, command, keysetCursor, query } from '../src/http/index.js';
import {
  createService,
  kitConfig,
  readConfig,
  type Kit,
  type Service,
  type ServiceOptions,
} from '../src/service/index.js';
import { testConfig } from '../src/testing/index.js';
import { migrationsOf } from './migrationsOf.js';

/** A small service that keeps notes: everything that the kit does for a service can be seen on it. */
const Note = z.object({ id: Id, version: Version, title: z.string(), weight: z.number().nullable() });
const NewNote = z.strictObject({
  title: z.string().min(1).max(100),
  weight: z.int().min(0).optional(),
  lines: z
    .array(z.strictObject({ text: z.string(), quantity: z.int().min(1) }))
    .max(10)
    .optional(),
});
const errors = ['note-not-found', 'budget-code-taken', 'stale-version'] as const;
const common = { service: 'projects', tag: 'notes', record: 'project', errors } as const;
const NoteId = z.strictObject({ id: Id });

export const noteOperations = {
  create: defineOperation({
    ...common,
    id: 'createNote',
    method: 'post',
    path: '/notes',
    summary: '',
    access: { permission: 'projects.create' },
    body: NewNote,
    status: 201,
    answer: Note,
  }),
  get: defineOperation({
    ...common,
    id: 'getNote',
    method: 'get',
    path: '/notes/{id}',
    summary: '',
    access: { permission: 'projects.view' },
    params: NoteId,
    status: 200,
    answer: Note,
  }),
  list: defineOperation({
    ...common,
    id: 'listNotes',
    method: 'get',
    path: '/notes',
    summary: '',
    access: { anyOf: ['projects.view', 'projects.edit'] },
    query: PageQuery,
    status: 200,
    answer: page(Note),
  }),
  rename: defineOperation({
    ...common,
    id: 'renameNote',
    method: 'patch',
    path: '/notes/{id}',
    summary: '',
    access: 'signed-in',
    params: NoteId,
    body: z.strictObject({ title: z.string().min(1) }),
    status: 200,
    answer: Note,
  }),
  remove: defineOperation({
    ...common,
    id: 'removeNote',
    method: 'delete',
    path: '/notes/{id}',
    summary: '',
    access: 'signed-in',
    params: NoteId,
    status: 204,
  }),
  hold: defineOperation({
    ...common,
    id: 'holdNotes',
    method: 'post',
    path: '/notes/hold',
    summary: '',
    access: 'signed-in',
    status: 200,
    answer: z.object({ held: z.boolean() }),
  }),
  big: defineOperation({
    ...common,
    id: 'bigNote',
    method: 'get',
    path: '/notes-big',
    summary: '',
    access: 'public',
    status: 200,
    answer: z.object({ amount: z.any() }),
  }),
};

export const noteTables = `
  CREATE TABLE note (id uuid PRIMARY KEY, version integer NOT NULL DEFAULT 1, title text NOT NULL, weight smallint,
    CONSTRAINT note_title_key UNIQUE (title))`;

interface Row {
  id: string;
  version: number;
  title: string;
  weight: number | null;
}

const projectOf = (note: Row) =>
  projectsEvents.projectCreated.draft(note.id, note.version, {
    id: note.id,
    version: note.version,
    number: 'PRJ-2026-0001',
    customerId: note.id,
    title: note.title,
    description: null,
    status: 'ACTIVE',
    archived: false,
    budgetTotal: '1.00',
    currency: 'EUR',
    startDate: '2026-01-01',
    endDate: null,
    type: null,
    revenueModel: null,
    projectManagerId: null,
    technicalManagerId: null,
    businessUnitId: null,
    legalEntityId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    createdBy: null,
  });

export interface NoteOptions {
  env?: Record<string, string | number | undefined>;
  /** Called inside the transaction of `createNote`, after its statements. */
  beforeCommit?: (tx: { query(text: string): Promise<unknown> }) => Promise<void>;
  /** What `POST /notes/hold` waits for. */
  hold?: () => Promise<void>;
  recover?: (kit: Kit, error: unknown) => Promise<boolean>;
  service?: Partial<ServiceOptions>;
  migrations?: string;
}

export async function createNotes(options: NoteOptions = {}): Promise<Service> {
  const migrations = options.migrations ?? (await noteMigrations());
  return createService({
    name: 'projects',
    config: readConfig(kitConfig('projects'), testConfig(options.env)),
    migrations,
    routes: (kit) => ({ public: routes(kit, options) }),
    ...options.service,
  });
}

export function noteMigrations(): Promise<string> {
  return migrationsOf({ '20260102000000_notes': noteTables });
}

function routes(kit: Kit, options: NoteOptions): Router {
  const router = Router();
  const { db } = kit;

  command(
    router,
    noteOperations.create,
    db.transaction,
    async (tx, { body }) => {
      const [note] = await tx.query<Row>(
        'INSERT INTO note (id, title, weight) VALUES ($1, $2, $3) RETURNING *',
        [newId(), body.title, body.weight ?? null],
      );
      tx.emit(projectOf(note as Row));
      await options.beforeCommit?.(tx);
      return note as Row;
    },
    {
      recover: async (error) => {
        if (options.recover) return options.recover(kit, error);
        if (violates(error, 'note_title_key'))
          throw conflict('budget-code-taken', 'There is a note with this title.');
        return false;
      },
    },
  );

  command(router, noteOperations.hold, db.transaction, async () => {
    await options.hold?.();
    return { held: true };
  });

  query(router, noteOperations.get, async ({ params }) => load(db, params.id));

  query(router, noteOperations.list, async ({ query: { limit, cursor, q } }) => {
    const [after] = cursor === undefined ? [null] : keysetCursor.decode(cursor, z.tuple([z.uuid()]));
    const rows = await db.query<Row>(
      'SELECT * FROM note WHERE ($1::uuid IS NULL OR id > $1) AND ($2::text IS NULL OR title = $2) ORDER BY id LIMIT $3',
      [after, q ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? keysetCursor.encode([last.id]) : null };
  });

  command(router, noteOperations.rename, db.transaction, async (tx, { params, body, ifMatch }) => {
    const note = await load(tx, params.id, 'FOR UPDATE');
    checkVersion(ifMatch, note.version);
    const [renamed] = await tx.query<Row>(
      'UPDATE note SET title = $2, version = version + 1 WHERE id = $1 RETURNING *',
      [params.id, body.title],
    );
    return renamed as Row;
  });

  command(router, noteOperations.remove, db.transaction, async (tx, { params }) => {
    await tx.query('DELETE FROM note WHERE id = $1', [params.id]);
  });

  query(router, noteOperations.big, async () => ({ amount: 12n }));

  return router;
}

async function load(
  db: { query<R>(text: string, values: unknown[]): Promise<R[]> },
  id: string,
  lock = '',
): Promise<Row> {
  const [note] = await db.query<Row>(`SELECT * FROM note WHERE id = $1 ${lock}`, [id]);
  if (!note) throw notFound('note', id);
  return note;
}
