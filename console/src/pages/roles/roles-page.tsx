import { listRoles, type Role } from '../../api/iam/roles.ts';
import { Page } from '../../frame/page.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFinding } from '../../parts/finding.tsx';
import { Age } from '../../parts/moments.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { rolePath } from './role-path.ts';

const columns = [
  {
    id: 'name',
    header: 'Role name',
    isRowHeader: true,
    cell: (role: Role) => <RouteLink to={rolePath(role.roleName)}>{role.roleName}</RouteLink>,
  },
  { id: 'description', header: 'Description', cell: (role: Role) => role.description ?? '-' },
  { id: 'path', header: 'Path', cell: (role: Role) => role.path },
  { id: 'created', header: 'Created', cell: (role: Role) => <Age of={role.createDate} /> },
];

/** Every role of the account, a page at a time. */
export default function RolesPage() {
  const { pages, filter, noMatch } = useFinding(listRoles, ({ roleName }) => roleName, 'roles');
  return (
    <Page
      title="Roles"
      description="Rights without long-term keys: whom a role trusts assumes it for a while."
    >
      <PagedTable
        pages={pages}
        title="Roles"
        columnDefinitions={columns}
        trackBy="roleName"
        nameOf={({ roleName }) => roleName}
        filter={filter}
        empty={
          noMatch ?? (
            <EmptyState title="No roles">
              A role is assumed with aws sts assume-role, or with a token of an identity provider,
              and gives keys that expire by themselves. Make one with aws iam create-role.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
