import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { clientAddress, networkOf } from './clientAddress.js';

const request = (forwarded?: string) =>
  ({
    socket: { remoteAddress: '10.0.0.1' },
    headers: { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('The address of a client', () => {
  it('is that of the connection, whatever the client says, where no proxy is trusted', () => {
    expect(clientAddress(request('1.2.3.4'), 0)).toBe('10.0.0.1');
  });
  it('is what the outermost trusted proxy saw', () => {
    expect(clientAddress(request('6.6.6.6, 1.2.3.4'), 1)).toBe('1.2.3.4');
    expect(clientAddress(request('6.6.6.6, 1.2.3.4, 10.0.0.2'), 2)).toBe('1.2.3.4');
    expect(clientAddress(request('nonsense'), 1)).toBe('10.0.0.1');
    expect(clientAddress(request(), 1)).toBe('10.0.0.1');
  });
  it('counts an IPv6 network as one sender', () => {
    expect(networkOf('2001:db8:0:1:aaaa::1')).toBe(networkOf('2001:db8::1:b:c:d:e'));
    expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8:0:2::1'));
    expect(networkOf('::ffff:1.2.3.4')).toBe('1.2.3.4');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
  });
});
