import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

interface Options {
  challenge: string;
}

export interface SoftwarePasskey {
  /** What `navigator.credentials.create` gives. */
  create(options: Options, page?: Page): object;
  /** What `navigator.credentials.get` gives. */
  get(options: Options, page?: Page): object;
}

interface Page {
  origin?: string;
  rpId?: string;
  /** Whether the device had its user show a finger or a PIN. */
  verified?: boolean;
  /** Of its signatures; counts by itself. */
  counter?: number;
}

/** A device with one passkey (Web Authentication, 6): it signs for whatever page it is told, as no real one would. */
export function softwarePasskey(): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, { challenge }: Options, { origin = 'http://localhost:8080' }: Page) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  function authenticatorData(
    { rpId = 'localhost', verified = true, counter: given }: Page,
    made?: Buffer,
  ): Buffer {
    counter = given ?? counter + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = Buffer.from([0x01 | (verified ? 0x04 : 0) | (made ? 0x40 : 0)]);
    const rpIdHash = createHash('sha256').update(rpId).digest();
    return Buffer.concat([rpIdHash, flags, count, ...(made ? [made] : [])]);
  }

  const credential = (response: object) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
    response,
  });

  return {
    create(options, page = {}) {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const cose = isoCBOR.encode(
        new Map<number, number | Uint8Array<ArrayBuffer>>([
          ...([
            [1, 2],
            [3, -7],
            [-1, 1],
          ] as [number, number][]),
          [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
          [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
        ]),
      );
      const length = Buffer.from([0, id.length]);
      const data = authenticatorData(page, Buffer.concat([Buffer.alloc(16), length, id, cose]));
      const attestation = isoCBOR.encode(
        new Map<string, string | Map<string, string> | Uint8Array<ArrayBuffer>>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', new Uint8Array(data)],
        ]),
      );
      return credential({
        clientDataJSON: clientData('webauthn.create', options, page).toString('base64url'),
        attestationObject: Buffer.from(attestation).toString('base64url'),
        transports: ['internal'],
      });
    },
    get(options, page = {}) {
      const client = clientData('webauthn.get', options, page);
      const data = authenticatorData(page);
      const hash = createHash('sha256').update(client).digest();
      const signature = createSign('sha256')
        .update(Buffer.concat([data, hash]))
        .sign(privateKey);
      return credential({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: Buffer.from('whoever').toString('base64url'),
      });
    },
  };
}
