// The built server, started for one test file on a free port with a data folder that vanishes with it.
import { execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { root } from './packages.mjs';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

/**
 * Starts `investmap serve` and waits for the line that says where it listens.
 * @param {{args?: string[], env?: object, data?: string, listen?: string}} wish flags (default: the demonstration),
 *   variables, a data folder that the caller keeps, and an address for a server that comes back where it was
 */
export async function startServer({ args = ['--demo'], env = {}, data, listen = '127.0.0.1:0' } = {}) {
  const binary = process.env.INVESTMAP_BINARY ?? join(root, 'target/debug/investmap');
  if (!existsSync(binary)) {
    throw new Error(`${binary} is not built; \`cargo xtask test browser\` builds it and runs these tests`);
  }
  const folder = data ?? await mkdtemp(join(tmpdir(), 'investmap-'));
  const token = randomBytes(24).toString('hex');
  const child = spawn(binary, ['serve', '--listen', listen, '--data', folder, ...args], {
    env: { ...process.env, INVESTMAP_OPERATOR_TOKEN: token, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const stop = async () => {
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    const end = await exited;
    clearTimeout(patience);
    if (data === undefined) await rm(folder, { recursive: true, force: true });
    return end;
  };
  try {
    const origin = await address(child, exited, said);
    return new Server(origin, token, child, said, stop, binary, folder);
  } catch (trouble) {
    await stop();
    throw trouble;
  }
}

/** Reads `listening on http://…` from standard output, or says why there is no such line. */
async function address(child, exited, said) {
  let limit;
  try {
    return await new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`${why}\n${said.join('\n')}`));
      limit = setTimeout(() => fail(`no address after ${START_LIMIT_MS} ms`), START_LIMIT_MS);
      createInterface({ input: child.stdout }).on('line', (line) => {
        said.push(line);
        const found = /listening on (http:\/\/[^\s/]+)/.exec(line);
        if (found) resolve(found[1]);
      });
      child.once('error', reject);
      exited.then(({ code, signal }) => fail(`the server ended (${code ?? signal})`));
    });
  } finally {
    clearTimeout(limit);
  }
}

class Server {
  constructor(origin, token, child, said, stop, binary, folder) {
    /** `http://127.0.0.1:<port>` */
    this.origin = origin;
    /** The value of INVESTMAP_OPERATOR_TOKEN. */
    this.token = token;
    /** The process id, for measuring. */
    this.pid = child.pid;
    /** Every line it printed. */
    this.said = said;
    /** Ends it; answers `{code, signal}`. */
    this.stop = stop;
    /** Runs a task of the program on the same data, as a person at its terminal does; answers what it prints. */
    this.run = async (...words) => (await promisify(execFile)(binary, [...words, '--data', folder])).stdout;
    /** Ends it without warning, as a power cut does; answers `{code, signal}`. */
    this.cut = () => {
      child.kill('SIGKILL');
      return stop();
    };
  }

  /** Answers the JSON of a GET, or throws with the status and the body. */
  async get(path) {
    const response = await fetch(this.origin + path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Posts a command as the operator; answers the response. */
  command(body, headers = {}) {
    return fetch(`${this.origin}/api/commands`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...headers,
      },
      body: JSON.stringify(body),
    });
  }
}
