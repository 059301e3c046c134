import { type Route, route } from '../../frame/route.ts';

export const policyRoutes: readonly Route[] = [
  route('/iam/policies', () => import('./policies-page.tsx')),
  route('/iam/policies/create', () => import('./create-policy-page.tsx')),
  route('/iam/policies/details/:arn', () => import('./policy-page.tsx')),
];
