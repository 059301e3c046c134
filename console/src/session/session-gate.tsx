import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { onSignedOut } from '../api/request.ts';
import { currentSession, type Session, signOut } from '../api/session.ts';
import { SessionContext } from './session-context.ts';

const SignInPage = lazy(() => import('../pages/sign-in/sign-in-page.tsx'));
const ChangePasswordPage = lazy(() => import('../pages/sign-in/change-password-page.tsx'));
const Shell = lazy(() => import('../frame/shell.tsx'));

type State =
  | { readonly phase: 'asking' }
  | { readonly phase: 'out'; readonly ended: boolean }
  | { readonly phase: 'in'; readonly session: Session };

/** Shows the console to who is signed in, and the sign-in page to everybody else. */
export function SessionGate() {
  const [state, setState] = useState<State>({ phase: 'asking' });
  const enter = useCallback((session: Session) => setState({ phase: 'in', session }), []);
  useEffect(() => {
    currentSession().then(enter, () => setState({ phase: 'out', ended: false }));
    return onSignedOut(() =>
      setState((before) => ({ phase: 'out', ended: before.phase === 'in' })),
    );
  }, [enter]);
  const leave = useCallback(async () => {
    await signOut();
    setState({ phase: 'out', ended: false });
  }, []);
  const session = state.phase === 'in' ? state.session : undefined;
  const value = useMemo(() => session && { session, signOut: leave }, [session, leave]);
  if (state.phase === 'asking') return <Waiting />;
  return (
    <Suspense fallback={<Waiting />}>
      {value === undefined ? (
        <SignInPage onSignedIn={enter} ended={state.phase === 'out' && state.ended} />
      ) : (
        <SessionContext.Provider value={value}>
          {value.session.mustChangePassword ? <ChangePasswordPage onSignedIn={enter} /> : <Shell />}
        </SessionContext.Provider>
      )}
    </Suspense>
  );
}

function Waiting() {
  return (
    <Box textAlign="center" padding="xxxl">
      <Spinner size="large" />
    </Box>
  );
}
