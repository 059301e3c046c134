import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import type { ReactNode } from 'react';
import { ErrorAlert } from './error-alert.tsx';
import type { Loaded } from './load.ts';

interface WhenLoadedProps<T> {
  readonly of: Loaded<T>;
  readonly children: (value: T) => ReactNode;
}

/** Shows something once it is there, and says so where it cannot be had. */
export function WhenLoaded<T>({ of, children }: WhenLoadedProps<T>) {
  if (of.error !== undefined) return <ErrorAlert error={of.error} />;
  if (of.value !== undefined) return <>{children(of.value)}</>;
  return (
    <Box textAlign="center" padding="l">
      <Spinner size="large" />
    </Box>
  );
}
