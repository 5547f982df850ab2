import { client } from '@closeout/service-kit/testing';
import { rememberPassword } from './passwords.js';
import type { Stack } from './stack.js';
import { make } from './stories.js';

/** Adds somebody, who chooses a password of their own at once. @param account what stands before the @ of the address */
export async function addColleague(
  stack: Pick<Stack, 'api' | 'as'>,
  account: string,
  given: { name: string; roles: string[] },
): Promise<void> {
  const email = `${account}@closeout.test`;
  const password = 'handed over by hand';
  await make(await stack.as('admin'), '/users', { ...given, email, password });
  const newPassword = 'a password of my own';
  const answer = await client(stack.api).post('/auth/login', { email, password, newPassword });
  if (answer.status !== 200) throw new Error(`${email} cannot sign in: ${answer.status}`);
  rememberPassword(account, newPassword);
}
