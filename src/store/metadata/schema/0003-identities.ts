import type { Migration } from '../sqlite/migrate.ts';

// Names are kept as they were given; `*_key` columns hold them in lower case, for uniqueness and
// order. Times are milliseconds since the epoch. Unique ids (AIDA..., AROA...) are never reused, so
// rows that hang on them need no account.

const accounts = [
  `CREATE TABLE accounts (
    account_id TEXT PRIMARY KEY,
    canonical_id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    alias TEXT UNIQUE,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE password_policies (
    account_id TEXT PRIMARY KEY,
    minimum_length INTEGER NOT NULL,
    require_symbols INTEGER NOT NULL,
    require_numbers INTEGER NOT NULL,
    require_uppercase INTEGER NOT NULL,
    require_lowercase INTEGER NOT NULL,
    users_may_change INTEGER NOT NULL,
    max_age_days INTEGER,
    reuse_prevention INTEGER,
    hard_expiry INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE credential_reports (
    account_id TEXT PRIMARY KEY,
    generated_ms INTEGER NOT NULL,
    content TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE access_report_jobs (
    job_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    entity_arn TEXT NOT NULL,
    granularity TEXT NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];

const entities = [
  `CREATE TABLE users (
    user_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    path TEXT NOT NULL,
    boundary_arn TEXT,
    created_ms INTEGER NOT NULL,
    UNIQUE (account_id, name_key)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX users_by_boundary ON users (boundary_arn) WHERE boundary_arn IS NOT NULL`,
  `CREATE TABLE login_profiles (
    user_id TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    reset_required INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE earlier_passwords (
    user_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    PRIMARY KEY (user_id, number)
  ) STRICT, WITHOUT ROWID`,
  // `groups` is a word of SQL.
  `CREATE TABLE user_groups (
    group_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    path TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    UNIQUE (account_id, name_key)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE memberships (
    user_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    PRIMARY KEY (user_id, group_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX memberships_by_group ON memberships (group_id, user_id)`,
  `CREATE TABLE roles (
    role_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    path TEXT NOT NULL,
    trust_policy TEXT NOT NULL,
    description TEXT,
    max_session_seconds INTEGER NOT NULL,
    boundary_arn TEXT,
    created_ms INTEGER NOT NULL,
    UNIQUE (account_id, name_key)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX roles_by_boundary ON roles (boundary_arn) WHERE boundary_arn IS NOT NULL`,
  `CREATE TABLE instance_profiles (
    instance_profile_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    path TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    UNIQUE (account_id, name_key)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE instance_profile_roles (
    instance_profile_id TEXT NOT NULL,
    role_id TEXT NOT NULL,
    PRIMARY KEY (instance_profile_id, role_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX instance_profiles_by_role ON instance_profile_roles (role_id)`,
  `CREATE TABLE tags (
    entity_id TEXT NOT NULL,
    tag_key TEXT NOT NULL,
    tag_name TEXT NOT NULL,
    tag_value TEXT NOT NULL,
    PRIMARY KEY (entity_id, tag_key)
  ) STRICT, WITHOUT ROWID`,
];

const policies = [
  `CREATE TABLE managed_policies (
    policy_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    path TEXT NOT NULL,
    arn TEXT NOT NULL UNIQUE,
    description TEXT,
    default_version INTEGER NOT NULL,
    next_version INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    UNIQUE (account_id, name_key)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE policy_versions (
    policy_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    PRIMARY KEY (policy_id, version)
  ) STRICT, WITHOUT ROWID`,
  // Of AWS's own policies too, which have no row: so name and path stand here again.
  `CREATE TABLE policy_attachments (
    holder_id TEXT NOT NULL,
    policy_arn TEXT NOT NULL,
    holder_kind TEXT NOT NULL,
    account_id TEXT NOT NULL,
    policy_name TEXT NOT NULL,
    policy_key TEXT NOT NULL,
    policy_path TEXT NOT NULL,
    PRIMARY KEY (holder_id, policy_arn)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX attachments_by_policy ON policy_attachments (policy_arn, account_id)`,
  `CREATE TABLE inline_policies (
    holder_id TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (holder_id, name_key)
  ) STRICT, WITHOUT ROWID`,
];

const credentials = [
  `CREATE TABLE access_keys (
    access_key_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    user_id TEXT,
    sealed_secret TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX access_keys_by_owner ON access_keys (account_id, user_id, created_ms)`,
  `CREATE TABLE oidc_providers (
    arn TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    url TEXT NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX oidc_providers_by_account ON oidc_providers (account_id, arn)`,
  `CREATE TABLE oidc_client_ids (
    arn TEXT NOT NULL,
    number INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    PRIMARY KEY (arn, number)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE oidc_thumbprints (
    arn TEXT NOT NULL,
    number INTEGER NOT NULL,
    thumbprint TEXT NOT NULL,
    PRIMARY KEY (arn, number)
  ) STRICT, WITHOUT ROWID`,
];

// Written every few seconds in batches, apart from what the identity revision covers.
const activity = [
  `CREATE TABLE access_key_uses (
    access_key_id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    service TEXT NOT NULL,
    region TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE password_uses (
    principal_id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // The row with the action '' is of the service as a whole.
  `CREATE TABLE service_uses (
    principal_id TEXT NOT NULL,
    service TEXT NOT NULL,
    action TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    region TEXT NOT NULL,
    PRIMARY KEY (principal_id, service, action)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE session_revocations (
    principal_id TEXT PRIMARY KEY,
    before_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];

export const identities: Migration = {
  number: 3,
  name: 'accounts and identities',
  statements: [...accounts, ...entities, ...policies, ...credentials, ...activity],
};
