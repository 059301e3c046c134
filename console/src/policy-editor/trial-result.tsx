import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Decision } from '../pages/access/decision.tsx';
import { ResultDetails } from '../pages/access/result-details.tsx';
import { decidingLines, isOwn, type Trial, type TriedPolicy } from './try-policy.ts';

interface TrialResultProps {
  readonly kind: TriedPolicy['kind'];
  readonly trial: Trial;
}

/** What a tried request comes to; statements of other policies are shown in those. */
export function TrialResult({ kind, trial }: TrialResultProps) {
  const { result, principal, bucketPolicy } = trial;
  const own = decidingLines(kind, result);
  const others = result.statements.filter((statement) => !isOwn(kind, statement));
  const asksOthers = principal !== undefined && (others.length > 0 || own.length === 0);
  return (
    <div aria-live="polite">
      <SpaceBetween size="xs">
        <Decision of={result.decision} />
        <Box color="text-body-secondary">
          {result.action} on {result.resource}
        </Box>
        {own.map(({ first, last }) => (
          <Box key={first}>
            {first === last ? `Line ${first} decides.` : `Lines ${first} to ${last} decide.`}
          </Box>
        ))}
        {asksOthers ? (
          <ResultDetails
            principal={principal}
            result={{ ...result, statements: others }}
            bucketPolicy={bucketPolicy}
          />
        ) : null}
        {!asksOthers && own.length === 0 ? <Box>No statement of this policy covers it.</Box> : null}
      </SpaceBetween>
    </div>
  );
}
