import { createTransport } from 'nodemailer';
import type { Outcome } from './email.js';

export interface OutgoingMail {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Hands e-mails to a mail server. Never throws: each attempt has an outcome. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<Outcome>;
  close(): void;
}

/** Where no mail server is set up: e-mails wait, for as long as they are worth it. */
export const noMailer: Mailer = {
  send: () => Promise.resolve({ kind: 'unreachable', reason: 'No mail server is set up (SMTP_URL).' }),
  close: () => undefined,
};

export interface SmtpOptions {
  url: string;
  from: string;
  /** For one attempt as a whole: connecting, and every answer of the server. */
  timeoutMs: number;
  connections: number;
}

export function smtpMailer(options: SmtpOptions): Mailer {
  const transport = createTransport(
    {
      url: options.url,
      pool: true,
      maxConnections: options.connections,
      connectionTimeout: options.timeoutMs,
      greetingTimeout: options.timeoutMs,
      socketTimeout: options.timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: options.from },
  );
  // A pooled connection that breaks while idle: the next e-mail opens another one.
  transport.on('error', () => undefined);

  return {
    async send(mail) {
      try {
        await transport.sendMail({
          messageId: mail.messageId,
          // As an object, so that a comma in it cannot add a second recipient.
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(options.timeoutMs),
        });
        return { kind: 'accepted' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

interface SmtpError {
  message: string;
  /** The reply code of the server, if it replied. */
  responseCode?: number;
  /** What the server replied to: `RCPT TO`, `DATA`; `CONN` for the connection itself. */
  command?: string;
}

/** Only a reply to the e-mail itself (sender, recipient, content) is a word about the e-mail. */
export function outcomeOf(error: unknown): Outcome {
  const { message, responseCode, command } = error as SmtpError;
  const reason = message.slice(0, 500);
  const aboutTheEmail = command === 'MAIL FROM' || command === 'RCPT TO' || command === 'DATA';
  if (!aboutTheEmail) return { kind: 'unreachable', reason };
  return { kind: 'refused', permanent: responseCode !== undefined && responseCode >= 500, reason };
}
