import type { FieldError } from '@closeout/contracts/errors';

const nul = '\u0000';
const loneSurrogate = /\p{Surrogate}/u;

const wrong = (text: string) => text.includes(nul) || loneSurrogate.test(text);

/** PostgreSQL can store neither NUL nor half of a surrogate pair in text. A JSON text that has neither written out needs no further look. */
export function mayHoldUnstorableText(json: string): boolean {
  return /\\u(0000|d[89a-f])/i.test(json);
}

/** Every place in a parsed body that holds such text. Without recursion: the body may be nested as deeply as it is long. */
export function findUnstorableText(body: unknown): FieldError[] {
  const errors: FieldError[] = [];
  const open: { pointer: string; value: unknown }[] = [{ pointer: '', value: body }];
  for (let next = open.pop(); next && errors.length < 20; next = open.pop()) {
    const { pointer, value } = next;
    if (typeof value === 'string') {
      if (wrong(value)) errors.push(refusal(pointer));
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        const place = `${pointer}/${escapePointer(name)}`;
        if (wrong(name)) errors.push(refusal(place));
        open.push({ pointer: place, value: inner });
      }
    }
  }
  return errors;
}

export function isUnstorableText(value: string): boolean {
  return wrong(value);
}

export function refusal(pointer: string): FieldError {
  return { pointer, code: 'invalid-text', detail: 'expected text without NUL and without broken characters' };
}

/** RFC 6901. */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
