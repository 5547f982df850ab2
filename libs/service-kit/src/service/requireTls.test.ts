import { describe, expect, it } from '@jest/globals';
import { requireTls } from './requireTls.js';

const safe = {
  REQUIRE_TLS: true,
  DATABASE_URL: 'postgres://billing:secret@db.example.com/billing?sslmode=verify-full',
  AMQP_URL: 'amqps://billing:secret@mq.example.com/closeout',
};
const start = (more: object) => () => requireTls({ ...safe, ...more });

describe('A service that has to be reached by nobody but those whom it names', () => {
  it('starts where every address is encrypted, and its certificate verified', () => {
    expect(start({})).not.toThrow();
    expect(start({ DATABASE_URL: `${safe.DATABASE_URL}&sslrootcert=/etc/ca.pem` })).not.toThrow();
  });

  it.each([
    'postgres://db.example.com/billing',
    'postgres://db.example.com/billing?sslmode=require&uselibpqcompat=true',
    'postgres://db.example.com/billing?sslmode=no-verify',
    'postgres://db.example.com/billing?sslmode=verify-full&sslmode=disable',
    'postgres://db.example.com/billing?sslmode=verify-full&host=other.example.com',
    'postgres://10.0.0.5/billing?sslmode=verify-full',
    'postgres://[::1]/billing?sslmode=verify-full',
  ])('refuses to start with the database %s', (url) => {
    expect(start({ DATABASE_URL: url })).toThrow(/DATABASE_URL.*verify-full/);
  });

  it('refuses to start with a broker that is not encrypted, and says everything that is wrong at once', () => {
    const both = start({
      AMQP_URL: 'amqp://mq.example.com',
      DATABASE_URL: 'postgres://db.example.com/billing',
    });
    expect(both).toThrow(/AMQP_URL: expected amqps/);
    expect(both).toThrow(/DATABASE_URL/);
  });

  it('starts with any address where that is not asked for', () => {
    expect(start({ REQUIRE_TLS: false, AMQP_URL: 'amqp://localhost' })).not.toThrow();
  });
});
