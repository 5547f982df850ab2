/**
 * An e-mail’s own document, for a frame that runs and loads nothing. A document inside the page is under the page’s
 * Content-Security-Policy, which forbids styles on elements: they become rules of a style sheet that carries the page’s nonce.
 * In the documents that notifications write, no text can contain `style="`: quotes in it are escaped.
 */
export function emailDocument(html: string, nonce: string): string {
  const rules: string[] = [];
  // A link would open its page in the frame, where no page of ours may be shown.
  const still = html.replaceAll(/<a href="[^"]*"/g, '<a');
  const body = still.replaceAll(/ style="([^"]*)"/g, (_, style: string) => {
    rules.push(`.s${rules.length}{${style.replaceAll('&#39;', "'").replaceAll(/[<>{}]/g, '')}}`);
    return ` class="s${rules.length - 1}"`;
  });
  return body.replace('</head>', `<style nonce="${nonce}">${rules.join('')}</style></head>`);
}
