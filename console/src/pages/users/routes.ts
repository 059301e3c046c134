import type { Route } from '../../frame/route.ts';

export const userRoutes: readonly Route[] = [];
