import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { fieldErrors, ProblemError } from '../api/problem.js';
import { fieldText, placedText, refusalText } from '../text/refusals.js';
import { useTexts } from '../text/TextProvider.js';

/** Shows a refusal at the fields that it is about, moves the focus to the first of them, and keeps what is left for an alert. */
export function useFormProblem<Values>(
  form: Pick<UseFormReturnType<Values>, 'setErrors' | 'getInputNode'>,
  isField: (name: string) => boolean,
) {
  const texts = useTexts();
  const [shown, setShown] = useState<{ error: Error; lines: string[] } | null>(null);
  const show = (error: Error | null): void => {
    if (!error) return setShown(null);
    if (!(error instanceof ProblemError)) return setShown({ error, lines: [] });
    const { problem } = error;
    const { fields, others } = fieldErrors(problem, isField);
    form.setErrors(
      Object.fromEntries(
        Object.entries(fields).map(([name, each]) => [name, fieldText(each, problem, texts)]),
      ),
    );
    const lines = others.map((each) => placedText(each, problem, texts));
    // One line that only repeats what is said above it.
    setShown({ error, lines: lines.filter((line) => line !== refusalText(problem, texts)) });
    const [first] = Object.keys(fields);
    if (first) form.getInputNode(first)?.focus();
  };
  return { show, error: shown?.error ?? null, lines: shown?.lines ?? [] };
}
