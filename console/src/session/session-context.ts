import { createContext, useContext } from 'react';
import type { Session } from '../api/session.ts';

export interface SessionContextValue {
  readonly session: Session;
  /** Ends the session on the server and shows the sign-in page. */
  readonly signOut: () => Promise<void>;
}

export const SessionContext = createContext<SessionContextValue | undefined>(undefined);

/** Who is signed in. Every page but the sign-in page has one. */
export function useSession(): SessionContextValue {
  const value = useContext(SessionContext);
  if (value === undefined) throw new Error('a page is shown without a session');
  return value;
}
