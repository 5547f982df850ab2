import { describe, expect, it } from '@jest/globals';
import { kitConfig, readConfig } from './config.js';

const enough = {
  PORT: '8081',
  DATABASE_URL: 'postgres://u:p@db/projects',
  AMQP_URL: 'amqp://mq',
  GATEWAY_URL: 'http://gateway:8080',
  BILLING_URL: 'http://billing:8080',
  NOTIFICATIONS_URL: 'http://notifications:8080',
  SERVICE_SECRET: 'x'.repeat(32),
};

describe('the environment', () => {
  it('is read with its defaults; a variable set to nothing is not set', () => {
    expect(readConfig(kitConfig('projects'), { ...enough, JWKS_URL: '', UNRELATED: 'x' })).toMatchObject({
      PORT: 8081,
      HOST: '127.0.0.1',
      NAMESPACE: '',
      LOG_LEVEL: 'info',
      DATABASE_POOL: 6,
      TOKEN_ISSUER: 'closeout',
      JWKS_URL: undefined,
      SELLER_TIME_ZONE: 'UTC',
    });
  });

  it('names the seller’s time zone, which must exist', () => {
    const zone = (SELLER_TIME_ZONE: string) =>
      readConfig(kitConfig('projects'), { ...enough, SELLER_TIME_ZONE }).SELLER_TIME_ZONE;
    expect(zone('Asia/Tokyo')).toBe('Asia/Tokyo');
    expect(zone('')).toBe('UTC');
    expect(() => zone('Europe/Bonn')).toThrow(/SELLER_TIME_ZONE: expected a time zone/);
  });

  it('that is incomplete is told in one message, which repeats no secret', () => {
    const read = () =>
      readConfig(kitConfig('projects'), {
        ...{ ...enough, AMQP_URL: undefined, BILLING_URL: undefined, NOTIFICATIONS_URL: 'billing' },
        ...{ SERVICE_SECRET: 'too short', PORT: 'http' },
      });
    expect(read).toThrow(/AMQP_URL is not set/);
    expect(read).toThrow(/BILLING_URL is not set/);
    expect(read).toThrow(/NOTIFICATIONS_URL: expected a URL/);
    // Nobody needs to be told where it is itself.
    expect(read).not.toThrow(/PROJECTS_URL/);
    expect(read).toThrow(/SERVICE_SECRET: expected at least 32 characters/);
    expect(read).toThrow(/PORT: /);
    expect(read).not.toThrow(/too short/);
  });
});
