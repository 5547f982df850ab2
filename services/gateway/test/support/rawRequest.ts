import { once } from 'node:events';
import { request, type Agent, type ClientRequest, type IncomingMessage } from 'node:http';

export type RawRequest = (
  method: string,
  path: string,
  headers?: Record<string, string>,
  agent?: Agent,
) => ClientRequest;

/** Node's own client, where fetch is too well-behaved. Requests have yet to be ended. */
export function rawRequests(baseUrl: string, token: string): RawRequest {
  const { port } = new URL(baseUrl);
  return (method, path, headers = {}, agent = undefined) =>
    request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
}

export async function answerTo(call: ClientRequest): Promise<IncomingMessage> {
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  return answer;
}

export async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
