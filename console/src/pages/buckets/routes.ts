import { type Route, route } from '../../frame/route.ts';

export const bucketRoutes: readonly Route[] = [
  route('/buckets', () => import('./buckets-page.tsx')),
  route('/buckets/create', () => import('./create-bucket-page.tsx')),
  route('/buckets/details/:bucket', () => import('./bucket-page.tsx')),
  route('/buckets/details/:bucket/object', () => import('./object/object-page.tsx')),
];
