export const fonts: Record<string, { normal: string; bold: string }>;
export function fontOrder(text: string): string[];
export function familyOf(cluster: string, order: readonly string[]): string | null;
export function isPrintable(character: string): boolean;
export function pack(characters: readonly number[]): string;
