import { expect, test } from '@jest/globals';
import { trouble } from './showWarnings.mjs';

test('warnings, errors and crashes are shown, the rest stays in the log', () => {
  expect(trouble('{"level":"info","msg":"ready"}')).toBeUndefined();
  expect(trouble('')).toBeUndefined();
  expect(
    trouble('{"level":"error","msg":"request","method":"GET","path":"/readyz","status":503}'),
  ).toBeUndefined();
  expect(trouble('{"level":"error","msg":"request","method":"POST","path":"/a","status":500}')).toBe(
    'error: request, POST /a 500',
  );
  expect(trouble('{"level":"warn","msg":"no broker","err":{"message":"ECONNREFUSED"}}')).toBe(
    'warning: no broker (ECONNREFUSED)',
  );
  expect(trouble('{"level":50,"msg":"failed"}')).toBe('error: failed');
  expect(trouble('TypeError: x is not a function')).toBe('TypeError: x is not a function');
});
