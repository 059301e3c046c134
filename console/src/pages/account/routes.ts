import type { Route } from '../../frame/route.ts';

export const accountRoutes: readonly Route[] = [];
