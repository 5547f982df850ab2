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

/** Worth asking once more: nobody could answer, or not so soon. Any other refusal stays one. */
export const mayPass = (error: Error): boolean =>
  error instanceof ProblemError &&
  (error.problem.status === 0 || error.problem.status === 429 || error.problem.status >= 500);

/** What came with the answer, or the bare status where it was no problem document (from a proxy in between, say). */
export function problemOf(body: unknown, status: number): Problem {
  const problem = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  const { code = `http-${status}`, title = '', detail = '' } = problem;
  return { ...problem, code, title, detail, status };
}

export type FieldProblem = NonNullable<Problem['errors']>[number];

/** `/milestones/0/expectedAmount` is `milestones.0.expectedAmount`: the name that a form has for the field. */
export const nameOf = (pointer: string): string => pointer.replace(/^[#?]?\/?/, '').replaceAll('/', '.');

/** What is wrong, by the fields of a form, the first of each; what the form has no field for is left over. */
export function fieldErrors(
  problem: Problem,
  isField: (name: string) => boolean,
): { fields: Record<string, FieldProblem>; others: FieldProblem[] } {
  const fields: Record<string, FieldProblem> = {};
  const others: FieldProblem[] = [];
  for (const error of problem.errors ?? []) {
    const name = nameOf(error.pointer);
    if (isField(name)) fields[name] ??= error;
    else others.push(error);
  }
  return { fields, others };
}
