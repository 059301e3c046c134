import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { SimulationResult } from '../../api/iam/simulation.ts';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { decidingPolicies } from './deciding-policy.ts';
import { MarkedText } from './marked-text.tsx';
import type { Principal } from './principal.ts';

interface ResultDetailsProps {
  readonly principal: Principal;
  readonly result: SimulationResult;
  readonly bucketPolicy: string | undefined;
}

/** Why a simulated request was decided so: the statements, in their policies. */
export function ResultDetails({ principal, result, bucketPolicy }: ResultDetailsProps) {
  const { action, resource, statements, missingContext, allowedByBoundary } = result;
  const policies = useLoad(
    () => decidingPolicies(principal, statements, bucketPolicy),
    `${principal.arn} ${action} ${resource}`,
  );
  return (
    <SpaceBetween size="s">
      {statements.length === 0 ? (
        <Box>
          No statement of {principal.name} covers {action} on {resource}. What no statement allows
          is denied.
        </Box>
      ) : (
        <WhenLoaded of={policies}>
          {(found) =>
            found.map((policy) => (
              <SpaceBetween key={`${policy.name} ${policy.firstLine}`} size="xxs">
                <Box fontWeight="bold">
                  {policy.name}, lines {policy.firstLine} to {policy.lastLine}
                </Box>
                <MarkedText {...policy} />
              </SpaceBetween>
            ))
          }
        </WhenLoaded>
      )}
      {allowedByBoundary === false ? (
        <Box>The permissions boundary of {principal.name} does not allow it.</Box>
      ) : null}
      {missingContext.length === 0 ? null : (
        <Box color="text-body-secondary">
          Policies ask for facts that were not given: {missingContext.join(', ')}
        </Box>
      )}
    </SpaceBetween>
  );
}
