import { getDocument, OPS, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

interface Glyph {
  /** Its number in the font that is embedded: 0 is what fonts draw for what they do not have. */
  originalCharCode: number;
  unicode: string;
}

/** How many boxes are drawn in the place of characters that a font does not have. */
export async function countBoxes(bytes: Uint8Array): Promise<number> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const file = await task.promise;
  let boxes = 0;
  for (let no = 1; no <= file.numPages; no += 1) {
    const { fnArray, argsArray } = await (await file.getPage(no)).getOperatorList();
    fnArray.forEach((operation, index) => {
      if (operation !== OPS.showText) return;
      const [glyphs] = argsArray[index] as [(Glyph | number)[]];
      boxes += glyphs.filter((glyph) => typeof glyph === 'object' && glyph.originalCharCode === 0).length;
    });
  }
  await task.destroy();
  return boxes;
}
