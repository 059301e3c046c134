import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import mark from '../mark.svg';
import { useSession } from '../session/session-context.ts';
import { useFlash } from './flash.tsx';
import { chooseTheme, storedTheme, type Theme } from './theme.ts';

const themes: readonly { readonly id: Theme; readonly text: string }[] = [
  { id: 'light', text: 'Light' },
  { id: 'dark', text: 'Dark' },
  { id: 'system', text: 'As the system' },
];

/** Who is signed in, where, and how the page looks. */
export function TopBar() {
  const { session, signOut } = useSession();
  const { showError } = useFlash();
  const navigate = useNavigate();
  const [theme, setTheme] = useState(storedTheme());
  const name = session.userName ?? 'root';
  const account = session.accountAlias ?? session.accountId;
  const choose = (id: string) => {
    const chosen = themes.find((candidate) => candidate.id === id)?.id;
    if (chosen !== undefined) {
      chooseTheme(chosen);
      setTheme(chosen);
    } else if (id === 'sign-out') signOut().catch(showError);
    else void navigate(id);
  };
  return (
    <TopNavigation
      identity={{
        href: '/',
        title: 'Strongroom',
        logo: { src: mark, alt: '' },
        onFollow: (event) => {
          event.preventDefault();
          void navigate('/');
        },
      }}
      utilities={[
        {
          type: 'menu-dropdown',
          iconName: 'settings',
          ariaLabel: 'Appearance',
          title: 'Appearance',
          items: themes.map(({ id, text }) => ({
            id,
            text,
            itemType: 'checkbox',
            checked: id === theme,
          })),
          onItemClick: ({ detail }) => choose(detail.id),
        },
        {
          type: 'menu-dropdown',
          text: `${name} @ ${account}`,
          description: session.arn,
          iconName: 'user-profile',
          items: [
            { id: '/iam/my-credentials', text: 'My security credentials' },
            { id: '/iam/account-settings', text: 'Account settings' },
            { id: 'sign-out', text: 'Sign out' },
          ],
          onItemClick: ({ detail }) => choose(detail.id),
        },
      ]}
    />
  );
}
