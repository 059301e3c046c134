import { abilities } from '../../../../src/policy/analyse/ability.ts';
import { type SimulationResult, simulatePrincipalPolicy } from '../../api/iam/simulation.ts';
import { bucketArn, objectArn } from '../../api/s3/address.ts';
import type { Principal } from './principal.ts';

/** What somebody can do to a bucket: for each ability the decision on it. */
export type AbilityRow = ReadonlyMap<string, SimulationResult>;

function actionsOn(target: 'bucket' | 'objects'): string[] {
  return abilities.flatMap(({ actions }) =>
    actions.filter((action) => action.target === target).map(({ name }) => name),
  );
}

/**
 * Decides every ability of somebody in a bucket, in two simulations: on all of its objects, and on
 * itself. @throws ServiceError
 */
export async function abilityRow(
  { arn, kind }: Principal,
  bucket: string,
  bucketPolicy: string | undefined,
): Promise<AbilityRow> {
  const ask = (target: 'bucket' | 'objects', resource: string) =>
    simulatePrincipalPolicy({
      policySourceArn: arn,
      actions: actionsOn(target),
      resources: [resource],
      // A group is nobody whom a bucket's policy could name.
      resourcePolicy: kind === 'Group' ? undefined : bucketPolicy,
    });
  const found = (
    await Promise.all([ask('bucket', bucketArn(bucket)), ask('objects', objectArn(bucket, '*'))])
  ).flat();
  return new Map(
    abilities.flatMap(({ name, actions }) => {
      const ofAbility = found.filter(({ action }) => actions.some((one) => one.name === action));
      // One of the actions is enough.
      const decisive = ofAbility.find(({ decision }) => decision === 'allowed') ?? ofAbility[0];
      return decisive === undefined ? [] : [[name, decisive] as const];
    }),
  );
}
