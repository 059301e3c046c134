import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import { useMemo } from 'react';
import type { PolicyFinding, Severity } from '../../../src/policy/analyse/finding.ts';
import { policyFindings } from '../../../src/policy/analyse/policy-findings.ts';
import type { PolicyGrammar } from '../../../src/policy/index.ts';

const looks: Readonly<Record<Severity, StatusIndicatorProps.Type>> = {
  error: 'error',
  security: 'warning',
  warning: 'warning',
  suggestion: 'info',
};

interface FindingListProps {
  readonly text: string;
  readonly kind: PolicyGrammar;
  readonly onSelect: (finding: PolicyFinding) => void;
}

/** What a policy's author should know of it, each with a way to its place. */
export function FindingList({ text, kind, onSelect }: FindingListProps) {
  const findings = useMemo(() => policyFindings(text, kind, {}), [text, kind]);
  return (
    <div aria-live="polite">
      {findings.length === 0 ? (
        <StatusIndicator type="success">No findings</StatusIndicator>
      ) : (
        <SpaceBetween size="xxs">
          {findings.map((finding) => (
            <Box key={`${finding.position.line}:${finding.position.column}:${finding.code}`}>
              <StatusIndicator type={looks[finding.severity]}>{finding.severity}</StatusIndicator>{' '}
              <Button variant="inline-link" formAction="none" onClick={() => onSelect(finding)}>
                line {String(finding.position.line)}
              </Button>{' '}
              {finding.message}
            </Box>
          ))}
        </SpaceBetween>
      )}
    </div>
  );
}
