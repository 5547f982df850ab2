export function readable(text: string): string;
