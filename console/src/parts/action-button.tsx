import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useFollow } from '../frame/follow.ts';
import { usePermission } from '../frame/permissions.ts';

interface ActionButtonProps
  extends Pick<
    ButtonProps,
    | 'variant'
    | 'onClick'
    | 'href'
    | 'loading'
    | 'iconName'
    | 'children'
    | 'ariaLabel'
    | 'formAction'
  > {
  /** What it takes, such as `iam:CreateUser`. */
  readonly action: string;
  /** On which ARN; `*` where it is not known yet. */
  readonly resource?: string;
  readonly disabled?: boolean;
  /** Why it is disabled, where it is not for lack of a right. */
  readonly disabledReason?: string | undefined;
}

/** A button for something that takes a right. Who lacks it sees it disabled, with the reason. */
export function ActionButton({
  action,
  resource = '*',
  disabled = false,
  disabledReason,
  ...button
}: ActionButtonProps) {
  const permission = usePermission(action, resource);
  const follow = useFollow();
  const reason = permission.allowed ? disabledReason : permission.reason;
  return (
    <Button
      {...button}
      disabled={disabled || !permission.allowed}
      {...(reason === undefined ? {} : { disabledReason: reason })}
      onFollow={follow}
    />
  );
}
