import { limits } from '@closeout/contracts/limits';
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useRef, type ComponentProps, type FormEvent, type ReactNode } from 'react';
import { DryRunPreview } from '../dryRun/DryRunPreview.js';
import { useTexts } from '../text/TextProvider.js';
import { DayInput } from './DayInput.js';
import { CancelButton, Dialog } from './Dialog.js';
import { ProblemAlert } from './ProblemAlert.js';
import { useForm } from './useForm.js';
import { useFormProblem } from './useFormProblem.js';
import { useToast } from './useToast.js';

interface Asked {
  /** Without spaces around it; '' where it may be left out. */
  reason: string;
  /** `YYYY-MM-DD`, or ''. */
  day: string;
}

interface ReasonFormProps {
  title: string;
  onClose(): void;
  reason: 'required' | 'optional';
  /** Where the reason will be read. */
  hint?: string;
  maxLength?: number;
  /** A day that is asked for as well, by its name in the API. */
  day?: { name: string; label: string; hint?: string };
  /** It cannot be taken back, or only with trouble. */
  grave?: boolean;
  /** While what is asked for above is not complete. */
  disabled?: boolean;
  /** What the button says, where that is not the title. */
  submit?: string;
  /** The action itself with `dryRun=true`. */
  preview?: ComponentProps<typeof DryRunPreview>;
  act(asked: Asked): Promise<unknown>;
  /** Said when it is done. */
  done: string;
  /** Query keys that are old once it was tried. */
  stale: readonly QueryKey[];
  /** Above the reason. */
  children?: ReactNode;
  /** What they hold, where that is not the form's. */
  also?: {
    dirty: boolean;
    /** Once the dialog is gone. */
    reset(): void;
  };
}

/** Asks why, shows what will follow, and does it. What is refused is said, and what was typed stays. */
export function ReasonDialog({
  opened,
  size,
  ...form
}: ReasonFormProps & { opened: boolean; size?: string }) {
  return (
    <Dialog opened={opened} onClose={form.onClose} title={form.title} size={size}>
      <ReasonForm {...form} />
    </Dialog>
  );
}

function ReasonForm(props: ReasonFormProps) {
  const {
    title,
    onClose,
    reason,
    hint,
    maxLength = limits.document.reason,
    day,
    grave,
    submit,
    preview,
  } = props;
  const { disabled, act, done, stale, children, also } = props;
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: { reason: '', day: '' }, alsoDirty: also?.dirty, isFleeting: true });
  const reset = useRef(also?.reset);
  useEffect(() => {
    reset.current = also?.reset;
  });
  useEffect(() => () => reset.current?.(), []);
  const refusal = useFormProblem(form, (field) => field === 'reason' || field === day?.name);
  const acting = useMutation({
    mutationFn: (values: Asked) => act({ ...values, reason: values.reason.trim() }),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: () => {
      toast(done);
      onClose();
    },
    onSettled: () => Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    // In a portal of the page's form, whose submission this must not be.
    event.stopPropagation();
    form.onSubmit((values) => acting.mutate(values))(event);
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        {children}
        <Textarea
          label={t('reason.label')}
          description={hint}
          required={reason === 'required'}
          maxLength={maxLength}
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('reason')}
        />
        {day && (
          <DayInput
            label={day.label}
            description={day.hint}
            {...form.getInputProps('day')}
            data-path={day.name}
            error={form.errors[day.name]}
          />
        )}
        {preview && <DryRunPreview {...preview} paused={acting.isPending || acting.isSuccess} />}
        <Group justify="flex-end">
          <CancelButton />
          <Button
            type="submit"
            color={grave ? 'red' : undefined}
            disabled={disabled}
            loading={acting.isPending}
          >
            {submit ?? title}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
