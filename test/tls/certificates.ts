import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface Authority {
  /** PEM, for those who trust it. */
  certificate: string;
  /** A server's certificate, for a name. */
  issue(name: string): { key: string; cert: string };
}

/** A certificate authority of this test alone (X.509 v3, ECDSA on P-256), written down in DER by hand: RFC 5280. */
export function createAuthority(name: string): Authority {
  const pair = newPair();
  const certificate = (subject: string, publicKey: KeyObject, extension: Buffer): string => {
    const body = sequence(
      tagged(0xa0, integer(Buffer.from([2]))),
      integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
      ecdsaWithSha256,
      commonName(name),
      sequence(time(-1), time(1)),
      commonName(subject),
      publicKey.export({ type: 'spki', format: 'der' }),
      tagged(0xa3, sequence(extension)),
    );
    const signature = sign('sha256', body, pair.privateKey);
    const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.from([0]), signature));
    // A blank line, where the last one is full, would end it too early.
    const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  };
  return {
    certificate: certificate(name, pair.publicKey, isAuthority),
    issue(host) {
      const { privateKey, publicKey } = newPair();
      return {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: certificate(host, publicKey, alternativeName(host)),
      };
    },
  };
}

const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...parts: Buffer[]) => tagged(0x30, ...parts);
const integer = (value: Buffer) => tagged(0x02, value);
const objectId = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'));

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
const commonName = (name: string) =>
  sequence(tagged(0x31, sequence(objectId('550403'), tagged(0x0c, Buffer.from(name)))));
/** In so many days from now; UTCTime. */
const time = (days: number) => {
  const text = new Date(Date.now() + days * 86_400_000).toISOString().replace(/\D/g, '').slice(2, 14);
  return tagged(0x17, Buffer.from(`${text}Z`));
};
const isAuthority = sequence(
  objectId('551d13'),
  tagged(0x01, Buffer.from([0xff])),
  tagged(0x04, sequence(tagged(0x01, Buffer.from([0xff])))),
);
const alternativeName = (host: string) =>
  sequence(objectId('551d11'), tagged(0x04, sequence(tagged(0x82, Buffer.from(host)))));
