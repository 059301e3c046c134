import { type Route, route } from '../../frame/route.ts';

export const roleRoutes: readonly Route[] = [
  route('/iam/roles', () => import('./roles-page.tsx')),
  route('/iam/roles/details/:roleName', () => import('./role-page.tsx')),
];
