import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation';

/** What stands at the left of every page. */
export const navigation: readonly SideNavigationProps.Item[] = [
  { type: 'link', text: 'Dashboard', href: '/' },
  {
    type: 'section',
    text: 'Storage',
    items: [{ type: 'link', text: 'Buckets', href: '/buckets' }],
  },
  {
    type: 'section',
    text: 'Access management',
    items: [
      { type: 'link', text: 'Users', href: '/iam/users' },
      { type: 'link', text: 'User groups', href: '/iam/groups' },
      { type: 'link', text: 'Roles', href: '/iam/roles' },
      { type: 'link', text: 'Policies', href: '/iam/policies' },
      { type: 'link', text: 'Account settings', href: '/iam/account-settings' },
    ],
  },
  {
    type: 'section',
    text: 'Access reports',
    items: [
      { type: 'link', text: 'Who can do what', href: '/access' },
      { type: 'link', text: 'Denials', href: '/access/denials' },
      { type: 'link', text: 'Activity', href: '/access/activity' },
      { type: 'link', text: 'Unused access', href: '/access/unused' },
      { type: 'link', text: 'Policy simulator', href: '/access/simulator' },
    ],
  },
];
