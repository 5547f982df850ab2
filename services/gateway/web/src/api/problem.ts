export interface Problem {
  code: string;
  status: number;
  title: string;
  detail: string;
  /** Each wrong place of an invalid request, as JSON pointers into its body. */
  errors?: { pointer: string; code: string; detail: string }[];
  [member: string]: unknown;
}

/** What the API answers when it refuses (RFC 9457). */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title || problem.code);
  }
}

/** What came with the answer, or the bare status where it was no problem document (from a proxy in between, say). */
export function problemOf(body: unknown, status: number): Problem {
  const problem = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  const { code = `http-${status}`, title = '', detail = '' } = problem;
  return { ...problem, code, title, detail, status };
}

/**
 * The messages by the names that a form has for its fields: `/milestones/0/expectedAmount` is
 * `milestones.0.expectedAmount`. What the form has no field for is left over.
 */
export function fieldErrors(
  problem: Problem,
  isField: (name: string) => boolean,
): { fields: Record<string, string>; others: string[] } {
  const fields: Record<string, string> = {};
  const others: string[] = [];
  for (const { pointer, detail } of problem.errors ?? []) {
    const name = pointer.replace(/^#?\//, '').replaceAll('/', '.');
    if (isField(name)) fields[name] ??= detail;
    else others.push(detail);
  }
  return { fields, others };
}
