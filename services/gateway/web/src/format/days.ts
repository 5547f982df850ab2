const dayMs = 86_400_000;

/** Days since 1970, to count with. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

export const dayOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);

/** As the services count it: what is due today by UTC is not overdue. */
export const today = (): string => new Date().toISOString().slice(0, 10);
