import SpaceBetween from '@cloudscape-design/components/space-between';
import { AccessKeys } from './access-keys.tsx';
import { ConsoleAccess } from './console-access.tsx';

interface CredentialsTabProps {
  readonly userName: string;
  readonly arn: string;
  readonly onKeysChanged: () => void;
}

/** With what a user proves who it is: a password for the console, keys for everything else. */
export function CredentialsTab({ userName, arn, onKeysChanged }: CredentialsTabProps) {
  return (
    <SpaceBetween size="l">
      <ConsoleAccess userName={userName} arn={arn} />
      <AccessKeys userName={userName} arn={arn} onChanged={onKeysChanged} />
    </SpaceBetween>
  );
}
