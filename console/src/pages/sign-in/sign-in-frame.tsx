import { I18nProvider } from '@cloudscape-design/components/i18n';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import mark from '../../mark.svg';
import './sign-in.css';

/** The page before the console: the name, and one form. */
export function SignInFrame({ children }: { readonly children: ReactNode }) {
  return (
    <I18nProvider locale="en" messages={[]}>
      <main className="sign-in">
        <SpaceBetween size="l">
          <div className="sign-in-name">
            <img src={mark} alt="" width="40" height="40" />
            <span>Strongroom</span>
          </div>
          {children}
        </SpaceBetween>
      </main>
    </I18nProvider>
  );
}
