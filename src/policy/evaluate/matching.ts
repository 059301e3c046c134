import { compileArnGlob, compileGlob, matchGlob } from '../document/wildcard.ts';

/** Whether an Action value (`s3:Get*`) covers an action; the case does not matter. */
export function actionMatches(pattern: string, action: string): boolean {
  return matchGlob(compileGlob(pattern.toLowerCase()), action.toLowerCase());
}

/** Whether a Resource value without variables covers an ARN. */
export function resourceMatches(pattern: string, resource: string): boolean {
  return matchGlob(compileArnGlob([{ text: pattern, literal: false }]), resource);
}
