import type { Route } from '../../frame/route.ts';

export const groupRoutes: readonly Route[] = [];
