import { accessRoutes } from '../pages/access/routes.ts';
import { accountRoutes } from '../pages/account/routes.ts';
import { bucketRoutes } from '../pages/buckets/routes.ts';
import { groupRoutes } from '../pages/groups/routes.ts';
import { policyRoutes } from '../pages/policies/routes.ts';
import { roleRoutes } from '../pages/roles/routes.ts';
import { userRoutes } from '../pages/users/routes.ts';
import { type Route, route } from './route.ts';

/** Every page of the console. */
export const routes: readonly Route[] = [
  route('/', () => import('../pages/dashboard/dashboard-page.tsx')),
  ...bucketRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...roleRoutes,
  ...policyRoutes,
  ...accountRoutes,
  ...accessRoutes,
  route('*', () => import('./not-found-page.tsx')),
];
