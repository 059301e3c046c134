import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import {
  type CredentialKey,
  type CredentialLine,
  credentialReport,
} from '../../api/iam/credential-report.ts';
import { useLoad } from '../../parts/load.ts';
import { age, daysSince } from '../../parts/moments.tsx';
import { RouteButton } from '../../parts/route-button.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { useSession } from '../../session/session-context.ts';
import { unusedDays } from '../permissions/unused.ts';
import { oldKeyDays } from '../users/keys-cell.tsx';
import { userPath } from '../users/user-path.ts';

const shownAtMost = 10;

interface Advice {
  readonly user: string;
  readonly what: string;
}

function adviceAbout({ active, lastUsed, rotated }: CredentialKey): string | undefined {
  if (!active || rotated === undefined) return undefined;
  const used = lastUsed ?? rotated;
  if (daysSince(used) > unusedDays) {
    return lastUsed === undefined
      ? `has a key that was never used (made ${age(rotated)})`
      : `has a key that was last used ${age(lastUsed)}`;
  }
  return daysSince(rotated) > oldKeyDays ? `has a key made ${age(rotated)}` : undefined;
}

function adviceOf(lines: readonly CredentialLine[]): readonly Advice[] {
  return lines
    .filter(({ isRoot }) => !isRoot)
    .flatMap(({ user, keys }) =>
      keys.flatMap((key) => {
        const what = adviceAbout(key);
        return what === undefined ? [] : [{ user, what }];
      }),
    );
}

interface RecommendationsProps {
  readonly summary: ReadonlyMap<string, number> | undefined;
}

/** What is dangerous about the account's credentials, and what to do about it. */
export function Recommendations({ summary }: RecommendationsProps) {
  const { session } = useSession();
  const report = useLoad(credentialReport);
  const rootKeys = summary?.get('AccountAccessKeysPresent') ?? 0;
  const isRoot = session.kind === 'root';
  const advice = adviceOf(report.value?.lines ?? []);
  return (
    <SpaceBetween size="l">
      {rootKeys > 0 || isRoot ? <RootKeyWarning isRoot={isRoot} /> : null}
      {report.value === undefined ? null : (
        <Container header={<Header variant="h2">Security recommendations</Header>}>
          <SpaceBetween size="xs">
            {rootKeys === 0 ? <Good>Root has no access key.</Good> : null}
            {advice.length === 0 ? <Good>No key of a user is old or unused.</Good> : null}
            {advice.slice(0, shownAtMost).map(({ user, what }) => (
              <StatusIndicator key={`${user} ${what}`} type="warning">
                <RouteLink to={`${userPath(user)}?tab=credentials`}>{user}</RouteLink> {what}
              </StatusIndicator>
            ))}
            {advice.length > shownAtMost ? (
              <RouteLink to="/access/unused">{advice.length - shownAtMost} more</RouteLink>
            ) : null}
          </SpaceBetween>
        </Container>
      )}
    </SpaceBetween>
  );
}

function Good({ children }: { readonly children: ReactNode }) {
  return <StatusIndicator type="success">{children}</StatusIndicator>;
}

function RootKeyWarning({ isRoot }: { readonly isRoot: boolean }) {
  return (
    <Alert
      type="warning"
      header="Root has an access key"
      action={
        isRoot ? <RouteButton to="/iam/my-credentials">Manage access keys</RouteButton> : undefined
      }
    >
      Whoever has it can do everything in this account, and no policy limits it. Create a user with
      AdministratorAccess, sign in as that user, and delete the key of root
      {isRoot ? '.' : ': sign in with it once more, or ask an operator of the server.'}
    </Alert>
  );
}
