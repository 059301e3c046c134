import { type Route, route } from '../../frame/route.ts';

export const userRoutes: readonly Route[] = [
  route('/iam/users', () => import('./users-page.tsx')),
  route('/iam/users/create', () => import('./create-users-page.tsx')),
  route('/iam/users/details/:userName', () => import('./user-page.tsx')),
];
