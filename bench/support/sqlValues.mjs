/** SQL values as JSON can carry them, and back. */
export function encodeValue(value) {
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (Buffer.isBuffer(value)) return { $bytes: value.toString('base64') };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return { $array: value.map(encodeValue) };
  return value === undefined ? null : value;
}

export function decodeValue(value) {
  if (value === null || typeof value !== 'object') return value;
  if ('$bigint' in value) return value.$bigint;
  if ('$bytes' in value) return Buffer.from(value.$bytes, 'base64');
  if ('$date' in value) return new Date(value.$date);
  if ('$array' in value) return value.$array.map(decodeValue);
  return value;
}
