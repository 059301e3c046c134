import type { Readable } from 'node:stream';
import type { ValueType } from '../server/setting-values.ts';

/** What a command ends with; the same for every command. */
export const exitCodes = { success: 0, failure: 1, usage: 2 } as const;

/** Something is wrong with how the command was called: printed as it is, with exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Something did not work, for a reason that the message explains: exit code 1, no stack. */
export class CommandFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandFailure';
  }
}

export interface CommandOption {
  /** Without its dashes. */
  readonly name: string;
  readonly summary: string;
  /** Absent for a flag. */
  readonly type?: ValueType<unknown>;
  readonly repeatable?: boolean;
  readonly required?: boolean;
  /** How help shows the default. */
  readonly defaultText?: string | undefined;
  /** The variable that stands in for the option. */
  readonly environment?: string;
  /** The key of the configuration file that stands in for it. */
  readonly key?: string;
  /** The heading under which help lists it. */
  readonly group?: string;
  /** False where it can only come from the environment or the file. */
  readonly onCommandLine?: boolean;
}

export interface CommandExample {
  readonly line: string;
  readonly summary: string;
}

/** A command is data; parsing, help and the errors about it are made from here. */
export interface Command {
  /** One or two words: `serve`, `account create`. */
  readonly name: string;
  readonly summary: string;
  /** Paragraphs for its own help page. */
  readonly description?: readonly string[];
  /** How help shows what it takes beside options; absent where it takes nothing. */
  readonly operands?: string;
  readonly options: readonly CommandOption[];
  readonly examples: readonly CommandExample[];
  /** @returns the exit code */
  run(invocation: Invocation): Promise<number>;
}

/** The outside of a command, so that tests can stand in for it. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  readonly input: Readable;
  /** A person watches standard error, so that progress may be drawn there. */
  readonly isWatched?: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The current folder. */
  readonly folder: string;
}

export interface Invocation {
  readonly options: GivenOptions;
  readonly operands: readonly string[];
  readonly terminal: Terminal;
}

/** The options that were given, checked against their declarations. */
export interface GivenOptions {
  flag(name: string): boolean;
  /** The last value given, or the variable's. */
  text(name: string): string | undefined;
  /** The texts of the options that the command line itself gave. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}
