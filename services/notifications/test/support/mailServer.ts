import type { AddressInfo } from 'node:net';
import PostalMime, { type Email as ParsedMail } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  from: string;
  /** As it came over the wire. */
  raw: string;
  parsed: ParsedMail;
}

/** What somebody wrote in a mail; not its ids, which may hold any digits. */
export function writtenIn(mail: ReceivedMail | undefined): string {
  const { subject, text, html } = mail?.parsed ?? {};
  return [subject, text, html].join('\n').replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'id');
}

/** What the server does with an e-mail: take it, or say or do something else. */
export type Manner =
  | 'take'
  | 'refuse-for-now'
  | 'refuse-for-good'
  | 'refuse-content-for-good'
  | 'stall'
  | 'drop'
  | 'take-and-drop';

export interface MailServer {
  url: string;
  mails: ReceivedMail[];
  /** Attempts that came as far as naming the recipient. */
  attempts: string[];
  manner: (to: string, attempt: number) => Manner;
  to(recipient: string): ReceivedMail[];
  stop(): Promise<void>;
  restart(): Promise<void>;
}

/** A real SMTP server on this machine, with manners. */
export async function startMailServer(): Promise<MailServer> {
  let port = 0;
  let server: SMTPServer;
  const later = new Set<() => void>();

  function create(): SMTPServer {
    const created = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 100,
      onRcptTo(address, _session, callback) {
        const to = address.address;
        mail.attempts.push(to);
        const manner = mail.manner(to, mail.attempts.filter((other) => other === to).length);
        if (manner === 'refuse-for-now')
          return callback(Object.assign(new Error('try again later'), { responseCode: 451 }));
        if (manner === 'refuse-for-good')
          return callback(Object.assign(new Error('no such user'), { responseCode: 550 }));
        callback();
      },
      onData(stream, session, callback) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          const [first = ''] = to;
          const manner = mail.manner(first, mail.attempts.filter((other) => other === first).length);
          if (manner === 'refuse-content-for-good')
            return callback(Object.assign(new Error('spam'), { responseCode: 554 }));
          if (manner === 'stall') return void later.add(() => callback());
          if (manner === 'drop') return cut(session.id);
          const raw = Buffer.concat(chunks).toString('utf8');
          void PostalMime.parse(raw).then((parsed) => {
            mail.mails.push({
              to,
              from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
              raw,
              parsed,
            });
            if (manner === 'take-and-drop') cut(session.id);
            else callback();
          });
        });
      },
    });
    created.on('error', () => undefined); // connections that break are part of the tests
    return created;
  }

  function cut(sessionId: string): void {
    for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>) {
      if (connection.id === sessionId) connection._socket.destroy();
    }
  }

  const listen = () =>
    new Promise<void>((resolve) => {
      server = create();
      const listening = server.listen(port, '127.0.0.1', () => {
        port = (listening.address() as AddressInfo).port;
        resolve();
      });
    });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const answer of later) answer();
      later.clear();
      server.close(() => resolve());
    });

  const mail: MailServer = {
    url: '',
    mails: [],
    attempts: [],
    manner: () => 'take',
    to: (recipient) => mail.mails.filter(({ to }) => to.includes(recipient)),
    stop: close,
    restart: listen,
  };
  await listen();
  mail.url = `smtp://127.0.0.1:${port}`;
  return mail;
}
