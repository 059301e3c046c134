import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** A page and its place. The address is all that it takes to show it. */
export interface Route {
  /** As React Router reads it: `/iam/users/:userName`. */
  readonly path: string;
  readonly page: LazyExoticComponent<ComponentType>;
}

/**
 * A page that is loaded when somebody goes there.
 * @param load `() => import('./some-page.tsx')`, whose default export is the page
 */
export function route(path: string, load: () => Promise<{ default: ComponentType }>): Route {
  return { path, page: lazy(load) };
}

/** A part of a path from a name that may hold anything: `a/b` and `..` stay one part. */
export function part(name: string): string {
  return encodeURIComponent(name);
}
