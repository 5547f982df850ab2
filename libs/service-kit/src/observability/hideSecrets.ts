const secretNames = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'apikey',
  'password',
  'newpassword',
  'currentpassword',
  'secret',
  'token',
  'accesstoken',
  'refreshtoken',
  'privatekey',
]);
const deepest = 5;

/**
 * A copy of what is to be logged with everything secret left out, known by its name at any depth; the same
 * object when there is nothing to hide. (pino's own redaction does this by paths, and takes 40 µs a line
 * for as many: as long as the rest of a request.)
 */
export function hideSecrets<T extends object>(fields: T, depth = 1): T {
  let copy: Record<string, unknown> | null = null;
  for (const [name, value] of Object.entries(fields)) {
    const shown = secretNames.has(name.toLowerCase()) ? '[secret]' : shownValue(value, depth);
    if (shown === value) continue;
    copy ??= { ...fields } as Record<string, unknown>;
    copy[name] = shown;
  }
  return (copy ?? fields) as T;
}

/** `hideSecrets` for anything: what is not an object has no names. */
export function shownValue(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || Buffer.isBuffer(value))
    return value;
  if (depth >= deepest) return value;
  if (!Array.isArray(value)) return hideSecrets(value, depth + 1);
  const shown = value.map((item: unknown) => shownValue(item, depth + 1));
  return shown.some((item, index) => item !== value[index]) ? shown : value;
}
