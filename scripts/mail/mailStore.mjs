import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

const most = 2_000;

/**
 * @typedef {{ id: string, receivedAt: string, from: string, to: string[], subject: string, text: string, html: string, attachments: string[] }} Message
 */

/**
 * The mails that were caught, each in a file as it came, the newest first. Beyond the newest few thousand the oldest go.
 *
 * @param {string} dir
 */
export async function openMailStore(dir) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  /** @type {Message[]} */
  const messages = [];
  for (const file of readdirSync(dir)
    .filter((name) => name.endsWith('.eml'))
    .sort()) {
    messages.unshift(await read(file.slice(0, -'.eml'.length), readFileSync(join(dir, file))));
  }
  let count = 0;
  const path = (/** @type {string} */ id) => join(dir, `${id}.eml`);
  return {
    list: () => messages,
    find: (/** @type {string} */ id) => messages.find((message) => message.id === id),
    /** @param {Buffer} raw @param {string[]} recipients as the envelope names them */
    async add(raw, recipients) {
      const id = `${new Date().toISOString().replace(/[:.]/g, '-')}-${String(++count).padStart(4, '0')}`;
      const whole = Buffer.concat([Buffer.from(`X-Envelope-To: ${recipients.join(', ')}\r\n`), raw]);
      writeFileSync(`${path(id)}.new`, whole, { mode: 0o600 });
      renameSync(`${path(id)}.new`, path(id));
      messages.unshift(await read(id, whole));
      for (const old of messages.splice(most)) rmSync(path(old.id), { force: true });
    },
    clear() {
      for (const { id } of messages.splice(0)) rmSync(path(id), { force: true });
    },
  };
}

/** @param {string} id @param {Buffer} raw @returns {Promise<Message>} */
async function read(id, raw) {
  const mail = await PostalMime.parse(raw);
  const envelope = mail.headers.find(({ key }) => key === 'x-envelope-to')?.value ?? '';
  const [day = '', time = ''] = id.split('T');
  const [hours, minutes, seconds, milliseconds] = time.split('-');
  return {
    id,
    receivedAt: `${day}T${hours}:${minutes}:${seconds}.${milliseconds}`,
    from: written(mail.from),
    to: envelope.split(', ').filter(Boolean),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    attachments: mail.attachments.map(({ filename, mimeType }) => filename ?? mimeType),
  };
}

/** @param {{ name?: string, address?: string } | undefined} who */
const written = (who) => (who?.name ? `${who.name} <${who.address}>` : (who?.address ?? ''));
