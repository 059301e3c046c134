import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that is being loaded: its value once it is there, or what went wrong. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  /** Loads again; the value of before stays until the new one is there. */
  readonly reload: () => void;
}

/**
 * Loads something when a page is shown, and again when what it depends on changes.
 * @param on what the load depends on, as one text: the name of the user, for example
 */
export function useLoad<T>(load: () => Promise<T>, on = ''): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({
    value: undefined,
    error: undefined,
    loading: true,
  });
  const latest = useRef(load);
  latest.current = load;
  const [round, setRound] = useState({ number: 0, on });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is what loads again
  useEffect(() => {
    let wanted = true;
    setState((before) => ({ ...before, loading: true }));
    latest.current().then(
      (value) => wanted && setState({ value, error: undefined, loading: false }),
      (error: unknown) => wanted && setState({ value: undefined, error, loading: false }),
    );
    return () => {
      wanted = false;
    };
  }, [round.number, on]);
  const reload = useCallback(
    () => setRound((before) => ({ ...before, number: before.number + 1 })),
    [],
  );
  return { ...state, reload };
}
