import { type Route, route } from '../../frame/route.ts';

export const accountRoutes: readonly Route[] = [
  route('/iam/account-settings', () => import('./account-settings-page.tsx')),
  route('/iam/my-credentials', () => import('../credentials/my-credentials-page.tsx')),
];
