/** The day so many days from now, `YYYY-MM-DD`; in UTC, as billing dates its documents. */
export const inDays = (days: number, now = Date.now()): string =>
  new Date(now + days * 86_400_000).toISOString().slice(0, 10);
