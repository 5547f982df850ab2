import { useForm as useAnyForm, type UseFormReturnType } from '@mantine/form';
import { useLocation } from 'react-router';
import { useDialogTitle, useDirty } from './Dialog.js';
import { useKept } from './useKept.js';

interface FormOptions<V> {
  initialValues: V;
  /** Something was chosen or typed that is not among the form's values. */
  alsoDirty?: boolean;
  /** It belongs to a record that it does not show, so that what was typed could come back in another's. */
  isFleeting?: boolean;
}

/**
 * A form. The dialog that it is in does not close over what was typed without asking, and has it again when the page was loaded
 * anew; pages have `useUnsaved` for that.
 */
export function useForm<V extends object>(options: FormOptions<V>) {
  const { initialValues, alsoDirty = false, isFleeting = false } = options;
  const form: UseFormReturnType<V> = useAnyForm<V>({ initialValues });
  const title = useDialogTitle();
  const { pathname } = useLocation();
  useDirty(alsoDirty || form.isDirty());
  useKept({
    form,
    isDirty: form.isDirty,
    place: title === null || isFleeting ? null : `${pathname} ${title}`,
    // Of another record with the same title, or of what it was then.
    merge: (typed, before, now) => (JSON.stringify(before) === JSON.stringify(now) ? typed : null),
  });
  return form;
}
