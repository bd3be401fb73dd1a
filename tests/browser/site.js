// The site for these tests: the built program with its own database, and one browser.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LONGEST_START = 60_000;
const LONGEST_STOP = 15_000;

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

export async function open() {
  const server = await startServer();
  try {
    return { origin: server.origin, passwords: server.passwords, browser: await startBrowser(), stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export async function close(site) {
  await site.browser.close();
  await site.stop();
}

// A separate browser context for `task`: nothing leaks from one test to another.
export async function visit(site, options, task) {
  const context = await site.browser.newContext({ baseURL: site.origin, viewport: DESKTOP, reducedMotion: 'reduce', ...options });
  try {
    return await task(await context.newPage());
  } finally {
    await context.close();
  }
}

// Each trouble on its own line.
export function none(troubles, where) {
  if (troubles.length > 0) assert.fail(`${where}:\n${troubles.join('\n')}`);
}

async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), 'farmfair-browser-'));
  // Postgres does not run as root: its user has to get through to the data.
  await chmod(folder, 0o711);
  const port = await freePort();
  const server = spawn(program(), ['serve', '--demo-if-empty'], { cwd: folder, env: environment(folder, port), stdio: ['ignore', 'ignore', 'pipe'] });
  const log = [];
  server.stderr.on('data', text => log.push(text));
  const ended = new Promise(resolve => server.once('exit', resolve).once('error', error => { log.push(String(error)); resolve(); }));
  // However these tests end, the server ends with them.
  process.once('exit', () => server.kill('SIGKILL'));
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await end(server, ended);
    await rm(folder, { recursive: true, force: true });
  };
  const origin = `http://127.0.0.1:${port}`;
  if (!await ready(origin, ended)) {
    await stop();
    throw new Error(`the server does not start:\n${log.join('')}`);
  }
  ended.then(() => {
    if (!stopping) process.stderr.write(`the server ended by itself:\n${log.join('')}`);
  });
  return { origin, stop, passwords: await passwords(folder) };
}

// The accounts of the demonstration: login → password.
async function passwords(folder) {
  const lines = (await readFile(join(folder, 'data', 'demo-accounts.csv'), 'utf8')).trim().split('\n').slice(1);
  return Object.fromEntries(lines.map(line => line.split(',').slice(0, 2)));
}

// Cargo may be configured to build elsewhere than in target/.
function program() {
  const path = process.env.FARMFAIR_BINARY ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'debug', 'farmfair');
  if (!existsSync(path)) throw new Error(`${path} is not built: run cargo build first`);
  return path;
}

// Settings for another database or another day must not reach the server.
function environment(folder, port) {
  const kept = Object.entries(process.env).filter(([name]) => name !== 'DATABASE_URL' && (!name.startsWith('FARMFAIR_') || name.startsWith('FARMFAIR_PG_')));
  return { ...Object.fromEntries(kept), FARMFAIR_ADDR: `127.0.0.1:${port}`, FARMFAIR_DATA_DIR: join(folder, 'data'), FARMFAIR_THROWAWAY_DATABASE: 'true' };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function ready(origin, ended) {
  let over = false;
  ended.then(() => { over = true; });
  for (const until = Date.now() + LONGEST_START; Date.now() < until && !over; await pause(100)) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return true;
  }
  return false;
}

async function end(server, ended) {
  server.kill('SIGTERM');
  const late = pause(LONGEST_STOP, 'late', { ref: false });
  if (await Promise.race([ended, late]) === 'late') server.kill('SIGKILL');
  await ended;
}

function startBrowser() {
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = process.env.CHROMIUM ?? usual.find(path => existsSync(path));
  if (!executablePath) throw new Error('no Chromium found: install it (Debian: apt-get install chromium), or set CHROMIUM to its path');
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args });
}
