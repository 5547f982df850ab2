/** Where the focus is, and what is around it, for when it is not there any more. */
interface Place {
  element: HTMLElement;
  /** What opened the menu that it is in. */
  opener: Place | null;
  around: { parent: Element; before: Element | null; after: Element | null }[];
}

let last: Place | null = null;
/** A click beside everything took the focus away, on purpose. */
let isLeft = false;

/**
 * Keeps the focus on the page. Where the element that had it is gone, such as a row that was deleted or an entry of a menu that closed,
 * it goes to the menu's button, to what stood beside it, or to the heading above it: not back to the beginning of the page.
 */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement) last = placeOf(target);
    isLeft = false;
  });
  document.addEventListener('focusout', () => {
    queueMicrotask(() => {
      isLeft = isNowhere() && last !== null && canHaveIt(last.element);
    });
  });
  new MutationObserver(() => {
    if (!last || isLeft || !isNowhere() || last.element.isConnected) return;
    isLeft = true;
    focusAgain(last);
  }).observe(document.body, { childList: true, subtree: true });
}

export function placeOfFocus(): Place | null {
  const { activeElement } = document;
  // What was known when it came: by now the menu that it is in may be closing.
  if (isNowhere() || activeElement === last?.element) return last;
  return activeElement instanceof HTMLElement ? placeOf(activeElement) : null;
}

/** Moves the focus to the place, or as near to it as the page is now. */
export function focusAgain(place: Place | null): void {
  for (const element of place ? nearest(place) : headings(document.querySelector('main'))) {
    element.focus({ preventScroll: true });
    if (document.activeElement === element) return;
  }
}

function placeOf(element: HTMLElement): Place {
  const around: Place['around'] = [];
  for (let at: Element = element; at.parentElement && !isPart(at); at = at.parentElement)
    around.push({
      parent: at.parentElement,
      before: at.previousElementSibling,
      after: at.nextElementSibling,
    });
  const button = element.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const opener = button ? document.getElementById(button) : null;
  return { element, around, opener: opener && placeOf(opener) };
}

function* nearest({ element, opener, around }: Place): Generator<HTMLElement> {
  if (opener) yield* nearest(opener);
  if (canHaveIt(element)) yield element;
  for (const { parent, before, after } of around) {
    yield* focusable(after);
    yield* focusable(before).reverse();
    if (isPart(parent) || parent.matches('section')) yield* headings(parent);
  }
  yield* headings(document.querySelector('main'));
}

/** Beyond these, what is near on the page is far in meaning. */
const isPart = (element: Element): boolean => element.matches('main, header, nav, body, [role=dialog]');

const isNowhere = (): boolean => document.activeElement === document.body || !document.activeElement;

const canHaveIt = (element: HTMLElement): boolean =>
  element.isConnected &&
  !element.matches(':disabled') &&
  element.checkVisibility({ visibilityProperty: true });

const possible = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';

function focusable(within: Element | null): HTMLElement[] {
  if (!within?.isConnected) return [];
  return [within, ...within.querySelectorAll(possible)].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement && element.matches(possible) && canHaveIt(element),
  );
}

function* headings(within: Element | null): Generator<HTMLElement> {
  const heading = within?.isConnected ? within.querySelector<HTMLElement>('h1, h2, h3') : null;
  if (!heading) return;
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  yield heading;
}
