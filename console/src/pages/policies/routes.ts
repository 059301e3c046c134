import type { Route } from '../../frame/route.ts';

export const policyRoutes: readonly Route[] = [];
