import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import {
  createContext,
  use,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { useTexts } from '../text/TextProvider.js';
import { focusAgain, placeOfFocus } from './focus.js';
import { OfflineNote } from './OfflineNote.js';

interface DialogProps {
  opened: boolean;
  /** Absent: it stays until what it asks for is done. */
  onClose?(): void;
  title: string;
  size?: string;
  children: ReactNode;
}

interface Around {
  title: string;
  /** Closes the dialog, or first asks whether what was typed may be lost. */
  leave(): void;
  setDirty(dirty: boolean): void;
}

const Context = createContext<Around | null>(null);

/**
 * Begins at its first field and gives the focus back to what opened it. While something typed in it is not saved, a click beside it
 * does nothing, and every other way out asks first.
 */
export function Dialog({ opened, onClose, title, size, children }: DialogProps) {
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  useFocusReturn(opened);
  // Later, for the question would take the key that it is asked by for its answer.
  const ask = () => setTimeout(() => setAsking(true));
  const leave = () => (dirty ? void ask() : onClose?.());
  const discard = () => {
    setAsking(false);
    onClose?.();
  };
  return (
    <Context value={{ title, leave, setDirty }}>
      <Frame
        opened={opened}
        onClose={onClose && leave}
        title={title}
        size={size}
        closeOnClickOutside={!dirty}
      >
        {children}
      </Frame>
      {dirty && <Unsaved opened={opened && asking} onLeave={discard} onStay={() => setAsking(false)} />}
    </Context>
  );
}

/** In a dialog: tells it whether something would be lost with it. */
export function useDirty(isDirty: boolean): void {
  const setDirty = use(Context)?.setDirty;
  // Known before the next click is heard, also by a machine that is slow to draw.
  useLayoutEffect(() => {
    setDirty?.(isDirty);
    return () => setDirty?.(false);
  }, [isDirty, setDirty]);
}

/** Of the dialog that this is in, if any. */
export const useDialogTitle = (): string | null => use(Context)?.title ?? null;

export function CancelButton() {
  const { t } = useTexts();
  const dialog = use(Context);
  return (
    <Button variant="default" onClick={dialog?.leave}>
      {t('app.cancel')}
    </Button>
  );
}

interface UnsavedProps {
  opened: boolean;
  onLeave(): void;
  onStay(): void;
}

/** Whether what was typed may be lost. */
export function Unsaved({ opened, onLeave, onStay }: UnsavedProps) {
  const { t } = useTexts();
  useFocusReturn(opened);
  return (
    <Frame opened={opened} onClose={onStay} title={t('unsaved.title')} above>
      <Stack>
        <Text>{t('unsaved.text')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onLeave}>
            {t('unsaved.leave')}
          </Button>
          <Button data-autofocus onClick={onStay}>
            {t('unsaved.stay')}
          </Button>
        </Group>
      </Stack>
    </Frame>
  );
}

interface FrameProps extends DialogProps {
  closeOnClickOutside?: boolean;
  /** Over another dialog. */
  above?: boolean;
}

/** The library's own puts its title into a `header`, which is a second banner of the page to a screen reader. */
function Frame(props: FrameProps) {
  const { opened, onClose, title, size = 'md', children, above } = props;
  const { closeOnClickOutside = true } = props;
  const uppermost = useIsUppermost(opened);
  const { t } = useTexts();
  return (
    <Modal.Root
      opened={opened}
      onClose={() => onClose?.()}
      closeOnClickOutside={onClose !== undefined && closeOnClickOutside}
      closeOnEscape={onClose !== undefined && uppermost}
      returnFocus={false}
      size={size}
      zIndex={above ? 201 : 200}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Beginning>
          <Group justify="space-between" wrap="nowrap" p="md" pb="sm">
            <Modal.Title fw={650} tabIndex={-1} data-title>
              {title}
            </Modal.Title>
            {onClose && <Modal.CloseButton aria-label={t('app.close')} />}
          </Group>
          <Modal.Body>
            {/* That of the page lies beneath this. */}
            <div role="status">
              <OfflineNote />
            </div>
            {children}
          </Modal.Body>
        </Beginning>
      </Modal.Content>
    </Modal.Root>
  );
}

const fields = ['input:not([type=hidden])', 'textarea', 'select']
  .map((field) => `${field}:not(:disabled)`)
  .join();

/** Names the place of the first focus for the library, which would take the button that closes. */
function Beginning({ children }: { children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const find = (selector: string) => content.current?.querySelector(selector);
    const first = find(fields) ?? find('[data-autofocus]') ?? find('[data-title]');
    first?.setAttribute('data-autofocus', 'true');
  }, []);
  return <div ref={content}>{children}</div>;
}

/** Those that are open, the uppermost last. */
let open: readonly string[] = [];
const watchers = new Set<() => void>();

function setOpen(now: readonly string[]): void {
  open = now;
  for (const watch of watchers) watch();
}

/** Escape closes one dialog, not those beneath it. */
function useIsUppermost(opened: boolean): boolean {
  const id = useId();
  useLayoutEffect(() => {
    if (!opened) return undefined;
    setOpen([...open, id]);
    return () => setOpen(open.filter((other) => other !== id));
  }, [opened, id]);
  return useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => open.at(-1) === id,
  );
}

function useFocusReturn(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return;
    const place = placeOfFocus();
    // React puts it back to where it was when it has drawn what is new.
    return () => queueMicrotask(() => focusAgain(place));
  }, [opened]);
}
