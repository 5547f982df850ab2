/**
 * Preloaded into a service (`node --import`): from one SIGUSR2 to the next it writes each SQL statement that the process
 * sends, with its values and connection, as a line of JSON to `<RECORD_SQL>/<service>.jsonl`. The bare
 * equivalent of a command replays them.
 */
import { appendFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import { encodeValue } from './sqlValues.mjs';

const file = process.env.RECORD_SQL && join(process.env.RECORD_SQL, `${basename(process.cwd())}.jsonl`);
let recording = false;
const connections = new WeakMap();
let count = 0;

if (file) {
  process.on('SIGUSR2', () => (recording = !recording));
  const send = pg.Client.prototype.query;
  pg.Client.prototype.query = function record(config, values, callback) {
    if (!connections.has(this)) connections.set(this, (count += 1));
    const text = typeof config === 'string' ? config : config?.text;
    if (recording && text !== undefined) {
      const given = (Array.isArray(values) ? values : config.values) ?? [];
      const line = {
        connection: connections.get(this),
        name: config?.name,
        text,
        values: given.map(encodeValue),
      };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    }
    return send.call(this, config, values, callback);
  };
}
