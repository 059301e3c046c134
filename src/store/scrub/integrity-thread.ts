import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { integrityProblems } from '../check/integrity-problems.ts';

const connection = new DatabaseSync(String(workerData), { readOnly: true, timeout: 30_000 });
parentPort?.postMessage(integrityProblems(connection));
connection.close();
