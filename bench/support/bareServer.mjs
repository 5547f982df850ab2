/**
 * The bare equivalent of a command: Express, `pg`, and the SQL statements that the real service was
 * seen to send for it. No validation, no token, no log.
 *
 * `node bareServer.mjs <script.json>`; the script: { databaseUrl, pool, statements, answer, known }.
 * UUIDs in values are replaced as the request's `ids` say; those that are neither named there nor `known` are made anew.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import pg from 'pg';
import { decodeValue } from './sqlValues.mjs';

const script = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const pool = new pg.Pool({ connectionString: script.databaseUrl, max: script.pool });
const known = new Set(script.known);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const statements = script.statements.map(({ name, text, values }) => ({
  name,
  text,
  json: JSON.stringify(values),
}));

const app = express();
app.use(express.json());
app.post('/command', async (req, res) => {
  const fresh = new Map(Object.entries(req.body.ids ?? {}));
  const client = await pool.connect();
  try {
    for (const { name, text, json } of statements) {
      const values = json.replace(uuid, (id) => {
        if (known.has(id)) return id;
        if (!fresh.has(id)) fresh.set(id, randomUUID());
        return fresh.get(id);
      });
      await client.query({ name, text, values: JSON.parse(values).map(decodeValue) });
    }
    client.release();
  } catch (error) {
    client.release(true);
    res.status(500).send(String(error));
    return;
  }
  res.status(201).json(script.answer);
});
const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
