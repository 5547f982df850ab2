/** Later ones name earlier ones as well: Edge says it is Chrome, and Chrome that it is Safari. */
const browsers = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['CriOS', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** `Firefox, Linux` of a User-Agent; of a program that is no browser its own first word. Null when there is nothing. */
export function programName(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const browser = browsers.find(([mark]) => userAgent.includes(`${mark}/`))?.[1];
  const system = systems.find(([mark]) => userAgent.includes(mark))?.[1];
  if (browser) return system ? `${browser}, ${system}` : browser;
  return userAgent.split(/[\s/]/, 1)[0]?.slice(0, 40) || null;
}
