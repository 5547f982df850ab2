import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { startStack, type Stack } from './stack/stack.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ replicas: 1 });
}, 150_000);
afterAll(() => stack?.stop());

it('the README’s tour does what it says', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const tour = /<!-- tour -->\s*```bash\n([\s\S]*?)```/.exec(readme)?.[1];
  if (!tour) throw new Error('the README has no tour');
  const script = `set -eu -o pipefail\n${tour.replaceAll('http://localhost:8080', stack.url)}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { timeout: 100_000 });
  const year = new Date().getUTCFullYear();
  expect(stdout).toContain(`INV-${year}-0001`);
  expect(stdout).toContain(`REC-${year}-0001`);
  expect(stdout).toContain("remaining: '5000.00'");
  expect(stdout).toMatch(/issued/);
  expect(stdout).toContain(`QUO-${year}-0001`);
  expect(stdout).toContain('TECHNICALLY_CLOSED');
  expect(stdout).toContain('PO-4711');
  expect(stdout).toContain("account: 'RECEIVABLE'");
  expect(stdout).toContain('FINALIZED\nFINALIZED\n');
  expect(stdout).toMatch(/'[a-z]+\.[a-z-]+-created\.v1'/);
});
