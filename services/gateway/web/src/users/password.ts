/** Without those that are taken for each other: it may be read out. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password for somebody’s first visit: four groups of five, 99 bits. */
export function newPassword(
  random: (count: number) => Uint8Array = (count) => crypto.getRandomValues(new Uint8Array(count)),
): string {
  const chosen: string[] = [];
  // What would make some letters likelier than others is thrown away.
  const fair = 256 - (256 % letters.length);
  while (chosen.length < 20)
    for (const byte of random(20))
      if (byte < fair && chosen.length < 20) chosen.push(letters[byte % letters.length] ?? '');
  return [0, 5, 10, 15].map((from) => chosen.slice(from, from + 5).join('')).join('-');
}
