import { type Route, route } from '../../frame/route.ts';

export const accessRoutes: readonly Route[] = [
  route('/access', () => import('./access-page.tsx')),
  route('/access/denials', () => import('./denials-page.tsx')),
  route('/access/activity', () => import('./activity-page.tsx')),
  route('/access/unused', () => import('./unused-page.tsx')),
  route('/access/simulator', () => import('./simulator-page.tsx')),
];
