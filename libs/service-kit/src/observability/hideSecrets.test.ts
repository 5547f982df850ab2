import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';
import { hideSecrets } from './hideSecrets.js';
import { runWithContext } from './context.js';

describe('what is secret', () => {
  it('is hidden by its name, however deep, and nothing else is touched', () => {
    const headers = { Authorization: 'Bearer abc', accept: '*/*' };
    const fields = {
      user: 'Eve',
      password: 'x',
      request: { headers, bodies: [{ refreshToken: 'y', note: 'z' }] },
    };
    expect(hideSecrets(fields)).toEqual({
      user: 'Eve',
      password: '[secret]',
      request: {
        headers: { Authorization: '[secret]', accept: '*/*' },
        bodies: [{ refreshToken: '[secret]', note: 'z' }],
      },
    });
    expect(fields.password).toBe('x');
    const harmless = { a: 1, b: [{ c: 2 }] };
    expect(hideSecrets(harmless)).toBe(harmless);
  });

  it('never reaches a log line, not even with an error; the ids of the request do', () => {
    const lines: string[] = [];
    const log = createLogger({ service: 'test', destination: { write: (line) => lines.push(line) } });
    const error = Object.assign(new Error('refused'), {
      headers: { authorization: 'Bearer abc' },
      cause: new Error('inner'),
    });
    runWithContext({ requestId: 'r-1', causationId: 'e-1' }, () => {
      log.info({ err: error, token: 'abc' }, 'failed');
    });
    expect(lines.join()).not.toContain('abc');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      service: 'test',
      requestId: 'r-1',
      eventId: 'e-1',
      token: '[secret]',
      err: { message: 'refused: inner' },
    });
  });
});
