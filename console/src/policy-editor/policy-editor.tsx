import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef } from 'react';
import type { PolicyGrammar } from '../../../src/policy/index.ts';
import { FindingList } from './finding-list.tsx';
import { createPolicyCode, type PolicyCode } from './policy-code.ts';
import { PolicySummary } from './policy-summary.tsx';
import { useDark } from './use-dark.ts';

interface PolicyEditorProps {
  /** What the policy is for, which decides what it may say. */
  readonly kind: PolicyGrammar;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Where a policy is written: completion, findings as it is typed, and what it comes to. */
export function PolicyEditor({ kind, value, onChange }: PolicyEditorProps) {
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
  return (
    <SpaceBetween size="s">
      <Box color="text-body-secondary" fontSize="body-s">
        Ctrl+Space proposes actions, resources and condition keys.
      </Box>
      <div ref={host} />
      <FindingList text={value} kind={kind} onSelect={(finding) => code.current?.show(finding)} />
      <ExpandableSection headerText="What it comes to" defaultExpanded>
        <PolicySummary text={value} />
      </ExpandableSection>
    </SpaceBetween>
  );
}
