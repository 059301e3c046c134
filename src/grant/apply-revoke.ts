import {
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteUserCommand,
  DetachGroupPolicyCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import type { RevokeStep } from './plan-revoke.ts';

/** Does one step of taking a grant back. @throws what the SDK throws */
export async function applyRevokeStep(iam: IAMClient, step: RevokeStep): Promise<void> {
  switch (step.kind) {
    case 'detach-from-user':
      await iam.send(new DetachUserPolicyCommand({ UserName: step.user, PolicyArn: step.arn }));
      return;
    case 'detach-from-group':
      await iam.send(new DetachGroupPolicyCommand({ GroupName: step.group, PolicyArn: step.arn }));
      return;
    case 'remove-from-group':
      await iam.send(
        new RemoveUserFromGroupCommand({ UserName: step.user, GroupName: step.group }),
      );
      return;
    case 'delete-key':
      await iam.send(new DeleteAccessKeyCommand({ UserName: step.user, AccessKeyId: step.keyId }));
      return;
    case 'delete-user':
      await iam.send(new DeleteUserCommand({ UserName: step.user }));
      return;
    case 'delete-group':
      await iam.send(new DeleteGroupCommand({ GroupName: step.group }));
      return;
    case 'delete-version':
      await iam.send(
        new DeletePolicyVersionCommand({ PolicyArn: step.arn, VersionId: step.version }),
      );
      return;
    case 'delete-policy':
      await iam.send(new DeletePolicyCommand({ PolicyArn: step.arn }));
  }
}
