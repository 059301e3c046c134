import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useFollow } from '../frame/follow.ts';

interface RouteLinkProps extends Pick<LinkProps, 'variant' | 'ariaLabel'> {
  readonly to: string;
  readonly children: ReactNode;
}

/** A link to another page of the console. */
export function RouteLink({ to, ...link }: RouteLinkProps) {
  const follow = useFollow();
  return <Link {...link} href={to} onFollow={follow} />;
}
