import type { PdfDocument } from '../src/pdf/page.js';
export function print(document: PdfDocument): Promise<Buffer>;
