import type { Route } from '../../frame/route.ts';

export const accessRoutes: readonly Route[] = [];
