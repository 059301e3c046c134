import { impossible, type Machine } from './linearizable.ts';

/** What a client did with one key, and what it saw. Values are ETags. */
export type Action =
  | { readonly kind: 'put'; readonly value: string }
  | { readonly kind: 'put-if-absent'; readonly value: string; readonly done: boolean }
  | {
      readonly kind: 'put-if-match';
      readonly value: string;
      readonly match: string;
      readonly seen: 'done' | 'other' | 'missing';
    }
  | { readonly kind: 'delete' }
  /** A GET, a HEAD, or the place of the key in a listing; undefined: it was not there. */
  | { readonly kind: 'read'; readonly value: string | undefined };

/** A key of an S3 bucket as a register: S3 is strongly consistent ("Amazon S3 data consistency"). */
export const register: Machine<Action> = {
  isRead: (action) =>
    action.kind === 'read' ||
    (action.kind === 'put-if-absent' && !action.done) ||
    (action.kind === 'put-if-match' && action.seen !== 'done'),
  apply(state, action) {
    switch (action.kind) {
      case 'put':
        return action.value;
      case 'delete':
        return undefined;
      case 'read':
        return action.value === state ? state : impossible;
      case 'put-if-absent':
        if (action.done) return state === undefined ? action.value : impossible;
        return state === undefined ? impossible : state;
      case 'put-if-match':
        if (action.seen === 'done') return state === action.match ? action.value : impossible;
        if (action.seen === 'missing') return state === undefined ? state : impossible;
        return state === undefined || state === action.match ? impossible : state;
    }
  },
};
