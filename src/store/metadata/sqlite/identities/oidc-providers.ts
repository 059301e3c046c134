import type { OidcProvider, OidcProviderStore } from '../../../identities/oidc-providers.ts';
import type { Missing } from '../../../identities/outcome.ts';
import { type CountRow, done, type IdentityContext, overLimit } from './context.ts';
import { tagTable, tooManyTags } from './tags.ts';

interface ProviderRow {
  readonly arn: string;
  readonly account_id: string;
  readonly url: string;
  readonly created_ms: number;
}

const missing = (arn: string): Missing => ({
  outcome: 'missing',
  what: 'oidc-provider',
  name: arn,
});

/** A list of texts of one provider, kept in its order. */
function textList({ database }: IdentityContext, table: string, column: string) {
  const select = database.query<{ readonly text: string }>(
    `SELECT ${column} AS text FROM ${table} WHERE arn = ? ORDER BY number`,
  );
  const insert = database.command(`INSERT INTO ${table} VALUES (?, ?, ?)`);
  const clear = database.command(`DELETE FROM ${table} WHERE arn = ?`);
  return {
    of: (arn: string) => select.all(arn).map((row) => row.text),
    set(arn: string, texts: readonly string[]): void {
      clear.run(arn);
      for (const [number, text] of texts.entries()) insert.run(arn, number, text);
    },
  };
}

function statementsOf(context: IdentityContext) {
  const { database } = context;
  return {
    select: database.query<ProviderRow>('SELECT * FROM oidc_providers WHERE arn = ?'),
    list: database.query<ProviderRow>(
      'SELECT * FROM oidc_providers WHERE account_id = ? ORDER BY arn',
    ),
    count: database.query<CountRow>(
      'SELECT count(*) AS count FROM oidc_providers WHERE account_id = ?',
    ),
    insert: database.command('INSERT INTO oidc_providers VALUES (?, ?, ?, ?)'),
    remove: database.command('DELETE FROM oidc_providers WHERE arn = ?'),
  };
}

type ListPart = Pick<
  OidcProviderStore,
  'addOidcClientId' | 'removeOidcClientId' | 'updateOidcThumbprints'
>;

function listPart(context: IdentityContext): ListPart {
  const statements = statementsOf(context);
  const clientIds = textList(context, 'oidc_client_ids', 'client_id');
  const thumbprints = textList(context, 'oidc_thumbprints', 'thumbprint');
  return {
    addOidcClientId: (arn, clientId) =>
      context.change(() => {
        if (!statements.select.get(arn)) return missing(arn);
        const present = clientIds.of(arn);
        if (present.includes(clientId)) return done;
        const refused = overLimit(context, 'ClientIdsPerOidcProvider', present.length + 1);
        if (refused) return refused;
        clientIds.set(arn, [...present, clientId]);
        return done;
      }),
    removeOidcClientId: (arn, clientId) =>
      context.change(() => {
        if (!statements.select.get(arn)) return missing(arn);
        const remaining = clientIds.of(arn).filter((present) => present !== clientId);
        clientIds.set(arn, remaining);
        return done;
      }),
    updateOidcThumbprints: (arn, texts) =>
      context.change(() => {
        if (!statements.select.get(arn)) return missing(arn);
        const refused = overLimit(context, 'ThumbprintsPerOidcProvider', texts.length);
        if (refused) return refused;
        thumbprints.set(arn, texts);
        return done;
      }),
  };
}

/** OpenID Connect providers with their client ids and thumbprints. */
export function oidcProviderStore(context: IdentityContext): OidcProviderStore {
  const statements = statementsOf(context);
  const tags = tagTable(context);
  const clientIds = textList(context, 'oidc_client_ids', 'client_id');
  const thumbprints = textList(context, 'oidc_thumbprints', 'thumbprint');
  const providerOf = (row: ProviderRow): OidcProvider => ({
    accountId: row.account_id,
    arn: row.arn,
    url: row.url,
    clientIds: clientIds.of(row.arn),
    thumbprints: thumbprints.of(row.arn),
    createdAtMs: row.created_ms,
    tags: tags.of(row.arn),
  });
  const refusal = ({ accountId, arn, ...provider }: OidcProvider) => {
    if (statements.select.get(arn)) {
      return { outcome: 'exists', what: 'oidc-provider', name: arn } as const;
    }
    const count = (statements.count.get(accountId)?.count ?? 0) + 1;
    return (
      overLimit(context, 'OidcProvidersPerAccount', count) ??
      overLimit(context, 'ClientIdsPerOidcProvider', provider.clientIds.length) ??
      overLimit(context, 'ThumbprintsPerOidcProvider', provider.thumbprints.length) ??
      tooManyTags(context, provider.tags)
    );
  };
  return {
    createOidcProvider: (provider) =>
      context.change(() => {
        const refused = refusal(provider);
        if (refused) return refused;
        const { arn } = provider;
        statements.insert.run(arn, provider.accountId, provider.url, provider.createdAtMs);
        clientIds.set(arn, provider.clientIds);
        thumbprints.set(arn, provider.thumbprints);
        tags.set(arn, provider.tags);
        return { outcome: 'created', value: { ...provider, tags: tags.of(arn) } };
      }),
    oidcProvider: async (arn) => {
      const row = statements.select.get(arn);
      return row && providerOf(row);
    },
    listOidcProviders: async (accountId) => statements.list.all(accountId).map(providerOf),
    ...listPart(context),
    deleteOidcProvider: (arn) =>
      context.change(() => {
        if (statements.remove.run(arn) === 0) return missing(arn);
        clientIds.set(arn, []);
        thumbprints.set(arn, []);
        tags.clear(arn);
        return done;
      }),
  };
}
