/** The broker gave no answer in time: neither yes nor no. */
export class Unanswered extends Error {
  constructor(what: string, ms: number) {
    super(`${what} was not answered within ${ms / 1000} s`);
    this.name = 'Unanswered';
  }
}

/** @throws Unanswered */
export async function answeredWithin<T>(ms: number, what: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unanswered(what, ms)), ms);
  });
  answer.catch(() => undefined); // nobody waits any more for one that comes late
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
