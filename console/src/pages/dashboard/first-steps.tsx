import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { RouteLink } from '../../parts/route-link.tsx';

interface FirstStepsProps {
  /** How many users there are; undefined while that is not known. */
  readonly users: number | undefined;
}

/** For an account that is new: the order in which to begin. */
export function FirstSteps({ users }: FirstStepsProps) {
  if (users === undefined || users > 1) return null;
  return (
    <Container header={<Header variant="h2">First steps</Header>}>
      <ol>
        <li>
          <RouteLink to="/iam/users/create">Create a user for yourself</RouteLink> with a console
          password and the policy AdministratorAccess, and sign in as that user.
        </li>
        <li>
          <RouteLink to="/iam/my-credentials">Delete the access key of root.</RouteLink>
        </li>
        <li>
          <RouteLink to="/buckets">Create a bucket</RouteLink> for each application.
        </li>
        <li>
          <RouteLink to="/iam/policies/create">Write a policy</RouteLink> that says what the
          application needs in its bucket, and create a user with an access key that has this policy
          alone.
        </li>
      </ol>
    </Container>
  );
}
