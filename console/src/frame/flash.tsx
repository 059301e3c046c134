import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { ErrorExplanation, errorTitle } from '../parts/error-alert.tsx';

export interface Flash {
  readonly type: 'success' | 'error' | 'warning' | 'info';
  readonly header?: string;
  readonly content: ReactNode;
}

interface FlashContextValue {
  readonly items: readonly FlashbarProps.MessageDefinition[];
  readonly show: (flash: Flash) => void;
  readonly showError: (error: unknown) => void;
}

const FlashContext = createContext<FlashContextValue | undefined>(undefined);

/** Messages beyond this push out the oldest. */
const shownAtOnce = 5;
let lastNumber = 0;

/** Keeps the messages at the top of the page. */
export function FlashProvider({ children }: { readonly children: ReactNode }) {
  const [items, setItems] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const show = useCallback((flash: Flash) => {
    lastNumber += 1;
    const id = String(lastNumber);
    const item: FlashbarProps.MessageDefinition = {
      ...flash,
      id,
      dismissible: true,
      dismissLabel: 'Dismiss the message',
      onDismiss: () => setItems((before) => before.filter((other) => other.id !== id)),
    };
    setItems((before) => [item, ...before].slice(0, shownAtOnce));
  }, []);
  const showError = useCallback(
    (error: unknown) =>
      show({
        type: 'error',
        header: errorTitle(error),
        content: <ErrorExplanation error={error} />,
      }),
    [show],
  );
  const value = useMemo(() => ({ items, show, showError }), [items, show, showError]);
  return <FlashContext.Provider value={value}>{children}</FlashContext.Provider>;
}

/** Shows a message at the top of the page. */
export function useFlash(): FlashContextValue {
  const value = useContext(FlashContext);
  if (value === undefined) throw new Error('a message is shown outside of the frame');
  return value;
}

/** The messages themselves, for the shell. */
export function Flashes() {
  return <Flashbar items={[...useFlash().items]} stackItems />;
}
