// Lets pdfmake do the same in half the time: it draws and measures word by word, and looks up twenty properties of style for
// each. What is drawn is the same to the byte, which test/pdfBytes.test.ts proves; pdfmake's version is fixed in package.json.
import PDFDocumentModule from 'pdfmake/js/PDFDocument.js';
import StyleContextStackModule from 'pdfmake/js/StyleContextStack.js';
import { remembered } from './remembered.mjs';

const { default: PDFDocument } = PDFDocumentModule;
const { default: StyleContextStack } = StyleContextStackModule;

export function makeFaster() {
  Object.assign(PDFDocument.prototype, drawing(PDFDocument.prototype));
  Object.assign(StyleContextStack, styles(StyleContextStack));
  Object.assign(StyleContextStack.prototype, styleStack(StyleContextStack.prototype));
}

/** As pdfkit writes numbers. */
const number = (n) => Math.round(n * 1e6) / 1e6;

const drawing = ({ flushPages, fill, text, provideFont }) => ({
  /** Kept as text until the page is full: a buffer for each of some hundred thousand commands is what took longest. */
  addContent(data) {
    (this.page.commands ??= []).push(data);
    return this;
  },

  flushPages() {
    for (const page of this._pageBuffer) if (page.commands) page.write(page.commands.join('\n'));
    flushPages.call(this);
  },

  fill(color, rule) {
    const known = (this.fills ??= new Map());
    const again = rule === undefined && known.get(color);
    if (again) {
      this._fillColor = [color, undefined];
      return this.addContent(again);
    }
    const from = (this.page.commands ??= []).length;
    fill.call(this, color, rule);
    if (typeof color === 'string' && rule === undefined && !this.spotColors[color])
      known.set(color, this.page.commands.slice(from).join('\n'));
    return this;
  },

  /** A word at a place, which is nearly all that is ever drawn. */
  text(word, x, y, options) {
    const drawn = isPlain(word, options) && shownBy(this._font, word);
    if (!drawn) return text.call(this, word, x, y, options);
    const { page, _font: font, _fontSize: size } = this;
    page.fonts[font.id] ??= font.ref();
    const below = page.height - y - (font.ascender / 1000) * size;
    return this.addContent(
      `q\n1 0 0 -1 0 ${number(page.height)} cm\nBT\n1 0 0 1 ${number(x)} ${number(below)} Tm\n/${font.id} ${number(size)} Tf\n${drawn}\nET\nQ`,
    );
  },

  provideFont(...which) {
    const font = provideFont.apply(this, which);
    if (!font.shown) {
      const { widthOfString } = font;
      const width = remembered((text) => font.layout(text, undefined, true).advanceWidth);
      font.widthOfString = (text, size, features) =>
        features ? widthOfString.call(font, text, size, features) : width(text) * (size / 1000);
      font.shown = remembered((word) => shown(font, word));
    }
    return font;
  },
});

const isPlain = (word, { lineBreak, characterSpacing, link, goTo, destination, features }) =>
  lineBreak === false &&
  !characterSpacing &&
  !link &&
  goTo === undefined &&
  destination === undefined &&
  features === undefined &&
  typeof word === 'string' &&
  word !== '' &&
  !word.includes('\n');

const shownBy = (font, word) => font.shown?.(word);

/** The command that shows a word; '' where its glyphs stand beside their places, which is left to pdfkit. */
function shown(font, word) {
  const { positions } = font.layout(word);
  if (positions.some(({ xOffset, yOffset }) => xOffset || yOffset)) return '';
  const [glyphs] = font.encode(word);
  const parts = [];
  let last = 0;
  const upTo = (end) => {
    const { xAdvance, advanceWidth } = positions[end - 1];
    parts.push(`<${glyphs.slice(last, end).join('')}> ${number(-(xAdvance - advanceWidth))}`);
    last = end;
  };
  positions.forEach(({ xAdvance, advanceWidth }, at) => {
    if (xAdvance - advanceWidth !== 0) upTo(at + 1);
  });
  if (last < positions.length) upTo(positions.length);
  return parts.length > 0 ? `[${parts.join(' ')}] TJ` : '';
}

const isValue = (value) => value !== undefined && value !== null;

/** What has no named style takes a property from itself, from what it stands in, or from the default. */
const styles = ({ getStyleProperty }) => ({
  getStyleProperty(item, stack, property, otherwise) {
    const own = item[property];
    if (isValue(own)) return own;
    if (!stack) return otherwise;
    if (item.style) return getStyleProperty(item, stack, property, otherwise);
    const known = (stack.known ??= new Map());
    let around = known.get(property);
    if (around === undefined) known.set(property, (around = stack.getProperty(property) ?? null));
    return around ?? otherwise;
  },
});

/** The words of a text stand in the same, so that is looked up once for all of them. */
const styleStack = ({ push, pop }) => ({
  push(style) {
    this.known = undefined;
    push.call(this, style);
  },
  pop(howMany) {
    this.known = undefined;
    pop.call(this, howMany);
  },
});
