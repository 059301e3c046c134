import type { Route } from '../../frame/route.ts';

export const roleRoutes: readonly Route[] = [];
