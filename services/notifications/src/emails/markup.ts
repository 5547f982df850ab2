/** Text that is HTML already and is inserted as it is. Only `markup` makes it. */
export class Markup {
  constructor(readonly source: string) {}
}

/** Builds HTML: whatever is inserted is escaped, unless it is markup itself. */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const inserted = values.map((value) => {
    if (value instanceof Markup) return value.source;
    if (typeof value === 'object') return value.map(({ source }) => source).join('\n');
    return escapeHtml(String(value));
  });
  return new Markup(parts.reduce((sum, part, i) => sum + (inserted[i - 1] ?? '') + part));
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * What people typed (titles, names), as one line: no line break that could start a header or fake a line
 * of the text, no control character, nothing that turns the direction of writing around.
 */
export function oneLine(text: string, longest = 200): string {
  const line = text
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
