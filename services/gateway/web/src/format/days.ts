const dayMs = 86_400_000;

/** Days since 1970, to count with. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

export const dayOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);

/** The reader's own calendar day, which every form begins with. What is overdue, and today's date on documents, is the seller's to say. */
export function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The day so many days from the reader's today. */
export const inDays = (days: number, now = new Date()): string => dayOf(dayNumber(today(now)) + days);
