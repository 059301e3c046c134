import type { Route } from '../../frame/route.ts';

export const bucketRoutes: readonly Route[] = [];
