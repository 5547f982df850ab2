// The mail catcher, a process of its own: takes every mail over SMTP, sends none on, and shows them in the browser.
// From the environment: HOST, SMTP_PORT, PORT (of the page) and MAIL_FOLDER.

import { SMTPServer } from 'smtp-server';
import { mailSite } from './mailSite.mjs';
import { openMailStore } from './mailStore.mjs';

const { HOST = '127.0.0.1', SMTP_PORT = '1025', PORT = '1080', MAIL_FOLDER = 'mail' } = process.env;
const store = await openMailStore(MAIL_FOLDER);

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  size: 25 * 1024 * 1024,
  // Any name and password will do.
  onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anybody' }),
  onData(stream, { envelope }, done) {
    /** @type {Buffer[]} */
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      if (stream.sizeExceeded)
        return done(Object.assign(new Error('The mail is too large'), { responseCode: 552 }));
      store
        .add(
          Buffer.concat(chunks),
          envelope.rcptTo.map(({ address }) => address),
        )
        .then(() => done(), done);
    });
  },
});
smtp.on('error', (error) => console.error(error));
smtp.listen(Number(SMTP_PORT), HOST);

const web = mailSite(store);
web.listen(Number(PORT), HOST);

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
  process.on(signal, () => {
    web.closeAllConnections();
    web.close();
    smtp.close(() => process.exit(0));
  });
}
