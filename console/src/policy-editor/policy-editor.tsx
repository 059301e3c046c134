import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useRef } from 'react';
import type { PolicyGrammar } from '../../../src/policy/index.ts';
import type { LeftOut } from '../api/iam/simulation.ts';
import { FindingList } from './finding-list.tsx';
import type { LineRange } from './marked-lines.ts';
import { createPolicyCode, type PolicyCode } from './policy-code.ts';
import { PolicySummary } from './policy-summary.tsx';
import { PolicyTrial } from './policy-trial.tsx';
import { useDark } from './use-dark.ts';

interface PolicyEditorProps {
  /** What the policy is for, which decides what it may say. */
  readonly kind: PolicyGrammar;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The policy in whose place it comes, which does not count while this one is tried. */
  readonly replaces?: LeftOut | undefined;
  /** The bucket whose policy it is. */
  readonly bucket?: string;
}

const beside = [
  { colspan: { default: 12, xs: 7, m: 8 } },
  { colspan: { default: 12, xs: 5, m: 4 } },
];

/**
 * Where a policy is written: completion, findings as it is typed, what it comes to, and beside it a
 * way to try it. Trust policies are not simulated, as on AWS.
 */
export function PolicyEditor({ kind, value, onChange, replaces, bucket }: PolicyEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const code = useRef<PolicyCode>(undefined);
  const first = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  // What the editor told comes back as the value, perhaps when more has been typed already.
  const echoes = useRef<string[]>([]);
  const dark = useDark();
  const firstDark = useRef(dark);
  const label = kind === 'trust' ? 'Trust policy' : 'Policy';
  useEffect(() => {
    if (host.current === null) return undefined;
    const made = createPolicyCode({
      host: host.current,
      grammar: kind,
      text: first.current,
      label,
      dark: firstDark.current,
      onChange: (text) => {
        echoes.current.push(text);
        tell.current(text);
      },
    });
    code.current = made;
    return () => made.destroy();
  }, [kind, label]);
  useEffect(() => {
    const at = echoes.current.indexOf(value);
    if (at === -1) code.current?.setText(value);
    echoes.current.splice(0, at + 1);
  }, [value]);
  useEffect(() => code.current?.setDark(dark), [dark]);
  const mark = useCallback((lines: readonly LineRange[]) => code.current?.mark(lines), []);
  const written = (
    <SpaceBetween size="s">
      <Box color="text-body-secondary" fontSize="body-s">
        Ctrl+Space proposes actions, resources and condition keys.
      </Box>
      <div ref={host} />
      <FindingList text={value} kind={kind} onSelect={(finding) => code.current?.show(finding)} />
    </SpaceBetween>
  );
  return (
    <SpaceBetween size="s">
      {kind === 'identity' || kind === 'resource' ? (
        <Grid gridDefinition={beside}>
          {written}
          <PolicyTrial {...{ kind, replaces, bucket }} text={value} onDecided={mark} />
        </Grid>
      ) : (
        written
      )}
      <ExpandableSection headerText="What it comes to" defaultExpanded>
        <PolicySummary text={value} />
      </ExpandableSection>
    </SpaceBetween>
  );
}
