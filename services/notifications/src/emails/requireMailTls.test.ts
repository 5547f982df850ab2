import { describe, expect, it } from '@jest/globals';
import { requireMailTls } from './requireMailTls.js';

const start = (SMTP_URL: string) => () => requireMailTls({ REQUIRE_TLS: true, SMTP_URL });

describe('A mail server that has to be reached by TLS', () => {
  it.each(['smtps://u:p@mail.example.com', 'smtp://mail.example.com:587?requireTLS=true'])(
    'may be %s',
    (url) => {
      expect(start(url)).not.toThrow();
    },
  );

  it.each([
    'smtp://mail.example.com',
    'smtp://mail.example.com?requireTLS=false',
    'smtp://mail.example.com?requireTLS=true&requireTLS=false',
    'smtps://mail.example.com?tls.rejectUnauthorized=false',
    'smtp://mail.example.com?requireTLS=true&ignoreTLS=true',
  ])('may not be %s', (url) => {
    expect(start(url)).toThrow(/SMTP_URL/);
  });
});
