import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { fieldErrors, ProblemError } from '../api/problem.js';

/** Shows a refusal at the fields that it is about, moves the focus to the first of them, and keeps what is left for an alert. */
export function useFormProblem<Values>(
  form: Pick<UseFormReturnType<Values>, 'setErrors' | 'getInputNode'>,
  isField: (name: string) => boolean,
) {
  const [shown, setShown] = useState<{ error: Error; lines: string[] } | null>(null);
  const show = (error: Error | null): void => {
    if (!error) return setShown(null);
    if (!(error instanceof ProblemError)) return setShown({ error, lines: [] });
    const { fields, others } = fieldErrors(error.problem, isField);
    form.setErrors(fields);
    setShown({ error, lines: others });
    const [first] = Object.keys(fields);
    if (first) form.getInputNode(first)?.focus();
  };
  return { show, error: shown?.error ?? null, lines: shown?.lines ?? [] };
}
