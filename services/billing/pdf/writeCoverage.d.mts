export function coverageOfFonts(): Record<string, string>;
