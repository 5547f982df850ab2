interface Body {
  encoding: 'utf8' | 'base64';
  content: string;
}

/** JSON with a line for each member; anything else as it came. */
export function legible({ encoding, content }: Body): string {
  if (encoding === 'base64') return content;
  try {
    return JSON.stringify(JSON.parse(content), null, 2);
  } catch {
    // No JSON: that may be why nobody could apply it.
    return content;
  }
}
