import type { Owner } from '../../objects.ts';
import type { Database } from './database.ts';

/** Numbers for owners. An owner never changes and is never removed, so both ways are cached. */
export class Owners {
  readonly #database: Database;
  readonly #numbers = new Map<string, number>();
  readonly #owners = new Map<number, Owner>();

  constructor(database: Database) {
    this.#database = database;
  }

  async number(owner: Owner): Promise<number> {
    const name = `${owner.accountId} ${owner.ownerId}`;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const insert = this.#database.command(
      'INSERT OR IGNORE INTO owners (account_id, owner_id) VALUES (?, ?)',
    );
    const find = this.#database.query<{ id: number }>(
      'SELECT id FROM owners WHERE account_id = ? AND owner_id = ?',
    );
    let row = find.get(owner.accountId, owner.ownerId);
    if (row === undefined) {
      await this.#database.write(() => insert.run(owner.accountId, owner.ownerId));
      row = find.get(owner.accountId, owner.ownerId);
    }
    if (row === undefined) throw new Error('An owner was not stored.');
    this.#numbers.set(name, row.id);
    return row.id;
  }

  owner(number: number): Owner {
    const known = this.#owners.get(number);
    if (known !== undefined) return known;
    const row = this.#database
      .query<{ account_id: string; owner_id: string }>(
        'SELECT account_id, owner_id FROM owners WHERE id = ?',
      )
      .get(number);
    if (row === undefined) throw new Error(`Owner ${number} is missing.`);
    const owner = { accountId: row.account_id, ownerId: row.owner_id };
    this.#owners.set(number, owner);
    return owner;
  }
}
