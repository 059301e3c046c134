import { useEffect, useState } from 'react';
import { listPrincipals, type Principal } from '../pages/access/principal.ts';
import { type Loaded, useLoad } from '../parts/load.ts';
import type { PolicyTrialProps } from './policy-trial.tsx';
import { decidingLines, type Trial, tryPolicy } from './try-policy.ts';

interface Question {
  readonly arn: string;
  readonly action: string;
  readonly bucket: string;
  readonly key: string;
}

/** The people whom a policy can be tried with: a bucket's policy names no groups. */
function usePeople(kind: PolicyTrialProps['kind']): Loaded<readonly Principal[]> {
  const loaded = useLoad(listPrincipals);
  const isOfBucket = kind === 'resource';
  const value = loaded.value?.filter((one) => !isOfBucket || one.kind !== 'Group');
  return { ...loaded, value };
}

/** What is asked about the policy that is being written, and what came of it. */
export function useTrial({ kind, text, replaces, bucket, onDecided }: PolicyTrialProps) {
  const first = { arn: '', action: 's3:GetObject', bucket: bucket ?? '', key: '' };
  const [question, setQuestion] = useState<Question>(first);
  const [tried, setTried] = useState<Trial & { readonly text: string }>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const people = usePeople(kind);
  const principal = people.value?.find(({ arn }) => arn === question.arn);
  // What was decided of another text or request is no answer to this one.
  const trial = tried?.text === text ? tried : undefined;
  useEffect(
    () => onDecided(trial ? decidingLines(kind, trial.result) : []),
    [trial, kind, onDecided],
  );
  const change = (changed: Partial<Question>) => {
    setQuestion({ ...question, ...changed });
    setTried(undefined);
  };
  const isAsked = principal !== undefined || (kind === 'identity' && question.arn === '');
  const run = async () => {
    if (!isAsked || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const found = await tryPolicy({ kind, text, replaces }, { ...question, principal });
      setTried({ ...found, text });
    } catch (thrown) {
      setTried(undefined);
      setError(thrown);
    }
    setBusy(false);
  };
  return { question, change, people, principal, isAsked, run, busy, error, trial };
}
