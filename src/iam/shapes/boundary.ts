import { structure, text } from '../../operation/shape.ts';

/** The permissions boundary of a user or role, as responses show it. */
export const attachedBoundary = structure({
  PermissionsBoundaryType: text(),
  PermissionsBoundaryArn: text(),
});

/** The boundary of that ARN, if there is one. */
export function describeBoundary(arn: string | undefined) {
  if (arn === undefined) return undefined;
  // The reference says "PermissionsBoundaryPolicy", the service answers "Policy".
  return { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn };
}
