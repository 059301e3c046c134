import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Page } from '../../frame/page.tsx';
import { AccessStep } from './access-step.tsx';
import { CreatedUsers } from './created-users.tsx';
import { largestCount, type MadeUser, makeUser, nameFault, noUsers } from './new-users.ts';
import { ReviewStep } from './review-step.tsx';
import { TagsStep } from './tags-step.tsx';
import { UsersStep } from './users-step.tsx';

const crumbs = [['Users', '/iam/users']] as const;

/** Creates up to ten users at once, all alike but for their names. */
export default function CreateUsersPage() {
  const navigate = useNavigate();
  const [wanted, setWanted] = useState(noUsers);
  const [step, setStep] = useState(0);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<readonly MadeUser[]>();
  const change = (changed: Partial<typeof wanted>) => setWanted({ ...wanted, ...changed });
  const isFirstStepRight =
    wanted.names.every((_, index) => nameFault(wanted.names, index) === undefined) &&
    (wanted.password !== 'chosen' || wanted.chosenPassword !== '');
  const go = (to: number) => {
    setChecked(true);
    if (step > 0 || isFirstStepRight || to === 0) setStep(to);
  };
  const submit = async () => {
    setBusy(true);
    const results: MadeUser[] = [];
    for (const name of wanted.names) results.push(await makeUser(wanted, name));
    setMade(results);
  };
  if (made !== undefined) return <CreatedUsers made={made} />;
  const props = { wanted, change };
  return (
    <Page
      title="Create users"
      crumbs={crumbs}
      description={`Up to ${largestCount} users at once, with the same access.`}
    >
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={busy}
        onNavigate={({ detail }) => go(detail.requestedStepIndex)}
        onCancel={() => void navigate('/iam/users')}
        onSubmit={() => void submit()}
        submitButtonText={wanted.names.length === 1 ? 'Create user' : 'Create users'}
        steps={[
          { title: 'Specify users', content: <UsersStep {...props} checked={checked} /> },
          { title: 'Set permissions', content: <AccessStep {...props} />, isOptional: true },
          { title: 'Add tags', content: <TagsStep {...props} />, isOptional: true },
          { title: 'Review and create', content: <ReviewStep wanted={wanted} onEdit={setStep} /> },
        ]}
      />
    </Page>
  );
}
