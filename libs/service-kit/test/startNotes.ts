import type { Service } from '../src/service/index.js';
import {
  client,
  createTestDatabase,
  createTestTokens,
  type TestClient,
  type TestDatabase,
  type TestTokens,
} from '../src/testing/index.js';
import { createNotes, noteMigrations, type NoteOptions } from './noteService.js';

export interface Notes {
  database: TestDatabase;
  tokens: TestTokens;
  service: Service;
  url: string;
  /** As a user who may do everything. */
  api: TestClient;
  token: string;
  count(from: string): Promise<number>;
  stop(): Promise<void>;
}

/** The note service on a database of its own, without a broker. */
export async function startNotes(options: NoteOptions = {}): Promise<Notes> {
  const migrations = await noteMigrations();
  const database = await createTestDatabase({ migrations });
  const tokens = await createTestTokens();
  const env = {
    DATABASE_URL: database.url,
    JWKS_URL: tokens.jwksUrl,
    AMQP_URL: 'amqp://127.0.0.1:1',
    ...options.env,
  };
  const service = await createNotes({ migrations, ...options, env });
  const { url } = await service.start();
  const token = await tokens.token({ permissions: 'all' });
  return {
    database,
    tokens,
    service,
    url,
    token,
    api: client(url, token),
    count: async (from) =>
      Number((await database.query<{ n: bigint }>(`SELECT count(*) AS n FROM ${from}`))[0]?.n),
    async stop() {
      await service.stop();
      await tokens.close();
      await database.drop();
    },
  };
}
