import { type Route, route } from '../../frame/route.ts';

export const groupRoutes: readonly Route[] = [
  route('/iam/groups', () => import('./groups-page.tsx')),
  route('/iam/groups/create', () => import('./create-group-page.tsx')),
  route('/iam/groups/details/:groupName', () => import('./group-page.tsx')),
];
