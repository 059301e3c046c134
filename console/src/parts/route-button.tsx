import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useFollow } from '../frame/follow.ts';

type RouteButtonProps = Pick<ButtonProps, 'variant' | 'iconName' | 'children'> & {
  readonly to: string;
};

/** A button that goes to another page of the console. */
export function RouteButton({ to, ...button }: RouteButtonProps) {
  const follow = useFollow();
  return <Button {...button} href={to} onFollow={follow} />;
}
